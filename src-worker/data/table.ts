import type { LabError } from '../protocol/errors'
import type { TablePreview, TableRemark } from '../protocol/tables'
import type { Result } from '../spec/problem'
import type { DecimalMark, MissingMarks } from './cell'
import type { FaultList } from './dataFault'
import type { NpyNumbers } from './npyFile'
import type { Work } from './work'

/** Numbers that stand side by side in the rows of a table: `values` is `[rows][width]`, row-major. */
export interface NumberBlock {
  width: number
  values: NpyNumbers
  /** Whole numbers by their type in the file. */
  whole: boolean
}

/** Cells as texts, where a record may be short or long; or as the numbers of arrays. */
export type Cells = { kind: 'texts'; records: string[][] } | { kind: 'numbers'; blocks: NumberBlock[] }

/** A table before its columns are read. Row `firstRow + r` of the file is record r. */
export interface Table {
  form: TablePreview['form']
  encoding: TablePreview['encoding']
  delimiter: string
  decimal: DecimalMark
  header: boolean
  names: string[]
  rows: number
  firstRow: number
  cells: Cells
  /** Cells that say a value is missing. */
  missing: MissingMarks
  /** Ragged records, broken quotes. */
  faults: FaultList
  remarks: TableRemark[]
  /** Columns that the file itself says are targets; null for a text. */
  targets: string[] | null
  arrays: NonNullable<TablePreview['arrays']> | null
}

export type TableWork = Work<Result<Table, LabError>>

/** Block and place within it of a column of arrays. */
export function findBlock(
  blocks: readonly NumberBlock[],
  column: number,
): { block: NumberBlock; at: number } {
  let at = column
  for (const block of blocks) {
    if (at < block.width) return { block, at }
    at -= block.width
  }
  throw new Error(`column ${column} of a table that ends before it`)
}

/** The cells of a record as they would be written; NaN is an empty one. */
export function writeCells({ cells, names }: Table, record: number): string[] {
  if (cells.kind === 'texts') return cells.records[record]!
  return names.map((_, column) => {
    const { block, at } = findBlock(cells.blocks, column)
    const value = block.values[record * block.width + at]!
    return Number.isNaN(value) ? '' : String(value)
  })
}
