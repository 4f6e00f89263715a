/** One layer as a grid: its weights `[in][out]`, the bias as a last row. */
import type { LayerValues } from '../../../src-worker/protocol/trainerApi'

export interface WeightGrid {
  layer: number
  inputs: number
  rows: number
  columns: number
  values: LayerValues
  /** Largest magnitude of the weights, and of the biases, for their tints. */
  largest: { weights: number; biases: number }
}

export interface Spot {
  row: number
  column: number
}

export interface Summary {
  minimum: number
  maximum: number
  mean: number
  /** Root of the sum of squares. */
  norm: number
  /** Values that are not finite; the others make the summary. */
  bad: number
}

const largestOf = (values: Float64Array): number => {
  let largest = 0
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value))
  return largest
}

export const createWeightGrid = (values: LayerValues, layer: number): WeightGrid => ({
  layer,
  inputs: values.inputs,
  rows: values.inputs + (values.biases.length > 0 ? 1 : 0),
  columns: values.units,
  values,
  largest: { weights: largestOf(values.weights), biases: largestOf(values.biases) },
})

export const isBias = (grid: WeightGrid, row: number): boolean => row >= grid.inputs

export const valueAt = (grid: WeightGrid, { row, column }: Spot): number =>
  (isBias(grid, row) ? grid.values.biases[column] : grid.values.weights[row * grid.columns + column]) ?? NaN

/** Size against the largest of its matrix, 0 to 1; −1 for an exact 0. */
export function strengthAt(grid: WeightGrid, spot: Spot): number {
  const value = valueAt(grid, spot)
  if (value === 0 || !Number.isFinite(value)) return -1
  return Math.abs(value) / (isBias(grid, spot.row) ? grid.largest.biases : grid.largest.weights)
}

/** Share of the data colour: 5 % and up, an exact 0 is 3 %. */
export const mixOf = (strength: number, dark: boolean): number =>
  strength < 0 ? 0.03 : 0.05 + (dark ? 0.52 : 0.34) * strength

export function summarize(values: Float64Array): Summary {
  let minimum = Infinity
  let maximum = -Infinity
  let sum = 0
  let squares = 0
  let count = 0
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    minimum = Math.min(minimum, value)
    maximum = Math.max(maximum, value)
    sum += value
    squares += value * value
    count++
  }
  const bad = values.length - count
  if (count === 0) return { minimum: NaN, maximum: NaN, mean: NaN, norm: NaN, bad }
  return { minimum, maximum, mean: sum / count, norm: Math.sqrt(squares), bad }
}

/** Of a large layer so many are shown at once. */
export const tableRows = 12
export const tableColumns = 12

/** First row or column of the window that shows `at`, moved no further than needed. */
export function startFor(at: number, start: number, shown: number, total: number): number {
  const wanted = at < start ? at : at >= start + shown ? at - shown + 1 : start
  return Math.max(0, Math.min(wanted, total - shown))
}
