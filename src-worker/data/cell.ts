/** What one cell of a table can be: missing, a number, or a text. */
import { missingMarks } from '../spec/names'

/** Cells that say a value is missing. */
export class MissingMarks {
  private readonly marks: ReadonlySet<string>
  private readonly longest: number
  /** Those of a person that are numbers, however they are written. */
  private readonly numbers: ReadonlySet<number>

  /** @param more added to the usual ones, in whatever case. */
  constructor(more: readonly string[] = []) {
    this.marks = new Set<string>([...missingMarks, ...more.map((mark) => mark.trim().toLowerCase())])
    this.longest = Math.max(...Array.from(this.marks, ({ length }) => length))
    const numbers = more.flatMap((mark) => [parseNumber(mark.trim(), '.'), parseNumber(mark.trim(), ',')])
    this.numbers = new Set(numbers.filter((number) => number !== null))
  }

  /** @param cell without surrounding spaces. */
  has(cell: string): boolean {
    return cell.length <= this.longest && this.marks.has(cell.toLowerCase())
  }

  /** For what is a number already; NaN says it by itself. */
  hasNumber(value: number): boolean {
    return Number.isNaN(value) || (this.numbers.size > 0 && this.numbers.has(value))
  }
}

export type DecimalMark = '.' | ','

const withPoint = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const withComma = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/

/** True for what is written as a number, be it too large for one. */
export const isNumber = (cell: string, decimal: DecimalMark): boolean =>
  (decimal === '.' ? withPoint : withComma).test(cell)

/**
 * Reads a number strictly: the whole cell, no thousands marks, no other base, no Infinity.
 * @param cell without surrounding spaces.
 * @returns null when it is not a finite number.
 */
export function parseNumber(cell: string, decimal: DecimalMark): number | null {
  if (!isNumber(cell, decimal)) return null
  const value = Number(decimal === '.' ? cell : cell.replace(',', '.'))
  return Number.isFinite(value) ? value : null
}

/** JSON and tables have no infinity: what is not finite becomes null. */
export const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null)
