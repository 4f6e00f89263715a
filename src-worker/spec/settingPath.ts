/** A setting's place in an experiment, as `training.optimizer.learningRate` or `network.layers[0].units`. */
import { formatPath } from './parseExperiment'
import { phrase } from './phrases'
import { explain, fail, sayValue, succeed, type Problem, type Result } from './problem'

/** Fields by name, members of a list by number from 0. */
export type SettingSteps = (string | number)[]

/**
 * Where one name decides which fields stand beside it. A part that an experiment leaves out has the kind of its
 * defaults, and nothing else of them.
 */
export const kindFields = [
  'training.optimizer.name',
  'training.schedule.kind',
  'network.initialization.kind',
  'data.source.kind',
] as const

const pathForm = /^[^.[\]]+(\.[^.[\]]+|\[(0|[1-9]\d{0,8})\])*$/

/** @returns the steps, or null for what is no path. */
export function parseSettingPath(path: string): SettingSteps | null {
  if (!pathForm.test(path)) return null
  return path.split('.').flatMap((part) => {
    const [name, ...places] = part.split('[')
    return [name!, ...places.map((place) => Number.parseInt(place, 10))]
  })
}

/** @returns whether plain data holds a value at that place. */
export function hasSetting(value: unknown, steps: SettingSteps): boolean {
  let at: unknown = value
  for (const step of steps) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return false
    at = (at as Record<string | number, unknown>)[step]
  }
  return true
}

/**
 * A copy of plain data with one setting; what leads to it is made where it is absent.
 * @param defaults the same data with every default, for the kind of a part that is absent
 * @returns the copy, or what stands in the way
 */
export function withSetting(
  value: unknown,
  steps: SettingSteps,
  setting: unknown,
  defaults: unknown,
  place: SettingSteps = [],
): Result<unknown, Problem> {
  const [step, ...rest] = steps
  if (step === undefined) return succeed(setting)
  const around = value === undefined ? createPart(defaults, place) : value
  if (typeof step === 'number' ? !Array.isArray(around) : !isPlainObject(around)) {
    const expected =
      typeof step === 'number' ? phrase('list') : phrase('objectWith', { name: JSON.stringify(step) })
    return fail(explain(formatPath(place), expected, sayValue(value)))
  }
  const fields = around as Record<string | number, unknown>
  const known = Object.hasOwn(fields, step)
  if (typeof step === 'number' && !known) {
    const { length } = around as unknown[]
    return fail(explain(formatPath(place), phrase('placeBelow', { count: length }), `[${step}]`))
  }
  const inner = withSetting(known ? fields[step] : undefined, rest, setting, readField(defaults, step), [
    ...place,
    step,
  ])
  if (!inner.ok) return inner
  if (Array.isArray(around)) return succeed(around.map((member, at) => (at === step ? inner.value : member)))
  return succeed({ ...fields, [step]: inner.value })
}

/** A copy of plain data without the field at that place, which must be there. */
export function withoutField(value: unknown, [step, ...rest]: SettingSteps): unknown {
  if (Array.isArray(value))
    return value.map((member: unknown, at) => (at === step ? withoutField(member, rest) : member))
  const fields = value as Record<string, unknown>
  if (rest.length > 0) return { ...fields, [step!]: withoutField(fields[step!], rest) }
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== step))
}

function createPart(defaults: unknown, place: SettingSteps): unknown {
  const path = formatPath(place)
  const kind = kindFields.find((field) => field.slice(0, field.lastIndexOf('.')) === path)
  const field = kind?.slice(path.length + 1)
  return field === undefined ? {} : { [field]: readField(defaults, field) }
}

const readField = (value: unknown, step: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (value as Record<string | number, unknown>)[step]
    : undefined

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
