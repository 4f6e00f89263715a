import type { Dataset, Scaler } from '../core/dataset'
import type { LabError } from '../protocol/errors'
import type { ScalingKind } from '../spec/names'
import { fail, succeed, type Result } from '../spec/problem'
import { createDataError } from './dataFault'

/** The scaled inputs, `[rows][inputs]`; the dataset's own `x` when nothing is scaled. */
export interface ScaledInputs {
  scaler: Scaler | null
  x: Float64Array<ArrayBuffer>
}

/**
 * Fits on the training rows, applies to all.
 * @returns `invalidData` naming the column when its numbers are too large to be scaled.
 */
export function scaleInputs(
  dataset: Dataset,
  kind: ScalingKind,
  training: Uint32Array,
): Result<ScaledInputs, LabError> {
  if (kind === 'none') return succeed({ scaler: null, x: dataset.x })
  const scaler = fitScaler(kind, dataset, training)
  const x = applyScaler(scaler, dataset.x)
  const column = findUnscalable(scaler, x)
  if (column < 0) return succeed({ scaler, x })
  const problem = {
    path: `column ${dataset.inputNames[column]!}`,
    expected: `numbers that ${kind} can scale within float64`,
    actual: `offset ${scaler.offset[column]} and divisor ${scaler.divisor[column]}`,
  }
  return fail(createDataError('invalidData', '', [problem]))
}

/** The first column whose fit or whose scaled values went past float64; −1 when there is none. */
function findUnscalable({ offset, divisor }: Scaler, x: Float64Array): number {
  const column = offset.findIndex((value, c) => !Number.isFinite(value) || !Number.isFinite(divisor[c]))
  if (column >= 0) return column
  const place = x.findIndex((value) => !Number.isFinite(value))
  return place < 0 ? -1 : place % offset.length
}

/**
 * standardize: offset is the mean, divisor the population standard deviation.
 * minmax: offset is the minimum, divisor the range. A column of one value has that value and divisor 1.
 */
export function fitScaler(kind: Scaler['kind'], { x, inputs }: Dataset, training: Uint32Array): Scaler {
  const scaler: Scaler = { kind, offset: [], divisor: [] }
  for (let column = 0; column < inputs; column++) {
    const { offset, divisor } = fitColumn(kind, x, inputs, column, training)
    scaler.offset.push(offset)
    scaler.divisor.push(divisor)
  }
  return scaler
}

/** @param x `[rows][inputs]` in the data's own units. @returns a new array. */
export function applyScaler({ offset, divisor }: Scaler, x: Float64Array): Float64Array<ArrayBuffer> {
  const scaled = new Float64Array(x.length)
  const inputs = offset.length
  for (let start = 0; start < x.length; start += inputs) {
    for (let c = 0; c < inputs; c++) scaled[start + c] = (x[start + c]! - offset[c]!) / divisor[c]!
  }
  return scaled
}

function fitColumn(
  kind: Scaler['kind'],
  x: Float64Array,
  inputs: number,
  column: number,
  training: Uint32Array,
): { offset: number; divisor: number } {
  let minimum = Infinity
  let maximum = -Infinity
  let sum = 0
  for (const row of training) {
    const value = x[row * inputs + column]!
    minimum = Math.min(minimum, value)
    maximum = Math.max(maximum, value)
    sum += value
  }
  if (minimum === maximum) return { offset: minimum, divisor: 1 }
  if (kind === 'minmax') return { offset: minimum, divisor: maximum - minimum }
  const mean = sum / training.length
  let squares = 0
  for (const row of training) squares += (x[row * inputs + column]! - mean) ** 2
  const deviation = Math.sqrt(squares / training.length)
  return { offset: mean, divisor: deviation === 0 ? 1 : deviation }
}
