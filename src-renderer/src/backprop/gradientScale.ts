import type { UpdateTrace } from '../../../src-worker/protocol/trainerApi'

/** Middle of the largest magnitudes of each gradient matrix: one large matrix does not flatten the others. */
export function findTypicalGradient(trace: UpdateTrace): number {
  const largest = trace.layers
    .flatMap((layer) => [layer.dCost_dI, layer.dCost_dO, layer.dW, layer.db])
    .map((matrix) => findLargest(matrix?.values ?? new Float64Array()))
    .filter((value) => value > 0)
    .toSorted((a, b) => a - b)
  return largest[Math.floor(largest.length / 2)] ?? 0
}

function findLargest(values: Float64Array): number {
  let largest = 0
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value))
  return largest
}

/** Exponent, a multiple of 3, that brings that gradient to 1…1000; 0 when there is nothing to scale. */
export function findGradientExponent(typical: number): number {
  if (!Number.isFinite(typical) || typical === 0) return 0
  return Math.floor(Math.log10(typical) / 3) * 3
}
