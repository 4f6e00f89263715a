/**
 * How one cell of an update came about, as data: its rule, what the rule reads, the terms that add up to the value,
 * and where the value goes. Panel, LaTeX, worksheet and NumPy are views of it.
 */
import type { CellId, Derivation, Term } from '../protocol/microscope'
import { isInside, type Parts } from './derivationParts'
import { deriveChange, deriveUpdateTerms } from './deriveChange'
import { deriveElement } from './deriveElement'
import { deriveSum } from './deriveSum'
import { findNext } from './findNext'
import { readTensor, valueAt, type Step } from './step'

/** Null for a cell that the update does not have. */
export function deriveCell(step: Step, cell: CellId): Derivation | null {
  const matrix = readTensor(step, cell)
  if (matrix === null || !isInside(cell, matrix)) return null
  const { rule, values, factors, terms } = deriveParts(step, cell)
  const value = valueAt(matrix, cell.row, cell.column)
  return {
    cell: { kind: cell.kind, layer: cell.layer, row: cell.row, column: cell.column },
    rule,
    value,
    values: values ?? {},
    factors,
    terms,
    sum: rule === 'given' ? value : terms.reduce((total, term) => total + term.value, 0),
    owner: findOwner(cell),
    next: findNext(step, cell),
    change: deriveChange(step, cell),
  }
}

function deriveParts(step: Step, cell: CellId): Parts {
  switch (cell.kind) {
    case 'inputs':
    case 'targets':
    case 'weights':
    case 'bias':
      return { rule: 'given', factors: [], terms: [] }
    case 'i':
    case 'dW':
    case 'db':
    case 'batchCost':
      return deriveSum(step, cell)
    case 'dO':
      return cell.layer < step.shape.layers.length ? deriveSum(step, cell) : deriveElement(step, cell)
    case 'o':
    case 'dI':
    case 'cost':
      return deriveElement(step, cell)
    case 'weightsAfter':
    case 'biasAfter':
      return deriveUpdateTerms(step, cell)
  }
}

/** What a gradient is the gradient of; null for a value. */
function findOwner({ kind, layer, row, column }: CellId): CellId | null {
  const owners = { dO: 'o', dI: 'i', dW: 'weights', db: 'bias' } as const
  const owner = owners[kind as keyof typeof owners]
  return owner === undefined ? null : { kind: owner, layer, row, column }
}

/**
 * The derivation with at most `most` terms: the largest in their own order, the others added up in one.
 * What is left out keeps its share, so that the terms still add up to the sum.
 */
export function foldTerms(derivation: Derivation, most: number): Derivation {
  const { terms, sum } = derivation
  if (terms.length <= most) return derivation
  const sizes = terms.map((term, index) => ({ index, size: Math.abs(term.value) }))
  sizes.sort((a, b) => b.size - a.size)
  const kept = new Set(sizes.slice(0, most - 1).map(({ index }) => index))
  const shown = terms.filter((_, index) => kept.has(index))
  const value = sum - shown.reduce((total, term) => total + term.value, 0)
  const others: Term = { label: { kind: 'others', count: terms.length - shown.length }, factors: [], value }
  return { ...derivation, terms: [...shown, others] }
}
