/** What the texts of an update have in common: every digit, and no text longer than a string can be. */
import { createLabError, LabFailure } from '../protocol/errors'
import type { Matrix } from '../protocol/tables'

/** Numbers that one text may hold: some 100 MB of digits. */
export const mostWrittenNumbers = 2 ** 22

/** The shortest decimal that reads back to the same bits; the sign of −0 is kept. */
export const writeExact = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

/** @throws LabFailure `unsupported` */
export function refuseTooLong(matrices: readonly Matrix[]): void {
  const numbers = matrices.reduce((sum, { values }) => sum + values.length, 0)
  if (numbers <= mostWrittenNumbers) return
  throw new LabFailure(
    createLabError(
      'unsupported',
      `This text would have ${numbers} numbers; at most ${mostWrittenNumbers} are written.`,
    ),
  )
}

/** Equal but for rounding. */
export const isNear = (a: number, b: number): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)) + 1e-15
