import { limits } from '../spec/limits'
import { describeValue, fail, succeed, type Result } from '../spec/problem'
import type { LabError } from '../protocol/errors'
import type { DecimalMark } from './cell'
import { addFault, createDataError, createFaultList, type FaultList } from './dataFault'
import { decodeText } from './decodeText'
import { delimiters, detectDecimal, detectDelimiter, detectHeader } from './detectTable'
import { isBlank, parseRecords } from './parseRecords'

/** What is known of a table before it is read; whatever is absent is found from the file. */
export interface TableOptions {
  header?: boolean
  delimiter?: string
  decimal?: DecimalMark
}

/** As many as inputs and targets together can use. */
const tableColumns = 2 * limits.columns

/** A table as texts. Row `firstRow + r` of the file is `records[r]`; ragged records are among the faults. */
export interface TextTable {
  delimiter: string
  decimal: DecimalMark
  header: boolean
  names: string[]
  records: string[][]
  firstRow: number
  faults: FaultList
}

/**
 * Reads delimited text. Rows count as records do: the first is 1, a header included; blank lines at the end are none.
 * @returns the table with the faults found, or an error when there is no table in the bytes.
 */
export function readTable(
  bytes: Uint8Array,
  file: string,
  options: TableOptions,
): Result<TextTable, LabError> {
  const refuse = (path: string, expected: string, actual: string) =>
    fail(createDataError('invalidData', file, [{ path, expected, actual }]))
  if (options.delimiter !== undefined && !delimiters.some((known) => known === options.delimiter)) {
    return refuse('delimiter', 'one of , ; tab |', describeValue(options.delimiter))
  }
  const text = decodeText(bytes, file)
  if (!text.ok) return text
  const delimiter = options.delimiter ?? detectDelimiter(text.value)
  const faults = createFaultList()
  const all = parseRecords(text.value, delimiter, limits.rows + 2, faults)
  const records = trimBlank(all)
  const first = records[0]
  if (first === undefined) return refuse('', 'a table with at least one row', 'no text')
  if (first.length > tableColumns) {
    return refuse('columns', `at most ${tableColumns} columns`, String(first.length))
  }
  const decimal = options.decimal ?? detectDecimal(records, delimiter)
  const header = options.header ?? detectHeader(records, decimal)
  const firstRow = all.indexOf(first) + (header ? 2 : 1)
  const names = header ? nameColumns(first) : first.map((_, c) => `column_${c + 1}`)
  if (header) records.shift()
  if (records.length === 0) return refuse('', 'at least one row below the header', 'none')
  if (records.length > limits.rows) {
    return refuse('rows', `at most ${limits.rows} rows`, `more than ${limits.rows}`)
  }
  if (header) findRepeatedNames(names, firstRow - 1, faults)
  findRaggedRecords(records, names.length, firstRow, faults)
  return succeed({ delimiter, decimal, header, names, records, firstRow, faults })
}

/** Without the blank lines before the first and after the last record. */
function trimBlank(records: string[][]): string[][] {
  let start = 0
  let end = records.length
  while (end > start && isBlank(records[end - 1]!)) end--
  while (start < end && isBlank(records[start]!)) start++
  return records.slice(start, end)
}

const nameColumns = (header: string[]): string[] =>
  header.map((name, c) => (name === '' ? `column_${c + 1}` : name))

function findRepeatedNames(names: string[], row: number, faults: FaultList): void {
  const seen = new Set<string>()
  for (const column of names) {
    if (seen.has(column)) {
      addFault(faults, {
        row,
        column,
        expected: 'a name no other column has',
        actual: 'the name a second time',
      })
    }
    seen.add(column)
  }
}

function findRaggedRecords(records: string[][], cells: number, firstRow: number, faults: FaultList): void {
  records.forEach((record, r) => {
    if (record.length === cells) return
    const actual = isBlank(record) ? 'a blank line' : String(record.length)
    addFault(faults, { row: firstRow + r, column: '', expected: `${cells} cells`, actual })
  })
}
