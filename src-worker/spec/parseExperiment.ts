import * as v from 'valibot'
import { experimentSchema, type Experiment } from './experiment'
import { findContradictions } from './contradictions'
import { findSaid } from './fields'
import { phrase } from './phrases'
import { explain, fail, sayValue, succeed, type Problem, type Result } from './problem'

/**
 * Reads an experiment from plain data: fills the defaults, refuses what does not fit.
 * @returns the experiment, or every problem found, each with its place.
 */
export function parseExperiment(value: unknown): Result<Experiment, Problem[]> {
  const parsed = v.safeParse(experimentSchema, value)
  if (!parsed.success) return fail(parsed.issues.map(toProblem))
  const contradictions = findContradictions(parsed.output)
  return contradictions.length === 0 ? succeed(parsed.output) : fail(contradictions)
}

/** @returns the places of fields that the schema does not know, one an object. */
export function findUnknownFields(value: unknown): unknown[][] {
  const { issues = [] } = v.safeParse(experimentSchema, value)
  return issues.filter(isUnknownField).map((issue) => issue.path?.map((step) => step.key) ?? [])
}

/** `data.source.inputs[16][0]` from valibot's list of steps. */
export function formatPath(steps: readonly unknown[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`
    return path === '' ? String(step) : `${path}.${String(step)}`
  }, '')
}

export function toProblem(issue: v.BaseIssue<unknown>): Problem {
  const steps = issue.path?.map((step) => step.key) ?? []
  const path = formatPath(steps)
  if (isUnknownField(issue)) {
    const name = JSON.stringify(String(steps.at(-1)))
    return explain(path, phrase('noSuchField'), phrase('unknownField', { name }))
  }
  const missing = issue.type === 'strict_object' && issue.input === undefined
  return explain(path, missing ? phrase('thisField') : findSaid(issue.message), sayValue(issue.input))
}

const isUnknownField = (issue: v.BaseIssue<unknown>): boolean =>
  issue.type === 'strict_object' && issue.expected === 'never'

/** Reads the data part of an experiment alone, for a look before a network exists. */
export function parseData(value: unknown): Result<Experiment['data'], Problem[]> {
  const parsed = v.safeParse(experimentSchema.entries.data, value)
  return parsed.success ? succeed(parsed.output) : fail(parsed.issues.map(toProblem))
}
