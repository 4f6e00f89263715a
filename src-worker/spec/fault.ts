/** Mistakes that can be planted into the backward pass, to be found with the gradient check. */
export const faultNames = [
  'missingDerivative',
  'transposedWeights',
  'lostBatchMean',
  'flippedSign',
  'biasNotSummed',
  'staleActivation',
] as const
export type FaultName = (typeof faultNames)[number]

export interface Fault {
  name: FaultName
  /** From 1: the layer whose backward pass goes wrong. */
  layer: number
}
