/** A layer as a picture of one pixel a weight, the bias last; the page shows it enlarged. */
import { readToken } from '../ui/tokens'
import type { WeightGrid } from './weightGrid'

export type Rgb = readonly [number, number, number]

export interface MapColours {
  stage: Rgb
  positive: Rgb
  negative: Rgb
}

export const readMapColours = (): MapColours => ({
  stage: readRgb('stage'),
  positive: readRgb('pos'),
  negative: readRgb('neg'),
})

/** Lets the canvas read the colour, in whatever notation it stands. */
function readRgb(token: string): Rgb {
  // Kept off the graphics card: reading a pixel back from there can take a second.
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  if (!context) return [0, 0, 0]
  context.fillStyle = readToken(token)
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
  return [red, green, blue]
}

export function drawWeights(canvas: HTMLCanvasElement, grid: WeightGrid, colours: MapColours): void {
  const context = canvas.getContext('2d')
  if (!context) return
  if (canvas.width !== grid.columns) canvas.width = grid.columns
  if (canvas.height !== grid.rows) canvas.height = grid.rows
  const image = context.createImageData(grid.columns, grid.rows)
  const { weights, biases } = grid.values
  paint(image.data, 0, weights, grid.largest.weights, colours)
  paint(image.data, weights.length * 4, biases, grid.largest.biases, colours)
  context.putImageData(image, 0, 0)
}

/** The weights of one unit as an image of one pixel an input. @param values row by row, `width` × `height` of them */
export function drawImage(
  canvas: HTMLCanvasElement,
  values: Float64Array,
  { width, height }: { width: number; height: number },
  largest: number,
  colours: MapColours,
): void {
  const context = canvas.getContext('2d')
  if (!context) return
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const image = context.createImageData(width, height)
  paint(image.data, 0, values, largest, colours)
  context.putImageData(image, 0, 0)
}

/** Without numbers in them the blocks take the ramp of the tiles, which reaches further than that of cells. */
function paint(
  pixels: Uint8ClampedArray,
  start: number,
  values: Float64Array,
  largest: number,
  { stage, positive, negative }: MapColours,
): void {
  let at = start
  for (const value of values) {
    const share = largest > 0 && Number.isFinite(value) ? 0.82 * (Math.abs(value) / largest) ** 0.85 : 0
    const colour = value < 0 ? negative : positive
    pixels[at] = stage[0] + (colour[0] - stage[0]) * share
    pixels[at + 1] = stage[1] + (colour[1] - stage[1]) * share
    pixels[at + 2] = stage[2] + (colour[2] - stage[2]) * share
    pixels[at + 3] = 255
    at += 4
  }
}
