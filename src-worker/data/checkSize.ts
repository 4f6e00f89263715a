import { limits } from '../spec/limits'
import type { LabError } from '../protocol/errors'
import { explain, type Problem } from '../spec/problem'
import { phrase, type Phrase } from '../spec/phrases'
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
  const compare = (path: string, expected: Phrase, most: number, found: number): void => {
    if (found > most) problems.push(explain(path, expected, found))
  }
  compare('rows', phrase('rowsTo', { most: limits.rows }), limits.rows, rows)
  compare(
    'inputs',
    phrase('atMost', { count: limits.columns, phrase: phrase('inputUnits') }),
    limits.columns,
    inputs,
  )
  compare(
    'targets',
    phrase('atMost', { count: limits.columns, phrase: phrase('targetUnits') }),
    limits.columns,
    targets,
  )
  const bytes = countDataBytes(rows, inputs, targets)
  compare(
    'data',
    phrase('atMost', { count: limits.dataBytes, phrase: phrase('memoryBytes') }),
    limits.dataBytes,
    bytes,
  )
  return problems.length === 0 ? null : createDataError('invalidData', file, problems)
}
