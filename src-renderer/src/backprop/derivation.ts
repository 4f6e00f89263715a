/**
 * How one cell of an update came about, from traced numbers only: formula, terms, the cells of its factors.
 * Products of traced numbers are formed for display; nothing here decides a training step.
 */
import type { UpdateTrace } from '../../../src-worker/protocol/trainerApi'
import {
  cellName,
  indexed,
  type Derivation,
  type Parts,
  type Piece,
  type Region,
  type Term,
  type TermLabel,
} from './derivedCell'
import { deriveElementwise } from './elementwise'
import { tensorFormula, tensorName, type Notation } from './formulas'
import { deriveNextUpdate } from './nextUpdate'
import { isGradient, outputOf, readTensor, tensor, valueAt, type CellId, type TensorId } from './tensors'

const none: Parts = { cellFormula: '', lines: [], terms: [], regions: [] }

/** Null for a cell outside the trace. */
export function deriveCell(trace: UpdateTrace, cell: CellId, notation: Notation): Derivation | null {
  const matrix = readTensor(trace, cell)
  if (!matrix || cell.row >= matrix.rows || cell.column >= matrix.columns) return null
  const parts = deriveParts(trace, cell, notation)
  const formula = tensorFormula(trace, cell, notation)
  return {
    cell,
    value: valueAt(matrix, cell.row, cell.column),
    formulas: [
      ...(formula === '' ? [] : [`${tensorName(cell, notation)} = ${formula}`]),
      ...(parts.cellFormula === '' ? [] : [`${cellName(cell, notation, ',')} = ${parts.cellFormula}`]),
    ],
    lines: parts.lines,
    terms: parts.terms,
    regions: [...parts.regions, ...parameterRegion(cell)],
    next: deriveNextUpdate(trace, cell, notation),
  }
}

function deriveParts(trace: UpdateTrace, cell: CellId, notation: Notation): Parts {
  switch (cell.kind) {
    case 'dW':
      return deriveWeightGradient(trace, cell, notation)
    case 'db':
      return deriveBiasGradient(trace, cell, notation)
    case 'i':
      return derivePreactivation(trace, cell, notation)
    case 'dO':
      return cell.layer < trace.layers.length
        ? deriveOutputGradient(trace, cell, notation)
        : deriveElementwise(trace, cell, notation)
    case 'o':
    case 'dI':
    case 'cost':
      return deriveElementwise(trace, cell, notation)
    default:
      return none
  }
}

function deriveWeightGradient(trace: UpdateTrace, cell: CellId, notation: Notation): Parts {
  const source = outputOf(cell.layer - 1)
  const delta = tensor('dI', cell.layer)
  const o = readTensor(trace, source)!
  const d = readTensor(trace, delta)!
  const terms = Array.from({ length: trace.batchRows }, (_, s) =>
    product({ kind: 'sample', index: s }, valueAt(o, s, cell.row), valueAt(d, s, cell.column)),
  )
  const last = trace.batchRows - 1
  return {
    cellFormula: `Σₛ ${indexed(source, notation, 's', cell.row + 1)} · ${indexed(delta, notation, 's', cell.column + 1)}`,
    ...sumOf(terms, valueAt(readTensor(trace, cell)!, cell.row, cell.column)),
    regions: [
      { tensor: source, rows: [0, last], columns: [cell.row, cell.row], kind: 'factor' },
      { tensor: delta, rows: [0, last], columns: [cell.column, cell.column], kind: 'factor' },
    ],
  }
}

function deriveBiasGradient(trace: UpdateTrace, cell: CellId, notation: Notation): Parts {
  const delta = tensor('dI', cell.layer)
  const d = readTensor(trace, delta)!
  const terms = Array.from({ length: trace.batchRows }, (_, s): Term => {
    const value = valueAt(d, s, cell.column)
    return { label: { kind: 'sample', index: s }, value, factors: [value] }
  })
  return {
    cellFormula: `Σₛ ${indexed(delta, notation, 's', cell.column + 1)}`,
    ...sumOf(terms, valueAt(readTensor(trace, cell)!, 0, cell.column)),
    regions: [
      {
        tensor: delta,
        rows: [0, trace.batchRows - 1],
        columns: [cell.column, cell.column],
        kind: 'factor',
      },
    ],
  }
}

function derivePreactivation(trace: UpdateTrace, cell: CellId, notation: Notation): Parts {
  const source = outputOf(cell.layer - 1)
  const weights = tensor('weights', cell.layer)
  const bias = readTensor(trace, tensor('bias', cell.layer))
  const o = readTensor(trace, source)!
  const w = readTensor(trace, weights)!
  const terms = Array.from({ length: w.rows }, (_, k) =>
    product(
      { kind: 'unit', layer: cell.layer - 1, index: k },
      valueAt(o, cell.row, k),
      valueAt(w, k, cell.column),
    ),
  )
  if (bias) {
    const value = valueAt(bias, 0, cell.column)
    terms.push({ label: { kind: 'bias' }, value, factors: [value] })
  }
  const name = tensor('bias', cell.layer)
  return {
    cellFormula: `Σₖ ${indexed(source, notation, cell.row + 1, 'k')} · ${indexed(weights, notation, 'k', cell.column + 1)}${
      bias ? ` + ${indexed(name, notation, cell.column + 1)}` : ''
    }`,
    ...sumOf(terms, valueAt(readTensor(trace, cell)!, cell.row, cell.column)),
    regions: [
      { tensor: source, rows: [cell.row, cell.row], columns: [0, o.columns - 1], kind: 'factor' },
      { tensor: weights, rows: [0, w.rows - 1], columns: [cell.column, cell.column], kind: 'factor' },
      ...(bias ? [parameterOf(name, cell.column)] : []),
    ],
  }
}

const parameterOf = (id: TensorId, column: number): Region => ({
  tensor: id,
  rows: [0, 0],
  columns: [column, column],
  kind: 'parameter',
})

function deriveOutputGradient(trace: UpdateTrace, cell: CellId, notation: Notation): Parts {
  const delta = tensor('dI', cell.layer + 1)
  const weights = tensor('weights', cell.layer + 1)
  const d = readTensor(trace, delta)!
  const w = readTensor(trace, weights)!
  const terms = Array.from({ length: d.columns }, (_, k) =>
    product(
      { kind: 'unit', layer: cell.layer + 1, index: k },
      valueAt(d, cell.row, k),
      valueAt(w, cell.column, k),
    ),
  )
  return {
    cellFormula: `Σₖ ${indexed(delta, notation, cell.row + 1, 'k')} · ${indexed(weights, notation, cell.column + 1, 'k')}`,
    ...sumOf(terms, valueAt(readTensor(trace, cell)!, cell.row, cell.column)),
    regions: [
      { tensor: delta, rows: [cell.row, cell.row], columns: [0, d.columns - 1], kind: 'factor' },
      { tensor: weights, rows: [cell.column, cell.column], columns: [0, w.columns - 1], kind: 'factor' },
    ],
  }
}

const product = (label: TermLabel, a: number, b: number): Term => ({ label, value: a * b, factors: [a, b] })

/** Lines of a sum; what the traced value has beyond the terms becomes a term of its own. */
function sumOf(terms: Term[], value: number): { terms: Term[]; lines: Piece[][] } {
  const sum = terms.reduce((total, term) => total + term.value, 0)
  const size = terms.reduce((total, term) => total + Math.abs(term.value), Math.abs(value))
  const rest = value - sum
  const all = [...terms]
  // A float32 run's tensors are exact to 6 digits, so a smaller difference is rounding.
  if (Math.abs(rest) > 1e-5 * size) all.push({ label: { kind: 'rest' }, value: rest, factors: [rest] })
  const lines = all.map(({ factors }, index): Piece[] => [
    index === 0 ? '=  ' : '+  ',
    ...factors.flatMap((factor, k): Piece[] => (k === 0 ? [factor] : [' · ', factor])),
  ])
  return { terms: all, lines }
}

function parameterRegion(cell: CellId): Region[] {
  if (cell.kind !== 'dW' && cell.kind !== 'db') return []
  const owner = tensor(cell.kind === 'dW' ? 'weights' : 'bias', cell.layer)
  return [
    { tensor: owner, rows: [cell.row, cell.row], columns: [cell.column, cell.column], kind: 'parameter' },
  ]
}

/** The sign of a gradient cell in words: what raising the quantity does to the cost; null for a value cell. */
export function directionOf({ cell, value }: Derivation): 'raises' | 'lowers' | 'flat' | null {
  if (!isGradient(cell.kind)) return null
  if (value === 0) return 'flat'
  return value > 0 ? 'raises' : 'lowers'
}
