/** Draws the surface in space: far walls, cells from far to near with the way between them, axes, marks. */
import { findPaintOrder, projectX, projectY, type Camera, type Projection } from './projection'
import type { SolidAxes, SolidAxis } from './solidAxes'
import { projectMeshInto, type SolidMesh } from './solidMesh'
import type { SurfacePalette } from './surfaceColours'

/** x and y from −1 to 1, height from 0 to 1. */
export interface SolidMark {
  x: number
  y: number
  height: number
}

export interface SolidScene {
  width: number
  height: number
  mesh: SolidMesh
  camera: Camera
  projection: Projection
  axes: SolidAxes
  titles: { x: string; y: string; cost: string }
  shades: readonly string[]
  palette: SurfacePalette
  /** The moment that is shown; null when it does not lie on the plane as it is known. */
  shown: SolidMark | null
  /** The newest moment of the run. */
  newest: SolidMark | null
  font: string
  /** Grid points in px, filled anew at each drawing. */
  screenX: Float32Array
  screenY: Float32Array
}

export function drawSolid(canvas: HTMLCanvasElement, scene: SolidScene): void {
  const context = clearCanvas(canvas, scene.width, scene.height)
  if (!context) return
  projectMeshInto(scene.screenX, scene.screenY, scene.mesh, scene.projection)
  context.lineJoin = 'round'
  context.lineCap = 'round'
  drawWalls(context, scene)
  drawCells(context, scene)
  drawHiddenWay(context, scene)
  drawMarks(context, scene)
  drawAxes(context, scene)
}

/** In px of the page; its memory is made anew only for another size, for turning draws many pictures of one. */
function clearCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d')
  if (!context) return null
  const ratio = window.devicePixelRatio || 1
  const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (canvas.width !== columns || canvas.height !== rows)
    Object.assign(canvas, { width: columns, height: rows })
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  return context
}

function drawWalls(context: CanvasRenderingContext2D, { axes: { walls }, palette }: SolidScene): void {
  context.beginPath()
  for (let at = 0; at < walls.length; at += 4) {
    context.moveTo(walls[at]!, walls[at + 1]!)
    context.lineTo(walls[at + 2]!, walls[at + 3]!)
  }
  context.strokeStyle = palette.line
  context.lineWidth = 1
  context.stroke()
}

function drawCells(context: CanvasRenderingContext2D, scene: SolidScene): void {
  const { mesh, camera, shades, screenX, screenY } = scene
  const { resolution } = mesh
  const cells = resolution - 1
  const { fromLastColumn, fromLastRow } = findPaintOrder(camera)
  const growth = 1 + findOverlap(scene)
  let filled = -1
  for (let r = 0; r < cells; r++) {
    const row = fromLastRow ? cells - 1 - r : r
    for (let c = 0; c < cells; c++) {
      const column = fromLastColumn ? cells - 1 - c : c
      const cell = row * cells + column
      const shade = mesh.shades[cell]!
      if (shade < 0) continue
      if (shade !== filled) context.fillStyle = shades[(filled = shade)]!
      const near = (fromLastRow ? row : row + 1) * resolution + (fromLastColumn ? column : column + 1)
      fillCell(context, screenX, screenY, cell + row, resolution, near, growth)
      if (mesh.firstPiece[cell] !== mesh.firstPiece[cell + 1]) drawPieces(context, scene, cell)
    }
  }
}

/** A cell reaches so far over those behind it, px: between edges that only touch the ground would shine through. */
const overlapPx = 1

/** The same as a share of a cell. */
function findOverlap({ projection: p, mesh }: SolidScene): number {
  const cell = (2 * Math.min(Math.hypot(p.xToX, p.xToY), Math.hypot(p.yToX, p.yToY))) / (mesh.resolution - 1)
  return Math.min(0.4, overlapPx / cell)
}

/** @param at its lower left grid point @param near the corner nearest to the eye, from which it grows */
function fillCell(
  context: CanvasRenderingContext2D,
  x: Float32Array,
  y: Float32Array,
  at: number,
  resolution: number,
  near: number,
  growth: number,
): void {
  const above = at + resolution
  const nearX = x[near]! * (1 - growth)
  const nearY = y[near]! * (1 - growth)
  context.beginPath()
  context.moveTo(nearX + growth * x[at]!, nearY + growth * y[at]!)
  context.lineTo(nearX + growth * x[at + 1]!, nearY + growth * y[at + 1]!)
  context.lineTo(nearX + growth * x[above + 1]!, nearY + growth * y[above + 1]!)
  context.lineTo(nearX + growth * x[above]!, nearY + growth * y[above]!)
  context.fill()
}

/** The way lies a little over the surface, so that the next cell does not cut into it. */
const liftPx = 1.5

function tracePieces(
  context: CanvasRenderingContext2D,
  { mesh: { pieces }, projection }: SolidScene,
  first: number,
  end: number,
): void {
  context.beginPath()
  for (let at = first * 6; at < end * 6; at += 6) {
    const [x0, y0, height0] = [pieces[at]!, pieces[at + 1]!, pieces[at + 2]!]
    const [x1, y1, height1] = [pieces[at + 3]!, pieces[at + 4]!, pieces[at + 5]!]
    context.moveTo(projectX(projection, x0, y0), projectY(projection, x0, y0, height0) - liftPx)
    context.lineTo(projectX(projection, x1, y1), projectY(projection, x1, y1, height1) - liftPx)
  }
}

function drawPieces(context: CanvasRenderingContext2D, scene: SolidScene, cell: number): void {
  const { firstPiece } = scene.mesh
  tracePieces(context, scene, firstPiece[cell]!, firstPiece[cell + 1]!)
  context.strokeStyle = scene.palette.stage
  context.lineWidth = 4
  context.stroke()
  context.strokeStyle = scene.palette.ink
  context.lineWidth = 1.8
  context.stroke()
}

/** Where a hill hides the way it still shows through, faintly. */
function drawHiddenWay(context: CanvasRenderingContext2D, scene: SolidScene): void {
  tracePieces(context, scene, 0, scene.mesh.pieces.length / 6)
  context.globalAlpha = 0.35
  context.strokeStyle = scene.palette.ink
  context.lineWidth = 1
  context.stroke()
  context.globalAlpha = 1
}

function drawMarks(context: CanvasRenderingContext2D, scene: SolidScene): void {
  const { shown, newest, palette, projection } = scene
  const place = (mark: SolidMark, radius: number) => {
    context.beginPath()
    const y = projectY(projection, mark.x, mark.y, mark.height) - liftPx
    context.arc(projectX(projection, mark.x, mark.y), y, radius, 0, 2 * Math.PI)
  }
  if (newest) {
    place(newest, 4)
    context.fillStyle = palette.ink
    context.strokeStyle = palette.stage
    context.lineWidth = 1.5
    context.fill()
    context.stroke()
  }
  if (!shown) return
  place(shown, 7)
  context.strokeStyle = palette.stage
  context.lineWidth = 4.5
  context.stroke()
  context.strokeStyle = palette.ink
  context.lineWidth = 2
  context.stroke()
}

function drawAxes(context: CanvasRenderingContext2D, scene: SolidScene): void {
  const { axes, titles, palette, font } = scene
  context.font = font
  context.textBaseline = 'middle'
  drawAxis(context, axes.x, titles.x, palette)
  drawAxis(context, axes.y, titles.y, palette)
  drawAxis(context, axes.cost, titles.cost, palette)
}

function drawAxis(
  context: CanvasRenderingContext2D,
  { line, ticks, title, align }: SolidAxis,
  name: string,
  palette: SurfacePalette,
): void {
  context.beginPath()
  context.moveTo(line[0], line[1])
  context.lineTo(line[2], line[3])
  context.strokeStyle = palette.muted
  context.lineWidth = 1
  context.stroke()
  context.fillStyle = palette.muted
  context.textAlign = align
  for (const { x, y, text } of ticks) context.fillText(text, x, y)
  context.fillStyle = palette.ink
  context.fillText(name, title.x, title.y)
}
