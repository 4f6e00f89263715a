import type { ParameterEdit, RunEvent, TrainingPatch } from '../protocol/trainerApi'
import type { Experiment, TrainingSettings } from '../spec/experiment'
import { nameParameter } from './setParameter'
import { parseExperiment } from '../spec/parseExperiment'
import { fail, succeed, type Problem, type Result } from '../spec/problem'

/** Applies a patch to an experiment, through the schema; answers an event for each change that the trajectory feels. */
export function patchExperiment(
  experiment: Experiment,
  patch: TrainingPatch,
  update: number,
): Result<{ experiment: Experiment; events: RunEvent[] }, Problem[]> {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  const parsed = parseExperiment({ ...experiment, training: { ...experiment.training, ...given } })
  if (!parsed.ok) return fail(parsed.error)
  const fields = Object.keys(given) as (keyof TrainingPatch)[]
  const events = fields.flatMap((field) => {
    const before = describeSetting(field, experiment.training)
    const after = describeSetting(field, parsed.value.training)
    return before === after || field === 'stop' ? [] : [{ update, field, before, after }]
  })
  return succeed({ experiment: parsed.value, events })
}

export const createEditEvent = (update: number, edit: ParameterEdit, before: number): RunEvent => ({
  update,
  field: 'parameter',
  place: nameParameter(edit),
  before: String(before),
  after: String(edit.value),
})

/** A setting in few words, the same in every language: names and numbers. */
export function describeSetting(field: keyof TrainingPatch, training: TrainingSettings): string {
  const value = training[field]
  if (value === null || typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, part]) => (name === 'name' || name === 'kind' ? String(part) : `${name} ${String(part)}`))
    .join(', ')
}
