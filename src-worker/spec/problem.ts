import { formatPhrase, phrase, type Phrase } from './phrases'

/**
 * One thing that is wrong with an input, in the terms of the person who wrote it.
 * `path` is the place in the document, as in `training.optimizer.learningRate` or `data.source.inputs[16][0]`.
 */
export interface Problem {
  path: string
  expected: string
  actual: string
  /** The same by kinds, for other languages than English; what is not here is a name, a value, or English only. */
  says?: { path?: Phrase; expected?: Phrase; actual?: Phrase }
}

/** A phrase, or what is the same in every language: a name, a number, a shape. */
export type Said = Phrase | string | number

/** A problem with its words in English and, where they are phrases, by kind. */
export function explain(path: Said, expected: Said, actual: Said): Problem {
  const parts = Object.entries({ path, expected, actual })
  const says = Object.fromEntries(parts.filter(([, said]) => typeof said === 'object'))
  const [place, wanted, found] = parts.map(([, said]) =>
    typeof said === 'object' ? formatPhrase(said) : String(said),
  )
  const problem = { path: place!, expected: wanted!, actual: found! }
  return Object.keys(says).length === 0 ? problem : { ...problem, says }
}

/** Expected failures are values. */
export type Result<Value, Failure> = { ok: true; value: Value } | { ok: false; error: Failure }

export const succeed = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value })
export const fail = <Failure>(error: Failure): { ok: false; error: Failure } => ({ ok: false, error })

/** A value as a person would recognise it, never longer than a line. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return `a list of ${value.length}`
  return 'an object'
}

/** As `describeValue`, for other languages too. */
export function sayValue(value: unknown): Said {
  if (value === undefined) return phrase('nothing')
  if (Array.isArray(value)) return phrase('listOf', { count: value.length })
  return typeof value === 'object' && value !== null ? phrase('object') : describeValue(value)
}

/** The one line a person reads: place, what was expected, what was found. */
export function formatProblem(problem: Problem): string {
  const place = problem.path === '' ? '' : `${problem.path}: `
  return `${place}expected ${problem.expected}, found ${problem.actual}`
}
