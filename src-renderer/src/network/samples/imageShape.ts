/** Whether the inputs of a row are a picture. */
import type { DataSource } from '../../../../src-worker/spec/experiment'
import { findKnownImage, type KnownImage } from '../../ui/knownImage'

export type ImageShape = KnownImage

/** Fewest inputs of a table that are taken for a picture: 7 × 7. */
const fewestPixels = 49

/**
 * Beside what is known, a table of a file counts as pictures when it has a square number of inputs, at least 49, none of
 * them a category, and every value is a whole number from 0 to 255.
 * @param values inputs of some rows, in the data's own units
 */
export function findImageShape(
  source: DataSource,
  inputNames: readonly string[],
  values: ArrayLike<number>,
): ImageShape | null {
  const pixels = inputNames.length
  const known = findKnownImage(source, pixels, inputNames.at(-1) ?? '')
  if (known !== null || source.kind !== 'file') return known
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
