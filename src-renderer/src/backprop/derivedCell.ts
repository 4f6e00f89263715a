/** What is known of a chosen cell, and how cells are called in formulas. */
import { tensorName, type Notation } from './formulas'
import type { CellId, TensorId } from './tensors'

/** Text, or a number to be written in the format of the panel. */
export type Piece = string | number

export type TermLabel =
  | { kind: 'sample'; index: number }
  | { kind: 'unit'; layer: number; index: number }
  | { kind: 'bias' }
  /** What the sum leaves over: the penalty's share, and clipping. */
  | { kind: 'rest' }

export interface Term {
  label: TermLabel
  value: number
  /** Factors of the product; one when nothing is multiplied. */
  factors: number[]
}

/** Cells of a factor, both ends included, from 0. */
export interface Region {
  tensor: TensorId
  rows: [number, number]
  columns: [number, number]
  kind: 'factor' | 'parameter'
}

export interface NextUpdate {
  name: string
  gradientName: string
  before: number
  gradient: number
  learningRate: number
  after: number
  /** False when the optimizer does more than subtract η times the gradient. */
  plain: boolean
}

export interface Derivation {
  cell: CellId
  value: number
  /** Of the whole matrix, then of the cell. */
  formulas: string[]
  /** The formula with numbers put in, a line each. */
  lines: Piece[][]
  terms: Term[]
  regions: Region[]
  next: NextUpdate | null
}

export interface Parts {
  cellFormula: string
  lines: Piece[][]
  terms: Term[]
  regions: Region[]
}

/** `ΔW1[1, 2]`; rows of one and columns of one have a single index. */
export function cellName(cell: CellId, notation: Notation, separator = ', '): string {
  const indices =
    cell.kind === 'cost'
      ? [cell.row]
      : cell.kind === 'bias' || cell.kind === 'db'
        ? [cell.column]
        : [cell.row, cell.column]
  return `${tensorName(cell, notation)}[${indices.map((index) => index + 1).join(separator)}]`
}

export const indexed = (id: TensorId, notation: Notation, ...indices: (string | number)[]): string =>
  `${tensorName(id, notation)}[${indices.join(',')}]`
