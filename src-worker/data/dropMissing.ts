import type { FillRule } from '../spec/names'
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

/** A column in use and what is done about its missing values. */
export interface RuledColumn {
  column: Column
  rule: FillRule
}

/**
 * Looks for missing values in the columns in use; those to be filled in later count as there.
 * @param firstRow row of record 0 in the file.
 * @returns the records that stay; an error when a rule refuses missing values, with the first and the count of all.
 */
export function dropMissing(
  columns: RuledColumn[],
  records: number,
  firstRow: number,
  file: string,
): Result<KeptRecords, LabError> {
  const refusing = columns.filter(({ rule, column }) => rule === 'refuse' && column.missing > 0)
  if (refusing.length > 0) return fail(describeRefused(refusing, records, firstRow, file))
  const dropping = columns.filter(({ rule, column }) => rule === 'drop' && column.missing > 0)
  const kept: number[] = []
  const dropped: DroppedRow[] = []
  for (let r = 0; r < records; r++) {
    const missing = dropping.find(({ column }) => isMissingAt(column, r))
    if (missing === undefined) kept.push(r)
    else dropped.push({ row: firstRow + r, column: missing.column.name, reason: 'missing' })
  }
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

function describeRefused(columns: RuledColumn[], records: number, firstRow: number, file: string): LabError {
  const rows: DroppedRow[] = []
  for (let r = 0; r < records; r++) {
    const missing = columns.find(({ column }) => isMissingAt(column, r))
    if (missing) rows.push({ row: firstRow + r, column: missing.column.name, reason: 'missing' })
  }
  const cells = columns.reduce((sum, { column }) => sum + column.missing, 0)
  return describeMissing(rows, cells, file)
}

function describeMissing(rows: DroppedRow[], cells: number, file: string): LabError {
  const found = rows.length === 1 ? '1 row' : `${rows.length} rows`
  const all = cells === 1 ? 'the only missing value' : `the first of ${cells} missing values, in ${found}`
  const { row, column } = rows[0]!
  const expected = 'a value, or missing set to "drop" to leave such rows out'
  const problem = toProblem({ row, column, expected, actual: `no value (${all})` })
  const message = `row ${row}, column ${column} has no value: ${all}`
  return createLabError('invalidData', message, file, [problem])
}
