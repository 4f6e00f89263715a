/** A derivation's terms as lines of text, numbers put in: `+ 1 · (−0.004609)`. */
import { formatStyled, type NumberStyle } from '../../../../src-worker/notation/numbers'
import { isGradient } from '../../../../src-worker/notation/tensorIds'
import type { CellId, Derivation, Region } from '../../../../src-worker/protocol/microscope'
import { tensorName, indicesOf, type Notation } from '../../../../src-worker/notation/tensorNames'

export const mostLines = 12

/** Rules whose terms are products of two lists: they read best one a line. */
export const isSum = ({ rule }: Derivation): boolean =>
  [
    'preactivation',
    'outputGradient',
    'weightGradient',
    'biasGradient',
    'batchCost',
    'softmaxGradient',
    'parameterUpdate',
  ].includes(rule)

export function writeTermLines({ terms }: Derivation, style: NumberStyle): string[] {
  return terms
    .filter(({ label }) => label.kind !== 'others')
    .slice(0, mostLines)
    .map(
      ({ factors }, index) =>
        `${index === 0 ? '= ' : '+ '} ${factors.map((factor, k) => (k === 0 && index === 0 ? formatStyled(factor, style) : writeFactor(factor, style))).join(' · ')}`,
    )
}

/** A negative factor stands in brackets, unless it comes first. */
export function writeFactor(value: number, style: NumberStyle): string {
  const text = formatStyled(value, style)
  return value < 0 ? `(${text})` : text
}

/** Terms that have no line of their own. */
export function countLeft({ terms }: Derivation): number {
  const own = terms.filter(({ label }) => label.kind !== 'others').length
  const folded = terms.reduce((sum, { label }) => sum + (label.kind === 'others' ? label.count : 0), 0)
  return Math.max(0, own - mostLines) + folded
}

/** Beyond rounding: only a planted fault makes the terms of a cell miss its value. */
export function missesValue({ value, sum, terms }: Derivation): boolean {
  const size = terms.reduce((total, term) => total + Math.abs(term.value), Math.abs(value))
  return Math.abs(value - sum) > 1e-9 * size
}

/** The sign of a gradient cell in words: what raising the quantity does to the cost; null for a value cell. */
export function directionOf({ cell, value }: Derivation): 'raises' | 'lowers' | 'flat' | null {
  if (!isGradient(cell.kind) || Number.isNaN(value)) return null
  if (value === 0) return 'flat'
  return value > 0 ? 'raises' : 'lowers'
}

/** `i2[1, 1…3]`: a region by its tensor and indices from 1. */
export function regionName({ tensor: id, rows, columns }: Region, notation: Notation): string {
  const span = ([first, last]: [number, number]) =>
    first === last ? String(first + 1) : `${first + 1}…${last + 1}`
  const indices = indicesOf(id.kind, span(rows), span(columns))
  const name = tensorName(id, notation)
  return indices.length === 0 ? name : `${name}[${indices.join(', ')}]`
}

/** The cell that following a way leads to. */
export const firstCell = ({ tensor: id, rows, columns }: Region): CellId => ({
  kind: id.kind,
  layer: id.layer,
  row: rows[0],
  column: columns[0],
})
