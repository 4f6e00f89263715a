import type { Floats } from './floats'

/** One layer's tensors in the run's precision: weights `[in][out]` row-major; biases empty when there are none. */
export interface LayerTensors {
  weights: Floats
  biases: Floats
}

/** The state of xoshiro128**: four unsigned 32-bit words. */
export type RandomState = [number, number, number, number]

/** What the optimizer carries from update to update, per layer; `slots` are named as in its table (momentum, square, …). */
export interface OptimizerState {
  /** Updates since the optimizer was last replaced, for bias correction. */
  step: number
  slots: { name: string; layers: LayerTensors[] }[]
}

/** Where in the epoch the run stands. */
export interface OrderState {
  /** Epochs completed. */
  epoch: number
  /** Rows of the present epoch already used. */
  cursor: number
  /** Batches of the present epoch already used. */
  batch: number
  /** The present epoch's order of the training rows, as positions in the training part. */
  permutation: Uint32Array<ArrayBuffer>
  /** Generator of the orders to come. */
  random: RandomState
}
