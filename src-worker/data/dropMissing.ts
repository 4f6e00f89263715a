import type { MissingRule } from '../spec/names'
import { fail, succeed, type Result } from '../spec/problem'
import { createLabError, type LabError } from '../protocol/errors'
import type { DroppedRow } from '../core/dataset'
import { toProblem } from './dataFault'
import { isMissingAt, type Column } from './readColumn'

export interface KeptRecords {
  /** Records that stay, ascending. */
  kept: Uint32Array<ArrayBuffer>
  dropped: DroppedRow[]
}

/**
 * Looks for missing values in the columns in use.
 * @param firstRow row of record 0 in the file.
 * @returns the records that stay; an error when the rule refuses missing values, with the first and the count of all.
 */
export function dropMissing(
  columns: Column[],
  records: number,
  firstRow: number,
  rule: MissingRule,
  file: string,
): Result<KeptRecords, LabError> {
  const kept: number[] = []
  const dropped: DroppedRow[] = []
  let cells = 0
  for (let r = 0; r < records; r++) {
    const missing = columns.filter((column) => isMissingAt(column, r))
    cells += missing.length
    if (missing.length === 0) kept.push(r)
    else dropped.push({ row: firstRow + r, column: missing[0]!.name, reason: 'missing' })
  }
  if (rule === 'refuse' && cells > 0) return fail(describeMissing(dropped, cells, file))
  if (kept.length === 0) {
    const problem = {
      path: 'data.source.missing',
      expected: 'at least one row with a value in every column in use',
      actual: `none of ${records} rows`,
    }
    return fail(createLabError('invalidData', 'every row has a missing value', file, [problem]))
  }
  return succeed({ kept: Uint32Array.from(kept), dropped })
}

function describeMissing(rows: DroppedRow[], cells: number, file: string): LabError {
  const all =
    cells === 1
      ? 'the only missing value'
      : `the first of ${cells} missing values, in ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`
  const { row, column } = rows[0]!
  const expected = 'a value, or missing set to "drop" to leave such rows out'
  const problem = toProblem({ row, column, expected, actual: `no value (${all})` })
  const message = `row ${row}, column ${column} has no value: ${all}`
  return createLabError('invalidData', message, file, [problem])
}
