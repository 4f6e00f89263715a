import type { ColumnType } from '../spec/names'
import { describeValue } from '../spec/problem'
import { isMissing, isNumber, parseNumber } from './cell'
import { addFault, type FaultList } from './dataFault'
import type { TextTable } from './readTable'

/** One column of a table: `values[r]` belongs to record r, NaN or null where missing. */
export type Column = NumberColumn | CategoryColumn
export interface NumberColumn {
  type: 'number'
  name: string
  values: Float64Array<ArrayBuffer>
}
export interface CategoryColumn {
  type: 'category'
  name: string
  values: (string | null)[]
}

/**
 * Numbers when at least half of the cells that are not missing are numbers, so that one text among numbers
 * is a fault with its row, and does not turn the column into categories.
 */
export function detectColumnType(table: TextTable, index: number): ColumnType {
  let numbers = 0
  let texts = 0
  for (const record of table.records) {
    const cell = record[index]
    if (cell === undefined || isMissing(cell)) continue
    if (isNumber(cell, table.decimal)) numbers++
    else texts++
  }
  return numbers >= texts ? 'number' : 'category'
}

/** Reads one column; what is neither missing nor a finite number where one belongs is added to `faults`. */
export function readColumn(table: TextTable, index: number, type: ColumnType, faults: FaultList): Column {
  const name = table.names[index]!
  if (type === 'category') {
    const values = table.records.map((record) => {
      const cell = record[index] ?? ''
      return isMissing(cell) ? null : cell
    })
    return { type, name, values }
  }
  const values = new Float64Array(table.records.length).fill(NaN)
  table.records.forEach((record, r) => {
    const cell = record[index] ?? ''
    if (isMissing(cell)) return
    const value = parseNumber(cell, table.decimal)
    if (value !== null) values[r] = value
    else addFault(faults, describeFault(table, table.firstRow + r, name, cell))
  })
  return { type, name, values }
}

function describeFault(table: TextTable, row: number, column: string, cell: string) {
  const tooLarge = isNumber(cell, table.decimal)
  const expected = tooLarge ? `a number of at most ${Number.MAX_VALUE} either way` : 'a number'
  return { row, column, expected, actual: describeValue(cell) }
}

export function isMissingAt(column: Column, record: number): boolean {
  return column.type === 'number' ? Number.isNaN(column.values[record]) : column.values[record] === null
}
