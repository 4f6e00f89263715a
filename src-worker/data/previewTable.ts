import type { LabError } from '../protocol/errors'
import type { TableOptions, TablePreview, TextRow } from '../protocol/tables'
import { succeed, type Result } from '../spec/problem'
import { createFaultList, type FaultList } from './dataFault'
import { findDuplicates } from './duplicates'
import { findLook } from './findLook'
import { findArrayType, isMissingAt, readColumn, type Column } from './readColumn'
import { readTable } from './readTable'
import { findOutliers, reportColumn } from './reportColumn'
import type { TableMemory } from './tableMemory'
import { writeCells, type Table } from './table'
import { finishWork, runInTurns, withinShare, type Turns, type Work } from './work'

const headRows = 200

/** Shares of the time: text to records, then columns, then rows that repeat. */
const readShare = 0.4
const columnShare = 0.9

/**
 * What a table holds, before anything is made of it. Faults do not fail the preview, they are part of it;
 * columns are counted over the records that have all their cells.
 * @returns an error only when there is no table in the bytes.
 */
export const previewTable = (
  bytes: Uint8Array<ArrayBuffer>,
  options: TableOptions,
): Result<TablePreview, LabError> => finishWork(preview(bytes, options))

/** As `previewTable`, in turns that leave room for messages. @returns `cancelled` once the listener answers false. */
export const previewTableInTurns = (
  bytes: Uint8Array<ArrayBuffer>,
  options: TableOptions,
  turns: Turns,
): Promise<Result<TablePreview, LabError>> => runInTurns(preview(bytes, options, turns.memory), turns)

function* preview(
  bytes: Uint8Array<ArrayBuffer>,
  options: TableOptions,
  memory?: TableMemory,
): Work<Result<TablePreview, LabError>> {
  const read = yield* withinShare(readTable(bytes, '', options, memory), 0, readShare)
  if (!read.ok) return read
  const table = read.value
  const faults = { listed: [...table.faults.listed], count: table.faults.count }
  const notable = new Uint8Array(table.rows)
  for (const { row } of faults.listed) if (row >= table.firstRow) notable[row - table.firstRow] = 1
  const { columns, reports } = yield* withinShare(
    previewColumns(table, faults, notable),
    readShare,
    columnShare,
  )
  const duplicates = yield* withinShare(findDuplicates(columns, table), columnShare, 1)
  return succeed({
    form: table.form,
    rows: table.rows,
    bytes: bytes.length,
    encoding: table.encoding,
    delimiter: table.delimiter,
    decimal: table.decimal,
    header: table.header,
    arrays: table.arrays,
    targets: table.targets,
    columns: reports,
    head: Array.from({ length: Math.min(headRows, table.rows) }, (_, r) => writeRow(table, r)),
    notable: listNotable(table, notable),
    duplicates,
    faults: [...faults.listed].sort((a, b) => a.row - b.row),
    faultCount: faults.count,
    remarks: table.remarks,
  })
}

function* previewColumns(table: Table, faults: FaultList, notable: Uint8Array) {
  const columns: Column[] = []
  const reports: TablePreview['columns'] = []
  for (let c = 0; c < table.names.length; c++) {
    const own = createFaultList()
    const column = readColumn(table, c, findArrayType(table, c), own)
    faults.count += own.count
    faults.listed.push(...own.listed.slice(0, 100 - Math.min(100, faults.listed.length)))
    for (let r = 0; r < table.rows; r++) if (isMissingAt(column, r)) notable[r] = 1
    const outliers = findOutliers(column)
    for (const record of outliers) notable[record] = 1
    const report = reportColumn(column, outliers, table.firstRow)
    const look =
      column.type === 'category' && table.cells.kind === 'texts' ? findLook(column, report.distinct!) : null
    reports.push(look === null ? report : { ...report, look })
    columns.push(column)
    yield (c + 1) / table.names.length
  }
  return { columns, reports }
}

const writeRow = (table: Table, record: number): TextRow => ({
  row: table.firstRow + record,
  cells: writeCells(table, record),
})

/** What is missing, faulty or far out is marked in `notable`, one byte a record. */
function listNotable(table: Table, notable: Uint8Array): TablePreview['notable'] {
  const rows: TextRow[] = []
  let count = 0
  for (let r = 0; r < table.rows; r++) {
    if (notable[r] === 0) continue
    if (count++ < headRows) rows.push(writeRow(table, r))
  }
  return { count, rows }
}
