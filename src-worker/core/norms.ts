/** Euclidean norms that are finite whenever every number is. */

/** √Σ v². Where the squares overflow they are taken of v over the largest |v|. */
export function measureNorm(values: Float64Array): number {
  let square = 0
  for (let p = 0; p < values.length; p++) square += values[p]! * values[p]!
  return square === Infinity ? measureLargeNorm(values) : Math.sqrt(square)
}

function measureLargeNorm(values: Float64Array): number {
  let largest = 0
  for (let p = 0; p < values.length; p++) largest = Math.max(largest, Math.abs(values[p]!))
  if (!Number.isFinite(largest)) return largest
  let square = 0
  for (let p = 0; p < values.length; p++) square += (values[p]! / largest) ** 2
  return Math.min(largest * Math.sqrt(square), Number.MAX_VALUE)
}

/** The norm of two parts from the norms of each. */
export function joinNorms(a: number, b: number): number {
  const square = a * a + b * b
  if (square < Infinity || !Number.isFinite(a) || !Number.isFinite(b)) return Math.sqrt(square)
  return Math.min(Math.max(a, b) * Math.hypot(a / Math.max(a, b), b / Math.max(a, b)), Number.MAX_VALUE)
}
