/**
 * How this folder says that a file is bad. Inside, a `decode…` function throws the fault as a LabFailure whose
 * place is relative to what it was given; an outer decoder adds its own place with `within`. What the rest of the
 * worker calls is a `read…` or `inspect…` function, and that answers a Result.
 */
import { createLabError, LabFailure, type LabError } from '../protocol/errors'
import { phrase, type Phrase } from '../spec/phrases'
import { explain, fail, formatProblem, succeed, type Problem, type Result, type Said } from '../spec/problem'

/** A person reads a few problems, not ten thousand. */
const mostProblems = 20

/** @param actual what was found: a phrase, or anything written out. */
export const createProblem = (path: string, expected: Said, actual: unknown): Problem =>
  explain(path, expected, isSaid(actual) ? actual : String(actual))

const isSaid = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && 'kind' in value && 'values' in value

export const sayNames = (names: readonly string[]): Phrase => phrase('nameList', { names })

/** @throws LabFailure always, with this one problem. */
export function refuseFile(path: Said, expected: Said, actual: Said): never {
  throw refusal([explain(path, expected, actual)])
}

/** @throws LabFailure always, with these problems, of which there is at least one. */
export function refuseAll(problems: readonly Problem[]): never {
  throw refusal(problems)
}

/** Runs a decoder and puts `place` (an entry's name, or a phrase) before the path of whatever it refuses. */
export function within<Value>(place: string | Phrase, decode: () => Value): Value {
  try {
    return decode()
  } catch (failure) {
    throw addPlace(place, failure)
  }
}

/** As `within`, for a decoder that waits for a digest. */
export async function withinLater<Value>(place: string, decode: () => Promise<Value>): Promise<Value> {
  try {
    return await decode()
  } catch (failure) {
    throw addPlace(place, failure)
  }
}

function addPlace(place: string | Phrase, failure: unknown): unknown {
  if (!(failure instanceof LabFailure)) return failure
  return refusal(failure.detail.problems.map((problem) => placeWithin(place, problem)))
}

/** What a decoder refuses becomes a value that names the file; a bug stays thrown. */
export function catchFault<Value>(fileName: string, decode: () => Value): Result<Value, LabError> {
  try {
    return succeed(decode())
  } catch (failure) {
    return fail(toFileError(fileName, failure))
  }
}

/** As `catchFault`, for a decoder that waits for a digest. */
export async function catchFaultLater<Value>(
  fileName: string,
  decode: () => Promise<Value>,
): Promise<Result<Value, LabError>> {
  try {
    return succeed(await decode())
  } catch (failure) {
    return fail(toFileError(fileName, failure))
  }
}

function placeWithin(outer: string | Phrase, problem: Problem): Problem {
  const inner = problem.says?.path ?? problem.path
  if (typeof outer === 'string' && typeof inner === 'string')
    return { ...problem, path: joinPlaces(outer, inner) }
  const place = inner === '' ? outer : phrase('within', { outer, inner })
  const { path, says } = explain(place, '', '')
  return { ...problem, path, says: { ...problem.says, ...says } }
}

const joinPlaces = (outer: string, inner: string): string => (inner === '' ? outer : `${outer}: ${inner}`)

const refusal = (problems: readonly Problem[]): LabFailure =>
  new LabFailure(createLabError('invalidFile', summarize(problems), '', problems.slice(0, mostProblems)))

function toFileError(fileName: string, failure: unknown): LabError {
  if (!(failure instanceof LabFailure)) throw failure
  const { code, problems } = failure.detail
  return createLabError(code, joinPlaces(fileName, summarize(problems)), fileName, problems)
}

function summarize(problems: readonly Problem[]): string {
  const first = problems[0] === undefined ? 'cannot be used' : formatProblem(problems[0])
  return problems.length > 1 ? `${first} (and ${problems.length - 1} more)` : first
}
