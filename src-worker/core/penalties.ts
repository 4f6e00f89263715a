import type { LayerViews } from './network'

/** l1 Σ|W| + l2/2 ΣW², over weights, never biases; kept apart from the cost of the data. */
export function computePenalty(layers: readonly LayerViews[], l1: number, l2: number): number {
  if (l1 === 0 && l2 === 0) return 0
  let absolute = 0
  let square = 0
  for (const { weights } of layers) {
    for (let p = 0; p < weights.length; p++) {
      absolute += Math.abs(weights[p]!)
      square += weights[p]! * weights[p]!
    }
  }
  return l1 * absolute + (l2 / 2) * square
}

/** Adds l1 sign(W) + l2 W to the gradients of the weights. */
export function addPenaltyInto(
  gradients: readonly LayerViews[],
  layers: readonly LayerViews[],
  l1: number,
  l2: number,
): void {
  if (l1 === 0 && l2 === 0) return
  layers.forEach(({ weights }, l) => {
    const dW = gradients[l]!.weights
    for (let p = 0; p < weights.length; p++) dW[p]! += l1 * Math.sign(weights[p]!) + l2 * weights[p]!
  })
}
