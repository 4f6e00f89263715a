/**
 * Point or comma between whole and fraction. A mark before exactly three digits may be a thousands mark as well
 * (`12,593`); any other place decides (`7,9`, `0,125`, `1234,567`), and so do two kinds of marks or two groups
 * (`1,234.5`, `1.234.567`).
 */
import type { TableRemark } from '../protocol/tables'
import type { DecimalMark } from './cell'
import type { Work } from './work'

type AmbiguousMark = Omit<Extract<TableRemark, { kind: 'ambiguousMark' }>, 'kind' | 'column'>

export interface FoundDecimal {
  decimal: DecimalMark
  /** Columns with marks that nothing in the file decides, by position. */
  ambiguous: Map<number, AmbiguousMark>
}

/** Cells that decide; so many more on one side, and the rest is not looked at. */
const enough = 1000
const piece = 8192

const ambiguous = /^[+-]?[1-9]\d{0,2}([.,])\d{3}$/
/** Mark and fraction, with or without an exponent. */
const single = /^[+-]?\d*([.,])\d*(?:[eE][+-]?\d+)?$/
const grouped = /^[+-]?[1-9]\d{0,2}(?:(?:,\d{3})+(\.)\d*|(?:\.\d{3})+(,)\d*|(?:,\d{3}){2,}|(?:\.\d{3}){2,})$/

/**
 * @param cell without surrounding spaces.
 * @returns the decimal mark that this cell shows; `ambiguous` when its one mark may be either; null when it shows none.
 */
export function judgeMark(cell: string): DecimalMark | 'ambiguous' | null {
  if (ambiguous.test(cell)) return 'ambiguous'
  const mark = /\d/.test(cell) ? single.exec(cell)?.[1] : undefined
  if (mark !== undefined) return mark as DecimalMark
  const groups = grouped.exec(cell)
  if (groups === null) return null
  return (groups[1] ?? groups[2] ?? (cell.includes(',') ? '.' : ',')) as DecimalMark
}

/**
 * The mark that more cells of the whole table show; a point when none does.
 * @param records without the delimiter's own marks: a comma between commas stands in quotes.
 */
export function* detectDecimal(records: readonly string[][]): Work<FoundDecimal> {
  const unclear = new Map<number, AmbiguousMark>()
  let commas = 0
  let decided = false
  for (let r = 0; r < records.length && Math.abs(commas) < enough; r++) {
    const record = records[r]!
    for (let c = 0; c < record.length; c++) {
      const cell = record[c]!
      if (!cell.includes('.') && !cell.includes(',')) continue
      const judged = judgeMark(cell)
      if (judged === 'ambiguous') {
        if (!unclear.has(c)) unclear.set(c, { cell, mark: cell.includes(',') ? ',' : '.' })
      } else if (judged !== null) {
        commas += judged === ',' ? 1 : -1
        decided = true
      }
    }
    if (r % piece === piece - 1) yield r / records.length
  }
  return { decimal: commas > 0 ? ',' : '.', ambiguous: decided ? new Map() : unclear }
}
