/** The rows of a page one by one, as the views show them. */
import type { PredictedRows } from '../../../../src-worker/protocol/predictions'

export interface Sample {
  /** Place in the data, from 0: names the sample. */
  row: number
  /** As its source counts, from 1. */
  label: number
  inputs: Float64Array
  targets: Float64Array
  outputs: Float64Array
  /** Names of the classes; empty for a regression. */
  target: string
  predicted: string
  confidence: number
  wrong: boolean
}

/** @param classes names by position; null for a regression */
export function listSamples(page: PredictedRows, classes: readonly string[] | null): Sample[] {
  const { rows, sourceRows, inputs, targets, outputs, target, predicted, confidence } = page
  const rowOf = ({ values, columns }: PredictedRows['inputs'], s: number) =>
    values.subarray(s * columns, (s + 1) * columns)
  return Array.from(rows, (row, s) => ({
    row,
    label: sourceRows?.[s] ?? row + 1,
    inputs: rowOf(inputs, s),
    targets: rowOf(targets, s),
    outputs: rowOf(outputs, s),
    target: classes === null ? '' : (classes[target[s]!] ?? ''),
    predicted: classes === null ? '' : (classes[predicted[s]!] ?? ''),
    confidence: confidence[s] ?? NaN,
    wrong: target[s] !== predicted[s],
  }))
}
