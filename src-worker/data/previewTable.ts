import type { LabError } from '../protocol/errors'
import type { TablePreview } from '../protocol/tables'
import { succeed, type Result } from '../spec/problem'
import { finiteOrNull, isMissing } from './cell'
import type { FaultList } from './dataFault'
import { detectColumnType, readColumn, type Column } from './readColumn'
import { readTable, type TableOptions, type TextTable } from './readTable'

type ColumnPreview = TablePreview['columns'][number]

const headRows = 200
const listedValues = 20
const countedNumbers = 1000

/**
 * What a table holds, before anything is made of it. Faults do not fail the preview, they are part of it;
 * columns are counted over the records that have all their cells.
 * @returns an error only when there is no table in the bytes.
 */
export function previewTable(
  bytes: Uint8Array<ArrayBuffer>,
  options: TableOptions,
): Result<TablePreview, LabError> {
  const read = readTable(bytes, '', options)
  if (!read.ok) return read
  const table = read.value
  const { delimiter, decimal, header, records, firstRow, faults } = table
  const columns = table.names.map((_, c) => previewColumn(table, c, faults))
  return succeed({
    rows: records.length,
    bytes: bytes.length,
    delimiter,
    decimal,
    header,
    columns,
    head: records.slice(0, headRows).map((cells, r) => ({ row: firstRow + r, cells })),
    faults: [...faults.listed].sort((a, b) => a.row - b.row),
  })
}

function previewColumn(table: TextTable, index: number, faults: FaultList): ColumnPreview {
  const type = detectColumnType(table, index)
  const column = readColumn(table, index, type, faults)
  const missing = table.records.filter(
    (record) => record.length === table.names.length && isMissing(record[index]!),
  ).length
  return { name: column.name, type, missing, ...describeValues(column) }
}

function describeValues(column: Column): Pick<ColumnPreview, 'distinct' | 'minimum' | 'maximum' | 'values'> {
  if (column.type === 'category') {
    const counts = new Map<string, number>()
    for (const value of column.values) {
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    const values = [...counts].map(([value, count]) => ({ value, count }))
    values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    return { distinct: counts.size, minimum: null, maximum: null, values: values.slice(0, listedValues) }
  }
  const distinct = new Set<number>()
  let minimum = Infinity
  let maximum = -Infinity
  for (const value of column.values) {
    if (Number.isNaN(value)) continue
    if (distinct.size <= countedNumbers) distinct.add(value)
    minimum = Math.min(minimum, value)
    maximum = Math.max(maximum, value)
  }
  return {
    distinct: distinct.size > countedNumbers ? null : distinct.size,
    minimum: finiteOrNull(minimum),
    maximum: finiteOrNull(maximum),
    values: [],
  }
}
