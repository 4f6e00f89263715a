/** The building blocks of the schemas: each says in its message what it expects. */
import * as v from 'valibot'
import { limits } from './limits'

export const finite = v.pipe(v.number('a finite number'), v.finite('a finite number'))
export const positive = v.pipe(
  finite,
  v.check((x) => x > 0, 'a number above 0'),
)
export const notNegative = v.pipe(finite, v.minValue(0, 'a number of at least 0'))
export const share = v.pipe(
  finite,
  v.minValue(0, 'a share from 0 to 1'),
  v.maxValue(1, 'a share from 0 to 1'),
)
export const fraction = v.pipe(
  finite,
  v.check((x) => x >= 0 && x < 1, 'a number from 0 up to, not including, 1'),
)
export const positiveCount = (what: string, most: number = Number.MAX_SAFE_INTEGER) => {
  const expected =
    most === Number.MAX_SAFE_INTEGER
      ? `a whole number of ${what} from 1`
      : `a whole number of ${what} from 1 to ${most}`
  return v.pipe(v.number(expected), v.integer(expected), v.minValue(1, expected), v.maxValue(most, expected))
}
export const seedExpected = `a seed: a whole number from 0 to ${2 ** 32 - 1}`
export const seed = v.optional(
  v.pipe(
    v.number(seedExpected),
    v.integer(seedExpected),
    v.minValue(0, seedExpected),
    v.maxValue(2 ** 32 - 1, seedExpected),
  ),
  1,
)
export const flag = (fallback: boolean) => v.optional(v.boolean('true or false'), fallback)
export const text = v.pipe(
  v.string('a text'),
  v.minLength(1, 'a text of at least one letter'),
  v.maxLength(limits.nameLength, `a text of at most ${limits.nameLength} letters`),
)
export const oneOf = <const Names extends readonly string[]>(names: Names) =>
  v.picklist(names, `one of ${names.join(', ')}`)
export const row = v.pipe(
  v.array(finite, 'a row: a list of numbers'),
  v.minLength(1, 'a row of at least one number'),
  v.maxLength(limits.columns, `a row of at most ${limits.columns} numbers`),
)
export const rows = v.pipe(
  v.array(row, 'a list of rows'),
  v.minLength(1, 'at least one row'),
  v.maxLength(limits.rows, `at most ${limits.rows} rows`),
)
