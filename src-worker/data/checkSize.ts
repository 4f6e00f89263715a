import { limits } from '../spec/limits'
import type { LabError } from '../protocol/errors'
import type { Problem } from '../spec/problem'
import { createDataError } from './dataFault'

/** As many as inputs and targets together can use. */
export const tableColumns = 2 * limits.columns

/** A table is read as one text; this is the longest one that a worker holds with its cells. */
export const tableBytes = 256 * 1024 * 1024

/** Memory that the samples take: float64 inputs and targets. */
export const countDataBytes = (rows: number, inputs: number, targets: number): number =>
  rows * (inputs + targets) * 8

/**
 * Checked before anything of that size is made.
 * @returns null when the data fits, else the error with every limit it goes past.
 */
export function checkSize(rows: number, inputs: number, targets: number, file: string): LabError | null {
  const problems: Problem[] = []
  const compare = (path: string, what: string, most: number, found: number): void => {
    if (found > most) problems.push({ path, expected: `at most ${most} ${what}`, actual: String(found) })
  }
  compare('rows', 'rows', limits.rows, rows)
  compare('inputs', 'inputs, a category counting one for each of its values', limits.columns, inputs)
  compare('targets', 'targets, classes counting one each', limits.columns, targets)
  const bytes = countDataBytes(rows, inputs, targets)
  compare('data', 'bytes in memory (rows × (inputs + targets) × 8)', limits.dataBytes, bytes)
  return problems.length === 0 ? null : createDataError('invalidData', file, problems)
}
