/** How the numbers of each layer are spread at the moments of a run: what the views of the weights ask for and get. */
import type { ActivationName } from '../spec/names'

export const distributionKinds = ['weights', 'gradients', 'activations'] as const
export type DistributionKind = (typeof distributionKinds)[number]

/**
 * `linear`: 64 bins of one width, around 0, or from 0 on where nothing is below it.
 * `size`: a bin for each power of two of the magnitude.
 */
export type BinScale = 'linear' | 'size'

export interface DistributionRequest {
  bins: BinScale
  /** Along which the moments are spread evenly over the updates made. */
  axis: 'linear' | 'log'
}

/** One kind of values of one layer. All columns but `counts` have one entry a moment. */
export interface Distribution {
  /** Ends of the bins, ascending, the same at all moments: one more than there are bins. */
  edges: Float64Array<ArrayBuffer>
  /**
   * `[moments][bins]`. A value between two bins is in the one further from 0; with those below, above and not a number
   * the counts make up `total` at every moment.
   */
  counts: Uint32Array<ArrayBuffer>
  /** Values before the first bin; of `size` also exact zeros, which have no magnitude. */
  below: Uint32Array<ArrayBuffer>
  above: Uint32Array<ArrayBuffer>
  notNumbers: Uint32Array<ArrayBuffer>
  /** Exact zeros, counted in their bin as well. */
  zeros: Uint32Array<ArrayBuffer>
  /** Of the finite values; NaN when there is none. */
  minimum: Float64Array<ArrayBuffer>
  maximum: Float64Array<ArrayBuffer>
  mean: Float64Array<ArrayBuffer>
  /** Standard deviation. */
  deviation: Float64Array<ArrayBuffer>
  /** Values at each moment. */
  total: number
}

export interface LayerDistributions {
  inputs: number
  units: number
  activation: ActivationName
  /** W, without biases. */
  weights: Distribution
  /** ΔW of the cost alone over the probe rows. */
  gradients: Distribution
  /** o over the probe rows. */
  activations: Distribution
  /** ‖W′ − W‖ of the update that comes next and ‖W‖, without biases, one a moment. */
  change: Float64Array<ArrayBuffer>
  norm: Float64Array<ArrayBuffer>
}

export interface Distributions {
  runId: number
  /** As they were asked for. */
  bins: BinScale
  /** Updates made at each moment, ascending. */
  update: Float64Array<ArrayBuffer>
  /** Place of the moment that is shown. */
  shown: number
  /** Moments that are not computed yet; the next call goes on with them. */
  pending: number
  /** The first rows of the training part, on which gradients and activations are computed. */
  probeRows: number
  /** Rows of the largest batch among the moments, and of those the most that `change` is computed on. */
  batchRows: number
  usedBatchRows: number
  layers: LayerDistributions[]
}
