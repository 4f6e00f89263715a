/** An article of the help as data. Words are keys of messages; formulas and code read the same in every language. */
import { letterOf, type Notation } from '../../../../src-worker/notation/tensorNames'

/** Letters of preactivation and output in the notation in use. */
export interface Letters {
  i: string
  o: string
}

export type Tex = string | ((letters: Letters) => string)

export interface FormulaRow {
  /** Key of a message that exists anyway: the name that the rail shows. */
  label: string
  tex: Tex
}

export interface EntryRow {
  /** Shown as it is: a file name, an option. */
  code: string
  /** Key of a message. */
  text: string
}

export type Block =
  | { kind: 'text'; key: string }
  | { kind: 'formula'; tex: Tex }
  | { kind: 'formulas'; rows: readonly FormulaRow[] }
  | { kind: 'code'; code: string }
  | { kind: 'entries'; rows: readonly EntryRow[] }
  | { kind: 'list'; labels: readonly string[] }
  /** The table of all shortcuts. */
  | { kind: 'shortcuts' }

export interface Article {
  /** Key of a message. */
  title: string
  /** Whether its formulas have names in two notations. */
  inNotation?: boolean
  blocks: readonly Block[]
}

export const lettersOf = (notation: Notation): Letters => ({
  i: letterOf('i', notation),
  o: letterOf('o', notation),
})

export const writeTex = (tex: Tex, letters: Letters): string => (typeof tex === 'string' ? tex : tex(letters))

export const text = (key: string): Block => ({ kind: 'text', key })
export const formula = (tex: Tex): Block => ({ kind: 'formula', tex })
