/**
 * What one cell of a table can be: missing, a number, or a text.
 * A lone point is the missing mark of SAS and Stata; the penguins' file has one.
 */
const missingMarks = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', '?', '.'])

export type DecimalMark = '.' | ','

const withPoint = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const withComma = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/

/** @param cell without surrounding spaces. */
export const isMissing = (cell: string): boolean => missingMarks.has(cell)

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
