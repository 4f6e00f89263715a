/** Whether the inputs of a row are a picture. */
import type { DataSource } from '../../../../src-worker/spec/experiment'

export interface ImageShape {
  width: number
  height: number
  /** Value of a full pixel; an empty one is 0. */
  full: number
}

/** Fewest inputs of a table that are taken for a picture: 7 × 7. */
const fewestPixels = 49

/**
 * IDX files hold pictures, 0 to 255, and name the last pixel `pLINE_COLUMN`; the bundled digits have 8 × 8 pixels from
 * 0 to 16. Any other table counts as pictures when it has a square number of inputs, at least 49, none of them a
 * category, and every value is a whole number from 0 to 255.
 * @param values inputs of some rows, in the data's own units
 */
export function findImageShape(
  source: DataSource,
  inputNames: readonly string[],
  values: ArrayLike<number>,
): ImageShape | null {
  const pixels = inputNames.length
  if (source.kind === 'idx') {
    const [, line, column] = /^p(\d+)_(\d+)$/.exec(inputNames.at(-1) ?? '') ?? []
    const [height, width] = [Number(line) + 1, Number(column) + 1]
    return width * height === pixels ? { width, height, full: 255 } : null
  }
  if (source.kind === 'bundled' && source.name === 'digits' && pixels === 64)
    return { width: 8, height: 8, full: 16 }
  if (source.kind !== 'file') return null
  const side = Math.sqrt(pixels)
  if (pixels < fewestPixels || !Number.isInteger(side) || inputNames.some((name) => name.includes('=')))
    return null
  let largest = 0
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!
    if (!Number.isInteger(value) || value < 0 || value > 255) return null
    largest = Math.max(largest, value)
  }
  return { width: side, height: side, full: largest <= 1 ? 1 : largest <= 16 ? 16 : 255 }
}
