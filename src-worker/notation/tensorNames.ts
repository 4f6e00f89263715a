/** Names of tensors and cells in both notations, as plain text and as LaTeX. They read the same in every language. */
import type { CellId, TensorId, TensorKind } from '../protocol/microscope'

/** `io` as in the example (input and output of a layer), `za` as in most textbooks. */
export type Notation = 'io' | 'za'

const letters = { io: { i: 'i', o: 'o' }, za: { i: 'z', o: 'a' } } as const

/** Letter of a layer's preactivation or output. */
export const letterOf = (kind: 'i' | 'o', notation: Notation): string => letters[notation][kind]

export function tensorName({ kind, layer }: TensorId, notation: Notation): string {
  const { i, o } = letters[notation]
  switch (kind) {
    case 'inputs':
      return 'X'
    case 'targets':
      return 'Y'
    case 'cost':
      return 'cost'
    case 'batchCost':
      return 'Σ cost'
    case 'weights':
      return `W${layer}`
    case 'bias':
      return `b${layer}`
    case 'weightsAfter':
      return `W${layer}′`
    case 'biasAfter':
      return `b${layer}′`
    case 'i':
      return `${i}${layer}`
    case 'o':
      return layer === 0 ? 'X' : `${o}${layer}`
    case 'dO':
      return `∂cost/∂${o}${layer}`
    case 'dI':
      return `∂cost/∂${i}${layer}`
    case 'dW':
      return `ΔW${layer}`
    case 'db':
      return `Δb${layer}`
  }
}

const costLatex = '\\mathrm{cost}'

export function tensorLatex({ kind, layer }: TensorId, notation: Notation): string {
  const { i, o } = letters[notation]
  switch (kind) {
    case 'inputs':
      return 'X'
    case 'targets':
      return 'Y'
    case 'cost':
      return `${costLatex}_s`
    case 'batchCost':
      return costLatex
    case 'weights':
      return `W_{${layer}}`
    case 'bias':
      return `b_{${layer}}`
    case 'weightsAfter':
      return `W_{${layer}}'`
    case 'biasAfter':
      return `b_{${layer}}'`
    case 'i':
      return `${i}_{${layer}}`
    case 'o':
      return layer === 0 ? 'X' : `${o}_{${layer}}`
    case 'dO':
      return `\\frac{\\partial ${costLatex}}{\\partial ${o}_{${layer}}}`
    case 'dI':
      return `\\frac{\\partial ${costLatex}}{\\partial ${i}_{${layer}}}`
    case 'dW':
      return `\\Delta W_{${layer}}`
    case 'db':
      return `\\Delta b_{${layer}}`
  }
}

type Index = number | string

/** How many indices a cell of the tensor has: rows of one, columns of one and the batch's cost have fewer. */
export function indicesOf<I extends Index>(kind: TensorKind, row: I, column: I): I[] {
  switch (kind) {
    case 'cost':
      return [row]
    case 'batchCost':
      return []
    case 'bias':
    case 'db':
    case 'biasAfter':
      return [column]
    default:
      return [row, column]
  }
}

/** `ΔW1[1, 2]`, from 1 as in the formulas. */
export function cellName(cell: CellId, notation: Notation, separator = ', '): string {
  const indices = indicesOf(cell.kind, cell.row + 1, cell.column + 1)
  const name = tensorName(cell, notation)
  return indices.length === 0 ? name : `${name}[${indices.join(separator)}]`
}

/** `\Delta W_{1}[1,2]`; indices from 1, or letters as they are. */
export function entryLatex(id: TensorId, notation: Notation, row: Index, column: Index): string {
  const name = id.kind === 'cost' ? costLatex : tensorLatex(id, notation)
  const indices = indicesOf<Index>(id.kind, row, column)
  return indices.length === 0 ? name : `${name}[${indices.join(',')}]`
}

export const cellLatex = (cell: CellId, notation: Notation): string =>
  entryLatex(cell, notation, cell.row + 1, cell.column + 1)

/** A name for programs: `dI1` is ∂cost/∂i1 in both notations' letters. */
export function programName({ kind, layer }: TensorId, notation: Notation): string {
  const { i, o } = letters[notation]
  switch (kind) {
    case 'inputs':
      return 'X'
    case 'targets':
      return 'Y'
    case 'cost':
      return 'sample_cost'
    case 'batchCost':
      return 'cost'
    case 'weights':
      return `W${layer}`
    case 'bias':
      return `b${layer}`
    case 'weightsAfter':
      return `W${layer}_after`
    case 'biasAfter':
      return `b${layer}_after`
    case 'i':
      return `${i}${layer}`
    case 'o':
      return layer === 0 ? 'X' : `${o}${layer}`
    case 'dO':
      return `d${o}${layer}`
    case 'dI':
      return `d${i}${layer}`
    case 'dW':
      return `dW${layer}`
    case 'db':
      return `db${layer}`
  }
}
