/** Every tensor of one update, as the command line prints it. */
import type { ActivationName, CostName } from '../spec/names'
import type { Matrix } from './tables'

export interface LayerTrace {
  activation: ActivationName
  weights: Matrix
  bias: Matrix | null
  i: Matrix
  o: Matrix
  dCost_dO: Matrix
  dCost_dI: Matrix
  /** Gradients of the cost alone; penalty and clipping show in `after`. */
  dW: Matrix
  db: Matrix | null
}

/** Every tensor of one update, float64. */
export interface UpdateTrace {
  runId: number
  /** The update these tensors belong to: one more than those done. */
  update: number
  batchRows: number
  /** Position of each batch row in the data, from 0. */
  rowIndices: Uint32Array<ArrayBuffer>
  inputs: Matrix
  targets: Matrix
  cost: number
  costName: CostName
  penalty: number
  learningRate: number
  layers: LayerTrace[]
  /** Weights after the update. */
  after: { weights: Matrix; bias: Matrix | null }[]
}
