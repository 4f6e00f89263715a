/** What the update does to one parameter, from the traced values before and after. */
import type { UpdateTrace } from '../../../src-worker/protocol/trainerApi'
import { cellName, type NextUpdate } from './derivedCell'
import type { Notation } from './formulas'
import { readTensor, tensor, valueAt, type CellId } from './tensors'

/** Null for a cell that is neither a parameter nor its gradient. */
export function deriveNextUpdate(trace: UpdateTrace, cell: CellId, notation: Notation): NextUpdate | null {
  const isWeight = cell.kind === 'weights' || cell.kind === 'dW'
  if (!isWeight && cell.kind !== 'bias' && cell.kind !== 'db') return null
  const owner = tensor(isWeight ? 'weights' : 'bias', cell.layer)
  const change = tensor(isWeight ? 'dW' : 'db', cell.layer)
  const done = trace.after[cell.layer - 1]
  const after = isWeight ? done?.weights : done?.bias
  const before = readTensor(trace, owner)
  const gradient = readTensor(trace, change)
  if (!after || !before || !gradient) return null
  const at = (matrix: typeof after) => valueAt(matrix, cell.row, cell.column)
  const expected = at(before) - trace.learningRate * at(gradient)
  return {
    name: cellName({ ...cell, ...owner }, notation, ','),
    gradientName: cellName({ ...cell, ...change }, notation, ','),
    before: at(before),
    gradient: at(gradient),
    learningRate: trace.learningRate,
    after: at(after),
    plain: Math.abs(expected - at(after)) <= 1e-6 * Math.max(1e-3, Math.abs(at(before) - at(after))),
  }
}
