import type { LabError } from '../protocol/errors'
import { limits } from '../spec/limits'
import { fail, succeed, type Result, sayValue } from '../spec/problem'
import { phrase } from '../spec/phrases'
import { MissingMarks } from './cell'
import { createDataError, createFaultList } from './dataFault'
import { readNpyFile, type NpyFile } from './npyFile'
import { extractNpz, listNpz, type NpzEntry } from './npzFile'
import { tableColumns } from './checkSize'
import type { TableOptions } from '../protocol/tables'
import type { NumberBlock, Table } from './table'

/** The arrays that hold inputs and targets when nothing else is said. */
const usualArrays = { inputs: 'x', targets: 'y' }

/** One array of rows: a table of unnamed columns. */
export function readNpyTable(
  bytes: Uint8Array,
  file: string,
  options: TableOptions,
): Result<Table, LabError> {
  const array = readNpyFile(bytes, file)
  if (!array.ok) return array
  const block = toBlock(array.value)
  const rows = array.value.shape[0]!
  const fault = checkTable(rows, block.width, file)
  if (fault !== null) return fail(fault)
  const names = nameBlock('column_', block.width)
  return succeed(createTable([block], rows, { form: 'npy', names, targets: null, arrays: null }, options))
}

/**
 * Two arrays with a row for each sample, side by side. What has more than two dimensions is laid out row-major.
 * Their names are x and y unless said otherwise; of a file of two arrays the first holds the inputs.
 */
export function readNpzTable(
  bytes: Uint8Array,
  file: string,
  options: TableOptions,
): Result<Table, LabError> {
  const entries = listNpz(bytes, file)
  if (!entries.ok) return entries
  const names = chooseArrays(entries.value, options)
  const inputs = readArray(bytes, entries.value, names.inputs, file)
  if (!inputs.ok) return inputs
  const targets = readArray(bytes, entries.value, names.targets, file)
  if (!targets.ok) return targets
  const [rows, others] = [inputs.value.shape[0]!, targets.value.shape[0]!]
  if (rows !== others) {
    const problem = {
      path: names.targets,
      expected: phrase('rowsAs', { count: rows, name: names.inputs }),
      actual: String(others),
    }
    return fail(createDataError('invalidData', file, [problem]))
  }
  const [x, y] = [toBlock(inputs.value), toBlock(targets.value)]
  const fault = checkTable(rows!, x.width + y.width, file)
  if (fault !== null) return fail(fault)
  const targetNames = nameBlock('y', y.width)
  return succeed(
    createTable(
      [x, y],
      rows!,
      {
        form: 'npz',
        names: [...nameBlock('x', x.width), ...targetNames],
        targets: targetNames,
        arrays: { ...names, all: entries.value.map(({ name }) => name) },
      },
      options,
    ),
  )
}

function chooseArrays(entries: readonly NpzEntry[], { arrays }: TableOptions) {
  if (arrays !== undefined) return arrays
  const has = (name: string): boolean => entries.some((entry) => entry.name === name)
  const [first, second] = entries
  const usual = has(usualArrays.inputs) && has(usualArrays.targets)
  if (usual || first === undefined || second === undefined) return usualArrays
  return { inputs: first.name, targets: second.name }
}

function readArray(
  bytes: Uint8Array,
  entries: readonly NpzEntry[],
  name: string,
  file: string,
): Result<NpyFile, LabError> {
  const entry = entries.find((one) => one.name === name)
  if (entry === undefined) {
    const expected = phrase('oneOf', { names: entries.map((one) => one.name) })
    return fail(createDataError('invalidFile', file, [{ path: 'arrays', expected, actual: sayValue(name) }]))
  }
  const content = extractNpz(bytes, entry, file)
  return content.ok ? readNpyFile(content.value, file, name) : content
}

const toBlock = ({ shape, values, whole }: NpyFile): NumberBlock => ({
  width: values.length / shape[0]!,
  values,
  whole,
})

const nameBlock = (letter: string, width: number): string[] =>
  Array.from({ length: width }, (_, c) => `${letter}${c + 1}`)

/** Checked before names are made for that many columns. */
function checkTable(rows: number, columns: number, file: string): LabError | null {
  const problems = [
    {
      path: 'columns',
      expected: phrase('atMostColumns', { count: tableColumns }),
      most: tableColumns,
      actual: columns,
    },
    { path: 'rows', expected: phrase('rowsTo', { most: limits.rows }), most: limits.rows, actual: rows },
  ].filter(({ most, actual }) => actual > most)
  return problems.length === 0 ? null : createDataError('invalidData', file, problems)
}

const createTable = (
  blocks: NumberBlock[],
  rows: number,
  words: Pick<Table, 'form' | 'names' | 'targets' | 'arrays'>,
  { alsoMissing }: TableOptions,
): Table => ({
  ...words,
  encoding: 'utf-8',
  delimiter: ',',
  decimal: '.',
  header: false,
  rows,
  firstRow: 1,
  cells: { kind: 'numbers', blocks },
  missing: new MissingMarks(alsoMissing),
  faults: createFaultList(),
  remarks: [],
})
