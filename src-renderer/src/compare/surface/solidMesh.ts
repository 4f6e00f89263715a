/** The surface as it is drawn in space: heights, a colour and a light a cell, and the run's way cut at the cells. */
import type { CostSurface } from '../../../../src-worker/protocol/surface'
import type { CostScale } from './costScale'
import { heightOfOne, type Projection } from './projection'
import { colourSteps, lightSteps } from './surfaceColours'
import { interpolateCost, lineAtValue } from './surfaceGrid'

export interface SolidMesh {
  resolution: number
  /** From −1 to 1, of every grid line. */
  places: Float32Array
  /** `[y][x]`, 0 to 1; NaN where the cost is not finite. */
  heights: Float32Array
  /** Of the cell at the lower left grid point, `[y][x]`: index into the shades; −1 where a corner has no height. */
  shades: Int16Array
  /** Pieces of the way: x, y, height of both ends, in the order of their cells. */
  pieces: Float32Array
  /** Cell → its first piece; one entry more than there are cells. */
  firstPiece: Int32Array
}

/** From the upper left before the surface, of length 1. */
const light = { x: -0.48, y: -0.36, up: 0.8 }

export function createMesh(surface: CostSurface, scale: CostScale): SolidMesh {
  const { resolution } = surface
  const heights = Float32Array.from(surface.values, (cost) => scale.shareOf(cost))
  const places = Float32Array.from({ length: resolution }, (_, k) => placeOfLine(k, resolution))
  const shades = new Int16Array((resolution - 1) ** 2)
  for (let cell = 0; cell < shades.length; cell++) shades[cell] = shadeCell(heights, resolution, cell)
  return { resolution, places, heights, shades, ...cutPath(surface, scale) }
}

const placeOfLine = (line: number, resolution: number): number => -1 + (2 * line) / (resolution - 1)

function shadeCell(heights: Float32Array, resolution: number, cell: number): number {
  const row = Math.floor(cell / (resolution - 1))
  const at = cell + row
  const a = heights[at]!
  const b = heights[at + 1]!
  const c = heights[at + resolution + 1]!
  const d = heights[at + resolution]!
  const height = (a + b + c + d) / 4
  if (Number.isNaN(height)) return -1
  const size = 2 / (resolution - 1)
  const slopeX = ((b - a + c - d) / (2 * size)) * heightOfOne
  const slopeY = ((d - a + c - b) / (2 * size)) * heightOfOne
  const facing = (light.up - light.x * slopeX - light.y * slopeY) / Math.hypot(1, slopeX, slopeY)
  const step = Math.round(Math.max(0, Math.min(1, facing)) * (lightSteps - 1))
  return Math.round(height * (colourSteps - 1)) * lightSteps + step
}

/** The way between the path's moments, straight on the plane and lifted onto the surface, in pieces of at most a cell. */
function cutPath(surface: CostSurface, scale: CostScale): Pick<SolidMesh, 'pieces' | 'firstPiece'> {
  const { resolution, path } = surface
  const cells = resolution - 1
  const found: { cell: number; ends: number[] }[] = []
  for (let k = 1; k < path.length; k++) {
    const [from, to] = [path[k - 1]!, path[k]!].map(({ x, y }) => ({
      x: lineAtValue(surface, 0, x),
      y: lineAtValue(surface, 1, y),
    })) as [{ x: number; y: number }, { x: number; y: number }]
    const length = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y))
    const count = Math.max(1, Math.min(4 * cells, Math.ceil(length * 2)))
    const along = (share: number) => ({
      x: from.x + share * (to.x - from.x),
      y: from.y + share * (to.y - from.y),
    })
    for (let piece = 0; piece < count; piece++) {
      const cell = cellAt(along((piece + 0.5) / count), cells)
      if (cell < 0) continue
      const ends = [along(piece / count), along((piece + 1) / count)].flatMap(({ x, y }) => [
        placeOfLine(x, resolution),
        placeOfLine(y, resolution),
        scale.shareOf(interpolateCost(surface, x, y)),
      ])
      if (!ends.some(Number.isNaN)) found.push({ cell, ends })
    }
  }
  found.sort((a, b) => a.cell - b.cell)
  const firstPiece = new Int32Array(cells ** 2 + 1)
  for (const { cell } of found) firstPiece[cell + 1]!++
  for (let cell = 0; cell < cells ** 2; cell++) firstPiece[cell + 1]! += firstPiece[cell]!
  return { pieces: Float32Array.from(found.flatMap(({ ends }) => ends)), firstPiece }
}

function cellAt({ x, y }: { x: number; y: number }, cells: number): number {
  if (!(x >= 0 && y >= 0 && x <= cells && y <= cells)) return -1
  return Math.min(cells - 1, Math.floor(y)) * cells + Math.min(cells - 1, Math.floor(x))
}

/** Grid points in px of the page; both arrays as long as there are grid points. */
export function projectMeshInto(
  outX: Float32Array,
  outY: Float32Array,
  { resolution, places, heights }: SolidMesh,
  p: Projection,
): void {
  for (let row = 0, at = 0; row < resolution; row++) {
    const fromX = p.originX + p.yToX * places[row]!
    const fromY = p.originY + p.yToY * places[row]!
    for (let column = 0; column < resolution; column++, at++) {
      outX[at] = fromX + p.xToX * places[column]!
      outY[at] = fromY + p.xToY * places[column]! + p.heightToY * heights[at]!
    }
  }
}

/** A moment of the run on the surface; null where it stands beside it or over a hole. */
export function markOf(
  surface: CostSurface,
  scale: CostScale,
  { x, y }: { x: number; y: number },
): { x: number; y: number; height: number } | null {
  const last = surface.resolution - 1
  const [lineX, lineY] = [lineAtValue(surface, 0, x), lineAtValue(surface, 1, y)]
  if (!(lineX >= 0 && lineY >= 0 && lineX <= last && lineY <= last)) return null
  const height = scale.shareOf(interpolateCost(surface, lineX, lineY))
  if (Number.isNaN(height)) return null
  return { x: placeOfLine(lineX, last + 1), y: placeOfLine(lineY, last + 1), height }
}
