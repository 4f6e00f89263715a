/**
 * One thing that is wrong with an input, in the terms of the person who wrote it.
 * `path` is the place in the document, as in `training.optimizer.learningRate` or `data.source.inputs[16][0]`.
 */
export interface Problem {
  path: string
  expected: string
  actual: string
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

/** The one line a person reads: place, what was expected, what was found. */
export function formatProblem(problem: Problem): string {
  const place = problem.path === '' ? '' : `${problem.path}: `
  return `${place}expected ${problem.expected}, found ${problem.actual}`
}
