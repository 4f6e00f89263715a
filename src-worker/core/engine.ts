import type { TrainingSettings } from '../spec/experiment'
import type { Precision } from '../spec/names'
import type { DataValues } from './dataset'
import type { LayerViews, NetworkShape } from './network'
import type { LayerTensors, OptimizerState, OrderState } from './trainingState'
import type { UpdateColumns } from './updateHistory'

/** What an engine trains on: `x [rows][inputs]` scaled, `y [rows][outputs]`, and the rows that training may use. */
export interface TrainingData {
  x: DataValues
  y: Float64Array<ArrayBuffer>
  training: Uint32Array<ArrayBuffer>
}

export const tensorNames = [
  'i',
  'o',
  'cost',
  'dCost_dO',
  'dCost_dI',
  'dW',
  'db',
  'W',
  'b',
  'optimizer',
] as const
export type TensorName = (typeof tensorNames)[number]

/** The first number that was not finite. `layer` counts from 1 and is 0 for the cost; `batch` counts from 1. */
export interface NonFinite {
  update: number
  epoch: number
  batch: number
  layer: number
  tensor: TensorName
}

/** What one update leaves behind. */
export interface UpdateRecord {
  update: number
  /** Epochs completed when the update began. */
  epoch: number
  samples: number
  /** Of the batch, before the update, without the penalty. */
  cost: number
  penalty: number
  learningRate: number
  /** Of all parameters, before clipping, penalty included. */
  gradientNorm: number
  layerGradientNorms: Float64Array
}

/** Everything an engine needs to go on exactly. */
export interface EngineState {
  update: number
  samples: number
  parameters: LayerTensors[]
  optimizer: OptimizerState
  order: OrderState
}

export interface Evaluation {
  cost: number
  /** Share of rows classified right; NaN for a regression. */
  accuracy: number
}

/**
 * Trains one network. The trajectory depends on the data, the settings and the state alone, never on how many
 * updates one call asks for. One suite of tests holds for every implementation.
 */
export interface Engine {
  readonly precision: Precision
  readonly shape: NetworkShape
  readonly update: number
  readonly samples: number
  /** Epochs completed. */
  readonly epoch: number
  /** Batches of the present epoch already used. */
  readonly batch: number
  readonly learningRate: number
  /** The present parameters, float64; a view that the next update changes. */
  readonly parameters: readonly LayerViews[]
  /** Settings apply from the next update on. */
  applySettings(settings: TrainingSettings): void
  /** Updates until the end of the present epoch. */
  countRemainingInEpoch(): number
  countPerEpoch(): number
  /** Rows of the data that the next update uses; a copy. */
  getNextBatch(): Uint32Array<ArrayBuffer>
  /**
   * Runs up to `updates` updates and adds each to the history, `seconds` with it. Stops before an update whose
   * numbers are not finite: the parameters stay those of the last finite update.
   * @returns where the first number was not finite, or null.
   */
  run(updates: number, seconds: number): NonFinite | null
  /** The last update; a view that the next one changes. Without meaning before the first. */
  readonly record: UpdateRecord
  /** The bounded record of all updates, copied out. */
  getHistory(): UpdateColumns
  /** Begins to evaluate rows of the data with the present parameters, a part at a time. */
  evaluate(rows: Uint32Array<ArrayBuffer>, classification: boolean): EvaluationTask
  getState(): EngineState
  /** Takes up a state of the same network and data, and the record that led there. */
  restore(state: EngineState, history: UpdateColumns | null): void
  /** Ends what the engine holds beside its memory. */
  close(): void
}

/** An evaluation under way; it must end before the next update. */
export interface EvaluationTask {
  /** Evaluates up to `rows` more rows. @returns the result when all are done, null before */
  advance(rows: number): Evaluation | null
}
