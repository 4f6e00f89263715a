import { limits } from '../spec/limits'
import type { TextEncoding } from '../spec/names'
import type { TableOptions, TableRemark } from '../protocol/tables'
import { fail, sayValue, succeed, type Result, type Said } from '../spec/problem'
import type { LabError } from '../protocol/errors'
import { phrase } from '../spec/phrases'
import { MissingMarks } from './cell'
import { tableColumns } from './checkSize'
import { addFault, createDataError, createFaultList, type FaultList } from './dataFault'
import { decodeText, detectEncoding } from './decodeText'
import { detectDecimal, type FoundDecimal } from './detectDecimal'
import { delimiters, detectDelimiter, detectHeader } from './detectTable'
import { gunzip, isGzip } from './gunzip'
import { isNpy } from './npyFile'
import { isZip } from './npzFile'
import { isBlank, parsePieces } from './parseRecords'
import { readNpyTable, readNpzTable } from './readArrays'
import { findPreamble, type Preamble } from './skipPreamble'
import type { TableWork } from './table'
import type { TableMemory } from './tableMemory'
import { withinShare } from './work'

/**
 * Reads a table in whatever form its bytes have: delimited text, NPY, NPZ, any of them in a gzip file.
 * Rows of a text count as records do: the first is 1, a header included; empty lines at the end are none.
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
  if (isNpy(content.value)) return readNpyTable(content.value, file, options)
  if (isZip(content.value)) return readNpzTable(content.value, file, options)
  if (isPickle(content.value)) {
    return refuse(file, '', phrase('tableOrArrays'), phrase('pickle'))
  }
  return yield* readText(content.value, file, options)
}

/** PROTO of version 2 and later at the start, STOP at the end: no text in any encoding begins like that. */
const isPickle = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x80 && bytes[1]! >= 2 && bytes[1]! <= 5 && bytes.at(-1) === 0x2e

function* readText(bytes: Uint8Array, file: string, options: TableOptions): TableWork {
  if (options.delimiter !== undefined && !delimiters.some((known) => known === options.delimiter)) {
    return refuse(file, 'delimiter', phrase('delimiters', { bar: '|' }), sayValue(options.delimiter))
  }
  const encoding = options.encoding ?? detectEncoding(bytes)
  const decoded = decodeText(bytes, encoding, file)
  if (!decoded.ok) return decoded
  yield 0
  const preamble = findPreamble(decoded.value)
  const text = decoded.value.slice(preamble.letters)
  const delimiter = options.delimiter ?? preamble.delimiter ?? detectDelimiter(text)
  const faults = createFaultList()
  const all = yield* withinShare(parsePieces(text, delimiter, limits.rows + 2, faults), 0, parseShare)
  for (const fault of faults.listed) fault.row += preamble.lines
  const said = { ...options, encoding, delimiter }
  return yield* withinShare(createTable({ all, preamble, faults }, said, file), parseShare, 1)
}

/** Of the time, until the records are there. */
const parseShare = 0.9

interface ReadRecords {
  all: string[][]
  preamble: Preamble
  faults: FaultList
}

function* createTable(
  { all, preamble, faults }: ReadRecords,
  options: TableOptions & { encoding: TextEncoding; delimiter: string },
  file: string,
): TableWork {
  const { records, start, emptyRows } = trimEmpty(all)
  const first = records[0]
  if (first === undefined) return refuse(file, '', phrase('tableWithRow'), phrase('noText'))
  if (first.length > tableColumns) {
    return refuse(file, 'columns', phrase('atMostColumns', { count: tableColumns }), String(first.length))
  }
  const missing = new MissingMarks(options.alsoMissing)
  const found = yield* detectDecimal(records)
  const decimal = options.decimal ?? found.decimal
  const header = options.header ?? detectHeader(records, decimal, missing)
  const firstRow = preamble.lines + start + (header ? 2 : 1)
  const remarks = listSkipped(preamble, emptyRows)
  const names = header ? nameColumns(first, remarks) : first.map((_, c) => `column_${c + 1}`)
  if (options.decimal === undefined) remarks.push(...listAmbiguous(found, names))
  if (header) records.shift()
  if (records.length === 0) return refuse(file, '', phrase('rowBelowHeader'), phrase('none'))
  if (records.length > limits.rows) {
    return refuse(
      file,
      'rows',
      phrase('rowsTo', { most: limits.rows }),
      phrase('moreThan', { count: limits.rows }),
    )
  }
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
    missing,
    faults,
    remarks,
    targets: null,
    arrays: null,
  })
}

const refuse = (file: string, path: string, expected: Said, actual: Said) =>
  fail(createDataError('invalidData', file, [{ path, expected, actual }]))

/** Without the blank lines before the first record, and those after the last one in which every cell is empty. */
function trimEmpty(all: string[][]): { records: string[][]; start: number; emptyRows: number } {
  let start = 0
  let end = all.length
  let emptyRows = 0
  while (end > start && all[end - 1]!.every((cell) => cell === '')) {
    end--
    if (!isBlank(all[end]!)) emptyRows++
  }
  while (start < end && isBlank(all[start]!)) start++
  return { records: all.slice(start, end), start, emptyRows }
}

function listSkipped({ remarks: count }: Preamble, emptyRows: number): TableRemark[] {
  return [
    ...(count > 0 ? [{ kind: 'skippedLines' as const, count }] : []),
    ...(emptyRows > 0 ? [{ kind: 'emptyRows' as const, count: emptyRows }] : []),
  ]
}

const listAmbiguous = ({ ambiguous }: FoundDecimal, names: string[]): TableRemark[] =>
  [...ambiguous].flatMap(([c, { cell, mark }]) => {
    const column = names[c]
    return column === undefined ? [] : [{ kind: 'ambiguousMark' as const, column, cell, mark }]
  })

/** A column without a name is numbered; a name that comes again has its turn behind it: `x`, `x_2`. */
function nameColumns(header: string[], remarks: TableRemark[]): string[] {
  const given = new Set(header)
  const taken = new Set<string>()
  return header.map((cell, c) => {
    const name = cell === '' ? `column_${c + 1}` : cell
    let to = name
    if (taken.has(to) || (cell === '' && given.has(to))) {
      for (let turn = 2; taken.has(to) || given.has(to); turn++) to = `${name}_${turn}`
      if (cell !== '') remarks.push({ kind: 'renamedColumn', name, to })
    }
    taken.add(to)
    return to
  })
}

function findRaggedRecords(records: string[][], cells: number, firstRow: number, faults: FaultList): void {
  records.forEach((record, r) => {
    if (record.length === cells) return
    const actual = isBlank(record) ? phrase('blankLine') : String(record.length)
    addFault(faults, { row: firstRow + r, column: '', expected: phrase('cells', { count: cells }), actual })
  })
}
