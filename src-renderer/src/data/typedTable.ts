/** A table typed or pasted cell by cell: texts until it is used. Pure. */
import type { DataRows, Matrix } from '../../../src-worker/protocol/tables'
import { parseNumber } from '../ui/parseNumber'

export interface TypedTable {
  inputs: number
  targets: number
  /** Of the inputs, then the targets. */
  names: string[]
  /** `[row][inputs, then targets]`. */
  cells: string[][]
}

/** Rows and cells that are edited by hand; what is larger is edited elsewhere and read from a file. */
export const mostTypedRows = 5000
export const mostTypedCells = 200_000

const nameColumns = (inputs: number, targets: number): string[] => [
  ...Array.from({ length: inputs }, (_, k) => `x${k + 1}`),
  ...Array.from({ length: targets }, (_, k) => `y${k + 1}`),
]

export function createTypedTable(
  inputs: readonly number[][],
  targets: readonly number[][],
  names: readonly string[] | null = null,
): TypedTable {
  const [width, height] = [inputs[0]?.length ?? 2, targets[0]?.length ?? 1]
  return {
    inputs: width,
    targets: height,
    names: names === null ? nameColumns(width, height) : makeUnique(names),
    cells: inputs.map((row, k) => [...row, ...(targets[k] ?? [])].map(String)),
  }
}

/** Rows as the trainer has them, with the names of their columns. */
export const createTableOfRows = (
  { inputs, targets }: Pick<DataRows, 'inputs' | 'targets'>,
  names: readonly string[],
): TypedTable => createTypedTable(toRows(inputs), toRows(targets), names)

const toRows = ({ rows, columns, values }: Matrix): number[][] =>
  Array.from({ length: rows }, (_, r) => Array.from(values.subarray(r * columns, (r + 1) * columns)))

/** A name that comes again gets a number. */
function makeUnique(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let unique = name
    for (let n = 2; taken.has(unique); n++) unique = `${name}_${n}`
    taken.add(unique)
    return unique
  })
}

const widthOf = (table: TypedTable): number => table.inputs + table.targets
const isBlank = (row: readonly string[]): boolean => row.every((text) => text.trim() === '')

export function setCell(table: TypedTable, row: number, column: number, text: string): TypedTable {
  const cells = table.cells.map((line, r) =>
    r === row ? line.map((old, c) => (c === column ? text : old)) : line,
  )
  return { ...table, cells }
}

export const addRow = (table: TypedTable): TypedTable => ({
  ...table,
  cells: [...table.cells, Array.from({ length: widthOf(table) }, () => '')],
})

export const removeRow = (table: TypedTable, row: number): TypedTable => ({
  ...table,
  cells: table.cells.filter((_, r) => r !== row),
})

export function addColumn(table: TypedTable, side: 'inputs' | 'targets'): TypedTable {
  const at = side === 'inputs' ? table.inputs : widthOf(table)
  const name = `${side === 'inputs' ? 'x' : 'y'}${table[side] + 1}`
  return {
    ...table,
    [side]: table[side] + 1,
    names: makeUnique(table.names.toSpliced(at, 0, name)),
    cells: table.cells.map((row) => row.toSpliced(at, 0, '')),
  }
}

/** The last column of its side stays. */
export function removeColumn(table: TypedTable, column: number): TypedTable {
  const side = column < table.inputs ? 'inputs' : 'targets'
  if (table[side] === 1) return table
  return {
    ...table,
    [side]: table[side] - 1,
    names: table.names.toSpliced(column, 1),
    cells: table.cells.map((row) => row.toSpliced(column, 1)),
  }
}

/** Texts of a pasted block: rows by line, cells by tab, else by semicolon or comma. */
export function splitPasted(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n')
  const mark = ['\t', ';', ','].find((candidate) => text.includes(candidate)) ?? '\t'
  return lines.map((line) => line.split(mark).map((cell) => cell.trim()))
}

/**
 * Puts a block at a cell; rows are added as needed. From the first cell on a wider block also adds inputs,
 * so that a whole table can be pasted at once.
 */
export function pasteBlock(table: TypedTable, row: number, column: number, block: string[][]): TypedTable {
  let next = table
  const width = Math.max(...block.map((line) => line.length))
  if (row === 0 && column === 0) while (widthOf(next) < width) next = addColumn(next, 'inputs')
  const rows = Math.max(next.cells.length, Math.min(mostTypedRows, row + block.length))
  const blank = Array.from({ length: widthOf(next) }, () => '')
  const cells = Array.from({ length: rows }, (_, r) => {
    const line = next.cells[r] ?? blank
    return r < row || r >= row + block.length
      ? line
      : line.map((old, c) => block[r - row]![c - column] ?? old)
  })
  return { ...next, cells }
}

export interface BadCell {
  row: number
  column: number
  text: string
}

/** Cells that are no number; rows without any text do not count. */
export function findBadCells(table: TypedTable): BadCell[] {
  return table.cells.flatMap((line, row) =>
    isBlank(line)
      ? []
      : line.flatMap((text, column) => (parseNumber(text) === null ? [{ row, column, text }] : [])),
  )
}

/** A table as the source of an experiment; names are left out where they are the usual ones. */
export interface TypedSource {
  inputs: number[][]
  targets: number[][]
  inputNames?: string[]
  targetNames?: string[]
}

/** The rows as numbers; null while a cell is bad or nothing is typed. */
export function readTypedTable(table: TypedTable): TypedSource | null {
  const lines = table.cells.filter((line) => !isBlank(line))
  if (lines.length === 0 || findBadCells(table).length > 0) return null
  const numbers = lines.map((line) => line.map((text) => parseNumber(text)!))
  const rows = {
    inputs: numbers.map((line) => line.slice(0, table.inputs)),
    targets: numbers.map((line) => line.slice(table.inputs)),
  }
  if (String(table.names) === String(nameColumns(table.inputs, table.targets))) return rows
  return {
    ...rows,
    inputNames: table.names.slice(0, table.inputs),
    targetNames: table.names.slice(table.inputs),
  }
}
