import type { UpdateTrace } from '../../../src-worker/protocol/trainerApi'

/** Largest magnitude over all gradients, from which the lane's power of ten is chosen. */
export function findLargestGradient(trace: UpdateTrace): number {
  let largest = 0
  for (const layer of trace.layers) {
    for (const matrix of [layer.dCost_dI, layer.dCost_dO, layer.dW, layer.db]) {
      for (const value of matrix?.values ?? []) largest = Math.max(largest, Math.abs(value))
    }
  }
  return largest
}

/** Exponent, a multiple of 3, that brings the largest gradient to 1…1000; 0 when there is nothing to scale. */
export function findGradientExponent(largest: number): number {
  if (!Number.isFinite(largest) || largest === 0) return 0
  return Math.floor(Math.log10(largest) / 3) * 3
}
