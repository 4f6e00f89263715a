/** The building blocks of the schemas: each says in its message what it expects. */
import * as v from 'valibot'
import { limits } from './limits'
import { formatPhrase, phrase, type Phrase } from './phrases'

const said = new Map<string, Phrase>()

/** The message of a check, which valibot knows only as a text: its kind is found again by it. */
export function say(kind: Phrase['kind'], values: Phrase['values'] = {}): string {
  const text = formatPhrase(phrase(kind, values))
  said.set(text, phrase(kind, values))
  return text
}

/** @returns the text itself where no check of the lab's own says it */
export const findSaid = (text: string): Phrase | string => said.get(text) ?? text

export const finite = v.pipe(v.number(say('finite')), v.finite(say('finite')))
export const positive = v.pipe(
  finite,
  v.check((x) => x > 0, say('above', { least: 0 })),
)
export const notNegative = v.pipe(finite, v.minValue(0, say('atLeast', { least: 0 })))
export const share = v.pipe(finite, v.minValue(0, say('share')), v.maxValue(1, say('share')))
export const fraction = v.pipe(
  finite,
  v.check((x) => x >= 0 && x < 1, say('fraction')),
)
/** What may be counted, by its phrase. */
type Counted = 'units' | 'epochs' | 'updates' | 'samples' | 'rows' | 'seeds' | 'combinations'

export const positiveCount = (what: Counted, most: number = Number.MAX_SAFE_INTEGER) => {
  const expected =
    most === Number.MAX_SAFE_INTEGER
      ? say('countFrom', { what: phrase(what) })
      : say('countTo', { what: phrase(what), most })
  return v.pipe(v.number(expected), v.integer(expected), v.minValue(1, expected), v.maxValue(most, expected))
}
export const seedExpected = say('seed', { most: 2 ** 32 - 1 })
export const seed = v.optional(
  v.pipe(
    v.number(seedExpected),
    v.integer(seedExpected),
    v.minValue(0, seedExpected),
    v.maxValue(2 ** 32 - 1, seedExpected),
  ),
  1,
)
export const flag = (fallback: boolean) => v.optional(v.boolean(say('flag')), fallback)
export const text = v.pipe(
  v.string(say('text')),
  v.minLength(1, say('textNotEmpty')),
  v.maxLength(limits.nameLength, say('textTo', { most: limits.nameLength })),
)
export const oneOf = <const Names extends readonly string[]>(names: Names) =>
  v.picklist(names, say('oneOf', { names }))
export const row = v.pipe(
  v.array(finite, say('row')),
  v.minLength(1, say('rowNotEmpty')),
  v.maxLength(limits.columns, say('rowTo', { most: limits.columns })),
)
export const rows = v.pipe(
  v.array(row, say('rowList')),
  v.minLength(1, say('someRow')),
  v.maxLength(limits.rows, say('rowsTo', { most: limits.rows })),
)
