/** A table typed or pasted cell by cell: texts until it is used. Pure. */
import { parseNumber } from '../ui/parseNumber'

export interface TypedTable {
  inputs: number
  targets: number
  /** `[row][inputs, then targets]`. */
  cells: string[][]
}

export const mostTypedRows = 500

export const createTypedTable = (inputs: readonly number[][], targets: readonly number[][]): TypedTable => ({
  inputs: inputs[0]?.length ?? 2,
  targets: targets[0]?.length ?? 1,
  cells: inputs.map((row, k) => [...row, ...(targets[k] ?? [])].map(String)),
})

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
  return {
    ...table,
    [side]: table[side] + 1,
    cells: table.cells.map((row) => row.toSpliced(at, 0, '')),
  }
}

/** The last column of its side stays. */
export function removeColumn(table: TypedTable, column: number): TypedTable {
  const side = column < table.inputs ? 'inputs' : 'targets'
  if (table[side] === 1) return table
  return { ...table, [side]: table[side] - 1, cells: table.cells.map((row) => row.toSpliced(column, 1)) }
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
  while (next.cells.length < Math.min(mostTypedRows, row + block.length)) next = addRow(next)
  const cells = next.cells.map((line, r) => line.map((old, c) => block[r - row]?.[c - column] ?? old))
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

/** The rows as numbers; null while a cell is bad or nothing is typed. */
export function readTypedTable(table: TypedTable): { inputs: number[][]; targets: number[][] } | null {
  const lines = table.cells.filter((line) => !isBlank(line))
  if (lines.length === 0 || findBadCells(table).length > 0) return null
  const numbers = lines.map((line) => line.map((text) => parseNumber(text)!))
  return {
    inputs: numbers.map((line) => line.slice(0, table.inputs)),
    targets: numbers.map((line) => line.slice(table.inputs)),
  }
}
