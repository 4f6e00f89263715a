/** One matrix as the lanes show it: the windowed cells with their texts and tints. */
import type { UpdateTrace } from '../../../src-worker/protocol/trainerApi'
import { tensorName, type Notation } from './formulas'
import { findDecimals, formatCell, formatCost } from './numberFormat'
import { axesOf, isGradient, keyOf, readTensor, valueAt, type TensorId } from './tensors'
import { spanOf, type Shape, type Span, type WindowState } from './window'

export interface CellView {
  row: number
  column: number
  value: number
  text: string
  tint: 'positive' | 'negative' | 'gradient' | 'plain'
  /** Size against the matrix's largest, 0 to 1; −1 for an exact 0. */
  strength: number
}

export interface MatrixView {
  id: TensorId
  key: string
  name: string
  rows: Span
  columns: Span
  cells: CellView[][]
  /** Letters of the longest text. */
  letters: number
}

export interface ViewSettings {
  notation: Notation
  digits: number
  /** Gradients are shown times 10^−exponent. */
  exponent: number
  shape: Shape
  window: WindowState
  /** True at the sub-step Update: parameters show what they become. */
  updated: boolean
}

export function createMatrixView(
  trace: UpdateTrace,
  id: TensorId,
  settings: ViewSettings,
): MatrixView | null {
  const matrix = readShown(trace, id, settings.updated)
  if (!matrix) return null
  const axes = axesOf(id, trace.layers.length)
  const rows = spanOf(axes.rows, settings.shape, settings.window)
  const columns = spanOf(axes.columns, settings.shape, settings.window)
  const gradient = isGradient(id.kind)
  const scale = gradient ? 10 ** -settings.exponent : 1
  const decimals = gradient
    ? Math.max(1, settings.digits - 1)
    : findDecimals(matrix.values, leastDecimals(id, settings.digits), settings.digits)
  const largest = findLargest(matrix.values)
  const cells = Array.from({ length: rows.count }, (_, r) =>
    Array.from({ length: columns.count }, (_, c): CellView => {
      const row = rows.start + r
      const column = columns.start + c
      const value = valueAt(matrix, row, column)
      return {
        row,
        column,
        value,
        text: id.kind === 'cost' ? formatCost(value, decimals) : formatCell(value * scale, decimals),
        tint: tintOf(id, value),
        strength: value === 0 ? -1 : largest === 0 ? 0 : Math.min(1, Math.abs(value) / largest),
      }
    }),
  )
  const letters = cells.flat().reduce((most, cell) => Math.max(most, cell.text.length), 1)
  return { id, key: keyOf(id), name: tensorName(id, settings.notation), rows, columns, cells, letters }
}

function readShown(trace: UpdateTrace, id: TensorId, updated: boolean) {
  if (!updated || (id.kind !== 'weights' && id.kind !== 'bias')) return readTensor(trace, id)
  const after = trace.after[id.layer - 1]
  return (id.kind === 'weights' ? after?.weights : after?.bias) ?? null
}

/** Inputs and targets are written as short as they are; parameters with two decimals at least; a cost in full. */
function leastDecimals(id: TensorId, digits: number): number {
  if (id.kind === 'inputs' || id.kind === 'targets') return 0
  if (id.kind === 'cost') return digits
  return Math.min(2, digits)
}

function tintOf(id: TensorId, value: number): CellView['tint'] {
  if (id.kind === 'inputs' || id.kind === 'targets' || id.kind === 'cost') return 'plain'
  if (isGradient(id.kind)) return 'gradient'
  return value < 0 ? 'negative' : 'positive'
}

function findLargest(values: Float64Array): number {
  let largest = 0
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value))
  return largest
}
