import type { HistoryColumns, RunEvent, RunState, StopReason } from '../protocol/trainerApi'
import type { Dataset } from '../data/dataset'
import type { Experiment } from '../spec/experiment'
import type { Floats } from '../core/floats'

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

/** Everything a session file holds: enough to go on exactly as if the run had not stopped. */
export interface SessionDocument {
  experiment: Experiment
  state: Exclude<RunState, 'running'>
  stopReason: StopReason | null
  update: number
  samples: number
  /** Seconds of training so far. */
  seconds: number
  /** Best cost seen by the patience rule and the epochs since; cost null before the first evaluation. */
  patience: { best: number | null; epochsSince: number }
  initial: LayerTensors[]
  current: LayerTensors[]
  optimizer: OptimizerState
  order: OrderState
  history: HistoryColumns
  events: RunEvent[]
  /** The data when it is not in the experiment itself (inline, generator). */
  dataset: Dataset | null
  notes: string
}
