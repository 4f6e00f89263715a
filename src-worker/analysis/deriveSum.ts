/** Cells that are a sum of products: i, ΔW, Δb, ∂cost/∂o of a hidden layer, the cost of the batch. */
import { outputOf, tensor } from '../notation/tensorIds'
import type { CellId, Region, Term, TermLabel } from '../protocol/microscope'
import { columnOf, rowOf, type Parts } from './derivationParts'
import { readTensor, valueAt, type Step } from './step'

export function deriveSum(step: Step, cell: CellId): Parts {
  switch (cell.kind) {
    case 'i':
      return derivePreactivation(step, cell)
    case 'dO':
      return deriveOutputGradient(step, cell)
    case 'dW':
      return deriveWeightGradient(step, cell)
    case 'db':
      return deriveBiasGradient(step, cell)
    default:
      return deriveBatchCost(step)
  }
}

const product = (label: TermLabel, a: number, b: number): Term => ({ label, factors: [a, b], value: a * b })
const single = (label: TermLabel, value: number): Term => ({ label, factors: [value], value })
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

/** i[s,j] = Σₖ o[s,k] · W[k,j] + b[j] */
function derivePreactivation(step: Step, { layer, row, column }: CellId): Parts {
  const source = outputOf(layer - 1)
  const weights = tensor('weights', layer)
  const o = readTensor(step, source)!
  const w = readTensor(step, weights)!
  const bias = readTensor(step, tensor('bias', layer))
  const terms = range(w.rows).map((k) =>
    product({ kind: 'unit', layer: layer - 1, index: k }, valueAt(o, row, k), valueAt(w, k, column)),
  )
  const factors: Region[] = [rowOf(source, row, o.columns), columnOf(weights, column, w.rows)]
  if (bias !== null) {
    terms.push(single({ kind: 'bias' }, valueAt(bias, 0, column)))
    factors.push(columnOf(tensor('bias', layer), column, 1))
  }
  return { rule: 'preactivation', factors, terms }
}

/** ∂cost/∂o[s,k] = Σⱼ ∂cost/∂i[s,j] · W[k,j] of the layer after. */
function deriveOutputGradient(step: Step, { layer, row, column }: CellId): Parts {
  const delta = tensor('dI', layer + 1)
  const weights = tensor('weights', layer + 1)
  const d = readTensor(step, delta)!
  const w = readTensor(step, weights)!
  return {
    rule: 'outputGradient',
    factors: [rowOf(delta, row, d.columns), rowOf(weights, column, w.columns)],
    terms: range(d.columns).map((j) =>
      product({ kind: 'unit', layer: layer + 1, index: j }, valueAt(d, row, j), valueAt(w, column, j)),
    ),
  }
}

/** ΔW[k,j] = Σₛ o[s,k] · ∂cost/∂i[s,j], o of the layer before. */
function deriveWeightGradient(step: Step, { layer, row, column }: CellId): Parts {
  const source = outputOf(layer - 1)
  const delta = tensor('dI', layer)
  const o = readTensor(step, source)!
  const d = readTensor(step, delta)!
  return {
    rule: 'weightGradient',
    factors: [columnOf(source, row, o.rows), columnOf(delta, column, d.rows)],
    terms: range(d.rows).map((s) =>
      product({ kind: 'sample', index: s }, valueAt(o, s, row), valueAt(d, s, column)),
    ),
  }
}

/** Δb[j] = Σₛ ∂cost/∂i[s,j] */
function deriveBiasGradient(step: Step, { layer, column }: CellId): Parts {
  const delta = tensor('dI', layer)
  const d = readTensor(step, delta)!
  return {
    rule: 'biasGradient',
    factors: [columnOf(delta, column, d.rows)],
    terms: range(d.rows).map((s) => single({ kind: 'sample', index: s }, valueAt(d, s, column))),
  }
}

function deriveBatchCost(step: Step): Parts {
  return {
    rule: 'batchCost',
    factors: [columnOf(tensor('cost'), 0, step.costs.length)],
    terms: [...step.costs].map((cost, s) => single({ kind: 'sample', index: s }, cost)),
  }
}
