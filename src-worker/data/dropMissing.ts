import type { FillRule } from '../spec/names'
import { explain, fail, succeed, type Result } from '../spec/problem'
import { createLabError, type LabError } from '../protocol/errors'
import type { DroppedRow } from '../core/dataset'
import { formatPhrase, phrase } from '../spec/phrases'
import { placeCell } from './dataFault'
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
    const actual = phrase('noneOfRows', { count: records })
    const problem = explain('data.source.missing', phrase('someWholeRow'), actual)
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
  const found =
    rows.length === 1 ? phrase('oneRow', { count: 1 }) : phrase('countRows', { count: rows.length })
  const all = cells === 1 ? phrase('onlyMissing') : phrase('firstMissing', { count: cells, phrase: found })
  const { row, column } = rows[0]!
  const expected = phrase('aValueOrDrop')
  const actual = phrase('noValueBecause', { reason: all })
  const problem = explain(placeCell(row, column), expected, actual)
  const message = `row ${row}, column ${column} has no value: ${formatPhrase(all)}`
  return createLabError('invalidData', message, file, [problem])
}
