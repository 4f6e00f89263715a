/** Where a value goes next: the cells that read it, in the order in which the update makes them. */
import { tensor } from '../notation/tensorIds'
import type { CellId, Region } from '../protocol/microscope'
import { isFused, listSlopeSources } from './deriveElement'
import { cellIn, columnOf, rowOf } from './derivationParts'
import { readTensor, type Step } from './step'

/** Regions of tensors that the update has; none for what it ends with. */
export function findNext(step: Step, cell: CellId): Region[] {
  return listUses(step, cell).filter(({ tensor: id }) => readTensor(step, id) !== null)
}

function listUses(step: Step, cell: CellId): Region[] {
  const { kind, layer, row, column } = cell
  const { shape, traced } = step
  const last = shape.layers.length
  const widthOf = (l: number) => shape.layers[l - 1]?.units ?? 0
  switch (kind) {
    case 'inputs':
      return [rowOf(tensor('i', 1), row, widthOf(1)), rowOf(tensor('dW', 1), column, widthOf(1))]
    case 'targets':
      return [
        cellIn(tensor('cost'), row, 0),
        cellIn(tensor(isFused(step, last) ? 'dI' : 'dO', last), row, column),
      ]
    case 'weights':
      return [
        columnOf(tensor('i', layer), column, traced.m),
        ...(layer > 1 ? [columnOf(tensor('dO', layer - 1), row, traced.m)] : []),
        cellIn(tensor('weightsAfter', layer), row, column),
      ]
    case 'bias':
      return [columnOf(tensor('i', layer), column, traced.m), cellIn(tensor('biasAfter', layer), row, column)]
    case 'i':
      return [
        isSoftmax(step, layer)
          ? rowOf(tensor('o', layer), row, widthOf(layer))
          : cellIn(tensor('o', layer), row, column),
        ...listSlopeUses(step, cell),
      ]
    case 'o':
      return listOutputUses(step, cell)
    case 'cost':
      return [cellIn(tensor('batchCost'), 0, 0)]
    case 'batchCost':
      return [
        {
          tensor: tensor(isFused(step, last) ? 'dI' : 'dO', last),
          rows: [0, traced.m - 1],
          columns: [0, shape.outputs - 1],
        },
      ]
    case 'dO':
      if (isFused(step, layer)) return []
      return [
        isSoftmax(step, layer)
          ? rowOf(tensor('dI', layer), row, widthOf(layer))
          : cellIn(tensor('dI', layer), row, column),
      ]
    case 'dI':
      return [
        columnOf(tensor('dW', layer), column, shape.layers[layer - 1]!.inputs),
        cellIn(tensor('db', layer), 0, column),
        ...(layer > 1 ? [rowOf(tensor('dO', layer - 1), row, widthOf(layer - 1))] : []),
      ]
    case 'dW':
      return [cellIn(tensor('weightsAfter', layer), row, column)]
    case 'db':
      return [cellIn(tensor('biasAfter', layer), row, column)]
    case 'weightsAfter':
    case 'biasAfter':
      return []
  }
}

function listOutputUses(step: Step, cell: CellId): Region[] {
  const { layer, row, column } = cell
  const after = step.shape.layers[layer]
  if (after !== undefined) {
    return [
      rowOf(tensor('i', layer + 1), row, after.units),
      ...listSlopeUses(step, cell),
      rowOf(tensor('dW', layer + 1), column, after.units),
    ]
  }
  return [
    cellIn(tensor('cost'), row, 0),
    ...(isFused(step, layer)
      ? [cellIn(tensor('dI', layer), row, column)]
      : [cellIn(tensor('dO', layer), row, column), ...listSlopeUses(step, cell)]),
  ]
}

/** ∂cost/∂i where its f′ reads this i or o. */
function listSlopeUses(step: Step, { kind, layer, row, column }: CellId): Region[] {
  const { activation, units } = step.shape.layers[layer - 1]!
  const delta = tensor('dI', layer)
  if (isFused(step, layer)) return []
  if (activation === 'softmax') return kind === 'o' ? [rowOf(delta, row, units)] : []
  return listSlopeSources(activation, layer).some((source) => source.kind === kind)
    ? [cellIn(delta, row, column)]
    : []
}

const isSoftmax = ({ shape }: Step, layer: number): boolean =>
  shape.layers[layer - 1]?.activation === 'softmax'
