import type { Dataset, DataValues, Scaler } from '../core/dataset'
import type { LabError } from '../protocol/errors'
import type { ScalingKind } from '../spec/names'
import { fail, succeed, type Result } from '../spec/problem'
import { phrase } from '../spec/phrases'
import { createDataError } from './dataFault'

/** The scaled inputs, `[rows][inputs]`; the dataset's own `x` when nothing is scaled. */
export interface ScaledInputs {
  scaler: Scaler | null
  x: DataValues
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
    path: phrase('column', { name: dataset.inputNames[column]! }),
    expected: phrase('scalable', { name: kind }),
    actual: phrase('offset', { name: scaler.offset[column]!, divisor: scaler.divisor[column]! }),
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
 * Goes through the rows in their order, which memory likes and the sums of a column do not see.
 */
export function fitScaler(kind: Scaler['kind'], { x, inputs }: Dataset, training: Uint32Array): Scaler {
  const minimum = new Float64Array(inputs).fill(Infinity)
  const maximum = new Float64Array(inputs).fill(-Infinity)
  const mean = new Float64Array(inputs)
  eachValue(x, inputs, training, (value, c) => {
    minimum[c] = Math.min(minimum[c]!, value)
    maximum[c] = Math.max(maximum[c]!, value)
    mean[c]! += value
  })
  const isConstant = (c: number) => minimum[c] === maximum[c]
  const columns = Array.from({ length: inputs }, (_, c) => c)
  if (kind === 'minmax') {
    const divisor = columns.map((c) => (isConstant(c) ? 1 : maximum[c]! - minimum[c]!))
    return { kind, offset: Array.from(minimum), divisor }
  }
  for (const c of columns) mean[c]! /= training.length
  const squares = new Float64Array(inputs)
  eachValue(x, inputs, training, (value, c) => (squares[c]! += (value - mean[c]!) ** 2))
  const deviations = columns.map((c) => Math.sqrt(squares[c]! / training.length))
  return {
    kind,
    offset: columns.map((c) => (isConstant(c) ? minimum[c]! : mean[c]!)),
    divisor: columns.map((c) => (isConstant(c) || deviations[c] === 0 ? 1 : deviations[c]!)),
  }
}

function eachValue(
  x: DataValues,
  inputs: number,
  rows: Uint32Array,
  use: (value: number, column: number) => void,
): void {
  for (const row of rows) for (let c = 0; c < inputs; c++) use(x[row * inputs + c]!, c)
}

/** @param x `[rows][inputs]` in the data's own units. @returns a new array. */
export function applyScaler({ offset, divisor }: Scaler, x: DataValues): Float64Array<ArrayBuffer> {
  const scaled = new Float64Array(x.length)
  const inputs = offset.length
  for (let start = 0; start < x.length; start += inputs) {
    for (let c = 0; c < inputs; c++) scaled[start + c] = (x[start + c]! - offset[c]!) / divisor[c]!
  }
  return scaled
}
