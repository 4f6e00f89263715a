/** What derivations are put together from: what a family of rules finds out, and regions of cells. */
import type { CellId, Derivation, Region, Rule, Term } from '../protocol/microscope'
import type { Matrix } from '../protocol/tables'

/** What each family of rules finds out about a cell. */
export interface Parts {
  rule: Rule
  values?: Derivation['values']
  factors: Region[]
  terms: Term[]
}

/** Whole indices that the matrix has. */
export const isInside = ({ row, column }: CellId, { rows, columns }: Matrix): boolean =>
  Number.isInteger(row) &&
  Number.isInteger(column) &&
  row >= 0 &&
  row < rows &&
  column >= 0 &&
  column < columns

export const rowOf = (id: Region['tensor'], row: number, columns: number): Region => ({
  tensor: id,
  rows: [row, row],
  columns: [0, columns - 1],
})

export const columnOf = (id: Region['tensor'], column: number, rows: number): Region => ({
  tensor: id,
  rows: [0, rows - 1],
  columns: [column, column],
})

export const cellIn = (id: Region['tensor'], row: number, column: number): Region => ({
  tensor: id,
  rows: [row, row],
  columns: [column, column],
})
