/** Points of a curve that one shown point is the mean of; 1 is the curve itself. */
export const smoothings = [1, 5, 25, 101] as const
export type Smoothing = (typeof smoothings)[number]

/**
 * The mean of `count` neighbours (odd), the point in their middle; of fewer at the ends. Values that are not finite
 * take no part and stay where they are.
 *
 * Sums run within blocks of `count`, forwards and backwards, and a window is the end of one and the start of the
 * next: nothing is subtracted, so a cost that fell from 1e10 to 1e-5 keeps its digits.
 */
export function smooth(y: ArrayLike<number>, count: number): Float64Array<ArrayBuffer> {
  const length = y.length
  const forward = sumBlocks(y, count, false)
  const backward = sumBlocks(y, count, true)
  const out = new Float64Array(length)
  const half = count >> 1
  for (let k = 0; k < length; k++) {
    const low = Math.max(0, k - half)
    const high = Math.min(length - 1, k + half)
    const sameBlock = Math.floor(low / count) === Math.floor(high / count)
    // A window inside one block reaches its start or its end.
    const ends = !sameBlock || low % count !== 0
    const starts = !sameBlock || low % count === 0
    const sum = (ends ? backward.sums[low]! : 0) + (starts ? forward.sums[high]! : 0)
    const values = (ends ? backward.values[low]! : 0) + (starts ? forward.values[high]! : 0)
    out[k] = Number.isFinite(y[k]!) ? sum / values : y[k]!
  }
  return out
}

/** Sums and numbers of the finite values from a block's start, or to its end, up to each place. */
function sumBlocks(y: ArrayLike<number>, count: number, backwards: boolean) {
  const sums = new Float64Array(y.length)
  const values = new Float64Array(y.length)
  let sum = 0
  let found = 0
  for (let k = 0; k < y.length; k++) {
    const at = backwards ? y.length - 1 - k : k
    if (at % count === (backwards ? count - 1 : 0)) sum = found = 0
    const value = y[at]!
    if (Number.isFinite(value)) {
      sum += value
      found++
    }
    sums[at] = sum
    values[at] = found
  }
  return { sums, values }
}
