import type { ColumnType } from '../spec/names'
import { sayValue } from '../spec/problem'
import { phrase } from '../spec/phrases'
import { isNumber, parseNumber, type MissingMarks } from './cell'
import { addFault, type FaultList } from './dataFault'
import { findBlock, type NumberBlock, type Table } from './table'

/** One column of a table: `values[r]` belongs to record r, NaN or null where missing. */
export type Column = NumberColumn | CategoryColumn
interface ColumnFacts {
  name: string
  /** Records that have all their cells, and none here. */
  missing: number
}
export interface NumberColumn extends ColumnFacts {
  type: 'number'
  values: Float64Array<ArrayBuffer>
}
export interface CategoryColumn extends ColumnFacts {
  type: 'category'
  values: (string | null)[]
}

interface Numbers extends Pick<NumberColumn, 'values' | 'missing'> {
  /** Records whose cell is neither missing nor a finite number. */
  faulty: number[]
  numbers: number
  /** Cells that are no number at all; one that is too large is counted among the numbers. */
  texts: number
}

/**
 * Reads one column; what is neither missing nor a finite number where one belongs is added to `faults`.
 * @param type null finds it: numbers when at least half of the cells that are not missing are numbers, so that one text
 * among numbers is a fault with its row, and does not turn the column into categories.
 */
export function readColumn(table: Table, index: number, type: ColumnType | null, faults: FaultList): Column {
  const name = table.names[index]!
  if (type !== 'category') {
    const { values, missing, faulty, numbers, texts } = readNumbers(table, index)
    if (type === 'number' || numbers >= texts) {
      for (const r of faulty) addFault(faults, describeFault(table, r, index))
      return { type: 'number', name, values, missing }
    }
  }
  return { type: 'category', name, ...readCategories(table, index) }
}

/** One column of whole numbers that an NPZ file has as targets are classes. @returns null where the cells decide. */
export function findArrayType({ cells, targets, names }: Table, index: number): ColumnType | null {
  if (cells.kind !== 'numbers' || targets?.length !== 1 || names[index] !== targets[0]) return null
  return cells.blocks.at(-1)!.whole ? 'category' : null
}

function readNumbers({ cells, rows, names, decimal, missing }: Table, index: number): Numbers {
  if (cells.kind === 'numbers') return readArrayColumn(findBlock(cells.blocks, index), rows, missing)
  const values = new Float64Array(rows).fill(NaN)
  const found: Numbers = { values, missing: 0, faulty: [], numbers: 0, texts: 0 }
  cells.records.forEach((record, r) => {
    const cell = record[index]
    if (cell === undefined) return
    const value = parseNumber(cell, decimal)
    if (value !== null && !missing.hasNumber(value)) {
      values[r] = value
      found.numbers++
    } else if (value === null && !missing.has(cell)) {
      found.faulty.push(r)
      if (isNumber(cell, decimal)) found.numbers++
      else found.texts++
    } else if (record.length === names.length) found.missing++
  })
  return found
}

function readArrayColumn(
  { block, at }: { block: NumberBlock; at: number },
  rows: number,
  missing: MissingMarks,
): Numbers {
  const values = new Float64Array(rows)
  const found: Numbers = { values, missing: 0, faulty: [], numbers: rows, texts: 0 }
  for (let r = 0; r < rows; r++) {
    const value = block.values[r * block.width + at]!
    const isMissing = missing.hasNumber(value)
    values[r] = Number.isFinite(value) && !isMissing ? value : NaN
    if (isMissing) found.missing++
    else if (!Number.isFinite(value)) found.faulty.push(r)
  }
  return found
}

function readCategories(
  { cells, rows, names, missing: marks }: Table,
  index: number,
): Pick<CategoryColumn, 'values' | 'missing'> {
  let missing = 0
  if (cells.kind === 'numbers') {
    const column = readArrayColumn(findBlock(cells.blocks, index), rows, marks)
    const values = Array.from(column.values, (value) => (Number.isNaN(value) ? null : String(value)))
    return { values, missing: column.missing }
  }
  const values = cells.records.map((record) => {
    const cell = record[index] ?? ''
    if (!marks.has(cell)) return cell
    if (record.length === names.length) missing++
    return null
  })
  return { values, missing }
}

function describeFault(table: Table, record: number, index: number) {
  const { cells, decimal, firstRow, names } = table
  const cell =
    cells.kind === 'texts' ? cells.records[record]![index]! : String(arrayCell(cells.blocks, record, index))
  const tooLarge = cells.kind === 'numbers' || isNumber(cell, decimal)
  const expected = tooLarge ? phrase('numberInRange', { name: Number.MAX_VALUE }) : phrase('number')
  return { row: firstRow + record, column: names[index]!, expected, actual: sayValue(cell) }
}

function arrayCell(blocks: readonly NumberBlock[], record: number, index: number): number {
  const { block, at } = findBlock(blocks, index)
  return block.values[record * block.width + at]!
}

export function isMissingAt(column: Column, record: number): boolean {
  return column.type === 'number' ? Number.isNaN(column.values[record]) : column.values[record] === null
}
