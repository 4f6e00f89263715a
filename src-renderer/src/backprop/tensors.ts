/** Which matrix of one update is meant, its axes, and where the trace holds it. */
import type { Matrix } from '../../../src-worker/protocol/tables'
import type { UpdateTrace } from '../../../src-worker/protocol/trainerApi'
import { createCostColumn } from './costColumn'

export type TensorKind =
  'inputs' | 'weights' | 'bias' | 'i' | 'o' | 'targets' | 'cost' | 'dO' | 'dI' | 'dW' | 'db'

export interface TensorId {
  kind: TensorKind
  /** From 1; 0 for inputs, targets and cost, which belong to no layer. */
  layer: number
}

export interface CellId extends TensorId {
  /** From 0. */
  row: number
  /** From 0. */
  column: number
}

/** What a matrix runs over in one direction: the samples of the batch, the units of a layer (0 is the inputs), one. */
export type Axis = 'samples' | 'one' | number

export const tensor = (kind: TensorKind, layer = 0): TensorId => ({ kind, layer })
export const cellOf = (id: TensorId, row: number, column: number): CellId => ({
  kind: id.kind,
  layer: id.layer,
  row,
  column,
})
export const keyOf = (id: TensorId): string => `${id.kind}${id.layer}`
export const sameTensor = (a: TensorId, b: TensorId): boolean => a.kind === b.kind && a.layer === b.layer

/** What layer `layer + 1` takes in: o of the layer, X for 0. */
export const outputOf = (layer: number): TensorId => (layer === 0 ? tensor('inputs') : tensor('o', layer))

export const isGradient = (kind: TensorKind): boolean =>
  kind === 'dO' || kind === 'dI' || kind === 'dW' || kind === 'db'

export function axesOf(id: TensorId, layers: number): { rows: Axis; columns: Axis } {
  switch (id.kind) {
    case 'inputs':
      return { rows: 'samples', columns: 0 }
    case 'targets':
      return { rows: 'samples', columns: layers }
    case 'cost':
      return { rows: 'samples', columns: 'one' }
    case 'weights':
    case 'dW':
      return { rows: id.layer - 1, columns: id.layer }
    case 'bias':
    case 'db':
      return { rows: 'one', columns: id.layer }
    default:
      return { rows: 'samples', columns: id.layer }
  }
}

/** The matrix; null where a layer has no bias. The cost column is formed per sample, its sum is `trace.cost`. */
export function readTensor(trace: UpdateTrace, id: TensorId): Matrix | null {
  if (id.kind === 'inputs') return trace.inputs
  if (id.kind === 'targets') return trace.targets
  if (id.kind === 'cost') return createCostColumn(trace)
  const layer = trace.layers[id.layer - 1]
  if (!layer) return null
  switch (id.kind) {
    case 'weights':
      return layer.weights
    case 'bias':
      return layer.bias
    case 'i':
      return layer.i
    case 'o':
      return layer.o
    case 'dO':
      return layer.dCost_dO
    case 'dI':
      return layer.dCost_dI
    case 'dW':
      return layer.dW
    case 'db':
      return layer.db
  }
}

export const valueAt = (matrix: Matrix, row: number, column: number): number =>
  matrix.values[row * matrix.columns + column] ?? NaN
