import { parseColour, putPixel, type Palette } from '../colours'
import type { ImageShape } from './imageShape'

/** A pixel of the canvas a pixel of the picture: ink on the stage's colour. @param values `[height][width]` */
export function drawImage(
  canvas: HTMLCanvasElement,
  values: Float64Array,
  { width, height, full }: ImageShape,
  palette: Palette,
): void {
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const context = canvas.getContext('2d')
  if (!context) return
  const image = context.createImageData(width, height)
  const ink = parseColour(palette.ink)
  for (let at = 0; at < width * height; at++) {
    const share = Math.max(0, Math.min(1, values[at]! / full)) || 0
    putPixel(image.data, at * 4, palette.stage, ink, share)
  }
  context.putImageData(image, 0, 0)
}
