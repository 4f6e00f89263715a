/** Numbers and arrays as Python reads them, every digit. */
import type { Matrix } from '../protocol/tables'
import { sliceRow } from './step'
import { writeExact } from './stepText'

/** Always a float: a whole number gets its point. */
export function writePythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'np.nan'
  if (!Number.isFinite(value)) return value > 0 ? 'np.inf' : '-np.inf'
  const text = writeExact(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}

/** `(4, 3)` */
export const writeShape = ({ rows, columns }: Pick<Matrix, 'rows' | 'columns'>): string =>
  `(${rows}, ${columns})`

/** Two dimensions always, a line a row. */
export function writeArray(matrix: Matrix): string {
  const rows = Array.from(
    { length: matrix.rows },
    (_, row) => `[${Array.from(sliceRow(matrix, row), writePythonNumber).join(', ')}]`,
  )
  return rows.length === 1 ? `np.array([${rows[0]}])` : `np.array([\n    ${rows.join(',\n    ')},\n])`
}

/** Zeros by their shape. */
export const writeGivenArray = (matrix: Matrix): string =>
  matrix.values.every((value) => value === 0) ? `np.zeros(${writeShape(matrix)})` : writeArray(matrix)
