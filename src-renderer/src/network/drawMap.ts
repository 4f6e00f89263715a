/** Draws the map: colours of the surface, contour, points. */
import type { DataRows } from '../../../src-worker/protocol/tables'
import type { SurfaceMap } from '../../../src-worker/protocol/trainerApi'
import type { Palette } from './colours'
import { findContour } from './contour'
import { paintSurface, pointColour, type Decision } from './decision'

export interface MapScene {
  surface: SurfaceMap
  rows: DataRows | null
  /** 1 for each row that is predicted wrong; null when nothing is known of that. */
  wrong: Uint8Array | null
  decision: Decision
  palette: Palette
}

/** @param size side of the canvas in px of the page */
export function drawMap(canvas: HTMLCanvasElement, size: number, scene: MapScene): void {
  const context = prepareCanvas(canvas, size, size)
  if (!context) return
  drawColours(context, size, scene)
  if (scene.decision.kind === 'level') drawContour(context, size, scene, scene.decision.level)
  drawPoints(context, size, scene)
}

/** Sized for the screen's pixels, drawn in px of the page; null where there is no canvas. */
export function prepareCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d')
  if (!context) return null
  const scale = window.devicePixelRatio || 1
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  context.setTransform(scale, 0, 0, scale, 0, 0)
  return context
}

function drawColours(context: CanvasRenderingContext2D, size: number, scene: MapScene): void {
  const { resolution } = scene.surface
  const small = new OffscreenCanvas(resolution, resolution)
  const inner = small.getContext('2d')
  if (!inner) return
  const image = inner.createImageData(resolution, resolution)
  paintSurface(image.data, scene.surface, scene.decision, scene.palette)
  inner.putImageData(image, 0, 0)
  // The outermost points lie on the edge, so the picture reaches half a pixel over it.
  const over = size / (resolution - 1) / 2
  context.imageSmoothingQuality = 'high'
  context.drawImage(small, -over, -over, size + 2 * over, size + 2 * over)
}

function drawContour(context: CanvasRenderingContext2D, size: number, scene: MapScene, level: number): void {
  const { values, resolution, outputs } = scene.surface
  const pieces = findContour(values, resolution, level, outputs)
  const step = size / (resolution - 1)
  context.beginPath()
  for (let at = 0; at < pieces.length; at += 4) {
    context.moveTo(pieces[at]! * step, size - pieces[at + 1]! * step)
    context.lineTo(pieces[at + 2]! * step, size - pieces[at + 3]! * step)
  }
  context.strokeStyle = scene.palette.ink
  context.lineWidth = 1.2
  context.lineCap = 'round'
  context.stroke()
}

const validationPart = 1
const testPart = 2

function drawPoints(context: CanvasRenderingContext2D, size: number, scene: MapScene): void {
  const { rows, surface, decision, palette } = scene
  if (!rows) return
  const { inputs, targets, part } = rows
  const radius = rows.inputs.rows <= 20 ? 5 : 3
  const place = (row: number, input: number, axis: 0 | 1) =>
    ((inputs.values[row * inputs.columns + input]! - surface.minimum[axis]) /
      (surface.maximum[axis] - surface.minimum[axis])) *
    size
  for (let row = 0; row < inputs.rows; row++) {
    // The test rows are never looked at while training.
    if (part[row] === testPart) continue
    const colour = pointColour(targets.values, row * targets.columns, targets.columns, decision, palette)
    const hollow = part[row] === validationPart
    context.beginPath()
    context.arc(place(row, surface.inputX, 0), size - place(row, surface.inputY, 1), radius, 0, 2 * Math.PI)
    context.fillStyle = hollow ? palette.stageText : colour
    context.strokeStyle = hollow ? colour : palette.stageText
    context.lineWidth = hollow ? 1.2 : 0.8
    context.fill()
    context.stroke()
    if (scene.wrong?.[row] === 1)
      drawRing(context, place(row, surface.inputX, 0), size - place(row, surface.inputY, 1), radius, palette)
  }
}

/** The mark of a row that is predicted wrong: a ring around its point. */
export function drawRing(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  palette: Palette,
): void {
  context.beginPath()
  context.arc(x, y, radius + 2, 0, 2 * Math.PI)
  context.strokeStyle = palette.ink
  context.lineWidth = 1.1
  context.stroke()
}
