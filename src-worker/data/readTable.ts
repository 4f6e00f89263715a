import { limits } from '../spec/limits'
import type { TextEncoding } from '../spec/names'
import { describeValue, fail, succeed, type Result } from '../spec/problem'
import type { LabError } from '../protocol/errors'
import { tableColumns } from './checkSize'
import { addFault, createDataError, createFaultList, type FaultList } from './dataFault'
import { decodeText, detectEncoding } from './decodeText'
import { delimiters, detectDecimal, detectDelimiter, detectHeader } from './detectTable'
import { gunzip, isGzip } from './gunzip'
import { isNpy } from './npyFile'
import { isZip } from './npzFile'
import { isBlank, parsePieces } from './parseRecords'
import { readNpyTable, readNpzTable } from './readArrays'
import type { TableOptions } from '../protocol/tables'
import type { Table, TableWork } from './table'
import type { TableMemory } from './tableMemory'

/**
 * Reads a table in whatever form its bytes have: delimited text, NPY, NPZ, any of them in a gzip file.
 * Rows of a text count as records do: the first is 1, a header included; blank lines at the end are none.
 * @param memory tables that were read before.
 * @returns the table with the faults found, or an error when there is no table in the bytes.
 */
export function* readTable(
  bytes: Uint8Array,
  file: string,
  options: TableOptions,
  memory?: TableMemory,
): TableWork {
  const known = memory?.find(bytes, options) ?? null
  if (known !== null) return succeed(known)
  const read = yield* readBytes(bytes, file, options)
  if (read.ok) memory?.keep(bytes, options, read.value)
  return read
}

function* readBytes(bytes: Uint8Array, file: string, options: TableOptions): TableWork {
  const content: Result<Uint8Array, LabError> = isGzip(bytes) ? gunzip(bytes, file) : succeed(bytes)
  if (!content.ok) return content
  if (isNpy(content.value)) return readNpyTable(content.value, file)
  if (isZip(content.value)) return readNpzTable(content.value, file, options)
  return yield* readText(content.value, file, options)
}

function* readText(bytes: Uint8Array, file: string, options: TableOptions): TableWork {
  if (options.delimiter !== undefined && !delimiters.some((known) => known === options.delimiter)) {
    return refuse(file, 'delimiter', 'one of , ; tab |', describeValue(options.delimiter))
  }
  const encoding = options.encoding ?? detectEncoding(bytes)
  const text = decodeText(bytes, encoding, file)
  if (!text.ok) return text
  yield 0
  const delimiter = options.delimiter ?? detectDelimiter(text.value)
  const faults = createFaultList()
  const all = yield* parsePieces(text.value, delimiter, limits.rows + 2, faults)
  return createTable(all, { ...options, encoding, delimiter }, faults, file)
}

function createTable(
  all: string[][],
  options: TableOptions & { encoding: TextEncoding; delimiter: string },
  faults: FaultList,
  file: string,
): Result<Table, LabError> {
  const records = trimBlank(all)
  const first = records[0]
  if (first === undefined) return refuse(file, '', 'a table with at least one row', 'no text')
  if (first.length > tableColumns) {
    return refuse(file, 'columns', `at most ${tableColumns} columns`, String(first.length))
  }
  const decimal = options.decimal ?? detectDecimal(records, options.delimiter)
  const header = options.header ?? detectHeader(records, decimal)
  const firstRow = all.indexOf(first) + (header ? 2 : 1)
  const names = header ? nameColumns(first) : first.map((_, c) => `column_${c + 1}`)
  if (header) records.shift()
  if (records.length === 0) return refuse(file, '', 'at least one row below the header', 'none')
  if (records.length > limits.rows) {
    return refuse(file, 'rows', `at most ${limits.rows} rows`, `more than ${limits.rows}`)
  }
  if (header) findRepeatedNames(names, firstRow - 1, faults)
  findRaggedRecords(records, names.length, firstRow, faults)
  return succeed({
    form: 'text',
    encoding: options.encoding,
    delimiter: options.delimiter,
    decimal,
    header,
    names,
    rows: records.length,
    firstRow,
    cells: { kind: 'texts', records },
    faults,
    targets: null,
    arrays: null,
  })
}

const refuse = (file: string, path: string, expected: string, actual: string) =>
  fail(createDataError('invalidData', file, [{ path, expected, actual }]))

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
