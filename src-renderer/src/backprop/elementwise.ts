/** Cells that are made from one cell: o from i, ∂cost/∂i from ∂cost/∂o, the cost's own derivative, the cost of a sample. */
import type { ActivationName, CostName } from '../../../src-worker/spec/names'
import type { UpdateTrace } from '../../../src-worker/protocol/trainerApi'
import type { Parts, Piece, Region } from './derivedCell'
import {
  activationFormula,
  costDerivativeFormula,
  costFormula,
  derivativeFormula,
  derivesTogether,
  tensorName,
  type Notation,
} from './formulas'
import { readTensor, tensor, valueAt, type CellId, type TensorId } from './tensors'

interface Point {
  i: number
  o: number
}

/** f(i) with the number put in. */
const activationPieces: Record<ActivationName, (point: Point) => Piece[]> = {
  linear: ({ i }) => [i],
  sigmoid: ({ i }) => ['1 / (1 + e^', -i, ')'],
  tanh: ({ i }) => ['tanh(', i, ')'],
  relu: ({ i }) => ['max(0, ', i, ')'],
  leakyRelu: ({ i }) => (i > 0 ? [i] : ['0.01 · ', i]),
  elu: ({ i }) => (i > 0 ? [i] : ['e^', i, ' − 1']),
  softplus: ({ i }) => ['ln(1 + e^', i, ')'],
  gelu: ({ i }) => ['gelu(', i, ')'],
  softmax: ({ i }) => ['e^', i, ' / Σₖ e^i'],
}

/** f′ with the numbers put in; null where it has no short form and the traced quotient stands for it. */
const derivativePieces: Record<ActivationName, ((point: Point) => Piece[]) | null> = {
  linear: () => [1],
  sigmoid: ({ o }) => [o, ' · (1 − ', o, ')'],
  tanh: ({ o }) => ['(1 − ', o, '²)'],
  relu: ({ i }) => [i > 0 ? 1 : 0],
  leakyRelu: ({ i }) => [i > 0 ? 1 : 0.01],
  elu: ({ i, o }) => (i > 0 ? [1] : ['(', o, ' + 1)']),
  softplus: ({ i }) => ['1 / (1 + e^', -i, ')'],
  gelu: null,
  softmax: null,
}

interface Difference {
  o: number
  y: number
  m: number
  n: number
}

const costPieces: Record<CostName, (difference: Difference) => Piece[]> = {
  halfMeanSquaredError: ({ o, y, m }) => ['(', o, ' − ', y, ')² / (2 · ', m, ')'],
  meanSquaredError: ({ o, y, m, n }) => ['(', o, ' − ', y, ')² / (', m, ' · ', n, ')'],
  meanAbsoluteError: ({ o, y, m, n }) => ['|', o, ' − ', y, '| / (', m, ' · ', n, ')'],
  huber: ({ o, y, m, n }) => ['huber(', o, ' − ', y, ') / (', m, ' · ', n, ')'],
  binaryCrossEntropy: ({ o, y, m }) => ['−[', y, ' ln ', o, ' + (1 − ', y, ') ln(1 − ', o, ')] / ', m],
  categoricalCrossEntropy: ({ o, y, m }) => ['−', y, ' · ln ', o, ' / ', m],
}

const costDerivativePieces: Record<CostName, (difference: Difference) => Piece[]> = {
  halfMeanSquaredError: ({ o, y, m }) => ['(', o, ' − ', y, ') / ', m],
  meanSquaredError: ({ o, y, m, n }) => ['2 · (', o, ' − ', y, ') / (', m, ' · ', n, ')'],
  meanAbsoluteError: ({ o, y, m, n }) => ['sign(', o, ' − ', y, ') / (', m, ' · ', n, ')'],
  huber: ({ o, y, m, n }) => ['clip(', o, ' − ', y, ') / (', m, ' · ', n, ')'],
  binaryCrossEntropy: ({ o, y, m }) => ['(', o, ' − ', y, ') / (', o, ' · (1 − ', o, ') · ', m, ')'],
  categoricalCrossEntropy: ({ o, y, m }) => ['−', y, ' / (', o, ' · ', m, ')'],
}

export function deriveElementwise(trace: UpdateTrace, cell: CellId, notation: Notation): Parts {
  switch (cell.kind) {
    case 'o':
      return deriveOutput(trace, cell, notation)
    case 'dI':
      return derivePreactivationGradient(trace, cell, notation)
    case 'dO':
      return deriveCostGradient(trace, cell, notation)
    default:
      return deriveSampleCost(trace, cell, notation)
  }
}

function deriveOutput(trace: UpdateTrace, cell: CellId, notation: Notation): Parts {
  const { activation } = trace.layers[cell.layer - 1]!
  const i = tensor('i', cell.layer)
  const wide = activation === 'softmax'
  return parts(
    activationFormula[activation](at(i, notation, cell)),
    activationPieces[activation]({ i: read(trace, i, cell), o: read(trace, cell, cell) }),
    [wide ? rowOf(trace, i, cell.row) : only(i, cell)],
  )
}

function derivePreactivationGradient(trace: UpdateTrace, cell: CellId, notation: Notation): Parts {
  if (derivesTogether(trace, cell.layer)) {
    const difference = differenceAt(trace, cell)
    const o = tensor('o', cell.layer)
    return parts(
      `(${at(o, notation, cell)} − ${at(tensor('targets'), notation, cell)}) / m`,
      ['(', difference.o, ' − ', difference.y, ') / ', difference.m],
      [only(o, cell), only(tensor('targets'), cell)],
    )
  }
  const { activation } = trace.layers[cell.layer - 1]!
  const [i, o, dO] = (['i', 'o', 'dO'] as const).map((kind) => tensor(kind, cell.layer)) as [
    TensorId,
    TensorId,
    TensorId,
  ]
  const outer = read(trace, dO, cell)
  const point = { i: read(trace, i, cell), o: read(trace, o, cell) }
  const inner = derivativePieces[activation]?.(point) ?? [read(trace, cell, cell) / outer]
  return parts(
    `${at(dO, notation, cell)} · ${derivativeFormula[activation](at(i, notation, cell), at(o, notation, cell))}`,
    [outer, ' · ', ...inner],
    activation === 'softmax'
      ? [rowOf(trace, dO, cell.row), rowOf(trace, o, cell.row)]
      : [only(dO, cell), only(o, cell)],
  )
}

function deriveCostGradient(trace: UpdateTrace, cell: CellId, notation: Notation): Parts {
  const o = tensor('o', cell.layer)
  return parts(
    costDerivativeFormula[trace.costName](at(o, notation, cell)).replaceAll(
      'Y',
      at(tensor('targets'), notation, cell),
    ),
    costDerivativePieces[trace.costName](differenceAt(trace, cell)),
    [only(o, cell), only(tensor('targets'), cell)],
  )
}

function deriveSampleCost(trace: UpdateTrace, cell: CellId, notation: Notation): Parts {
  const o = tensor('o', trace.layers.length)
  const outputs = trace.targets.columns
  const lines = Array.from({ length: outputs }, (_, column): Piece[] => [
    column === 0 ? '= ' : '+ ',
    ...costPieces[trace.costName](differenceAt(trace, { ...o, row: cell.row, column })),
  ])
  const name = (id: TensorId) => `${tensorName(id, notation)}[${cell.row + 1},${outputs === 1 ? 1 : 'k'}]`
  const formula = costFormula[trace.costName](name(o)).replaceAll('Y', name(tensor('targets')))
  return {
    cellFormula: outputs === 1 ? formula : `Σₖ ${formula}`,
    lines,
    terms: [],
    regions: [rowOf(trace, o, cell.row), rowOf(trace, tensor('targets'), cell.row)],
  }
}

const parts = (cellFormula: string, pieces: Piece[], regions: Region[]): Parts => ({
  cellFormula,
  lines: [['= ', ...pieces]],
  terms: [],
  regions,
})

const at = (id: TensorId, notation: Notation, cell: CellId): string =>
  `${tensorName(id, notation)}[${cell.row + 1},${cell.column + 1}]`

const read = (trace: UpdateTrace, id: TensorId, cell: CellId): number =>
  valueAt(readTensor(trace, id)!, cell.row, cell.column)

const only = (id: TensorId, cell: CellId): Region => ({
  tensor: id,
  rows: [cell.row, cell.row],
  columns: [cell.column, cell.column],
  kind: 'factor',
})

const rowOf = (trace: UpdateTrace, id: TensorId, row: number): Region => ({
  tensor: id,
  rows: [row, row],
  columns: [0, readTensor(trace, id)!.columns - 1],
  kind: 'factor',
})

const differenceAt = (trace: UpdateTrace, cell: CellId): Difference => ({
  o: read(trace, tensor('o', trace.layers.length), cell),
  y: valueAt(trace.targets, cell.row, cell.column),
  m: trace.batchRows,
  n: trace.targets.columns,
})
