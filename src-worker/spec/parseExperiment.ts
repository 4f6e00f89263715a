import * as v from 'valibot'
import { experimentSchema, type Experiment } from './experiment'
import { findContradictions } from './contradictions'
import { describeValue, fail, succeed, type Problem, type Result } from './problem'

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
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return { path, expected: 'no such field', actual: describeField(steps.at(-1)) }
  }
  const missing = issue.type === 'strict_object' && issue.input === undefined
  return { path, expected: missing ? 'this field' : issue.message, actual: describeValue(issue.input) }
}

const describeField = (name: unknown): string => `the unknown field ${JSON.stringify(String(name))}`

/** Reads the data part of an experiment alone, for a look before a network exists. */
export function parseData(value: unknown): Result<Experiment['data'], Problem[]> {
  const parsed = v.safeParse(experimentSchema.entries.data, value)
  return parsed.success ? succeed(parsed.output) : fail(parsed.issues.map(toProblem))
}
