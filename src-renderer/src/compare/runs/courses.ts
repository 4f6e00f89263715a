/** What runs were made with, and in what two of them differ. Pure. */
import type { Experiment } from '../../../../src-worker/spec/experiment'
import type { PresentRun } from '../../runs/presentRuns'
import { listEventsMade } from '../../runs/settingsMade'
import { isSame } from '../../trainer/isSame'
import { findDifferences } from '../differences'
import { startWeightsPath } from '../../i18n/settingLabels'
import { listChanges } from './settingChanges'

export interface Course extends Pick<PresentRun, 'number' | 'experiment' | 'startEdits'> {
  /** Changes that updates were made after. */
  events: PresentRun['events']
}

export const courseOf = (run: PresentRun): Course => ({
  number: run.number,
  experiment: run.experiment,
  startEdits: run.startEdits,
  events: listEventsMade(run),
})

/**
 * The courses as before where nothing is new about them: experiments can hold whole tables, which are not compared
 * again with every frame of a run.
 */
export function keepCourses(before: Course[] | undefined, runs: readonly PresentRun[]): Course[] {
  const courses = runs.map(courseOf)
  const isKept = (now: Course, at: number): boolean => {
    const was = before?.[at]
    return (
      was?.number === now.number &&
      was.experiment === now.experiment &&
      was.events.length === now.events.length &&
      was.events.at(-1)?.update === now.events.at(-1)?.update &&
      isSame(was.startEdits, now.startEdits)
    )
  }
  return before?.length === runs.length && courses.every(isKept) ? before : courses
}

const leftOut: ReadonlySet<string> = new Set(['format', 'version', 'name'])

/** Paths and values of an experiment; a list is one value. */
export function listSettings(experiment: Experiment): Map<string, unknown> {
  const settings = new Map<string, unknown>()
  collect('', experiment, settings)
  for (const path of leftOut) settings.delete(path)
  return settings
}

function collect(path: string, value: unknown, into: Map<string, unknown>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (value !== undefined) into.set(path, value)
    return
  }
  for (const [name, part] of Object.entries(value))
    collect(path === '' ? name : `${path}.${name}`, part, into)
}

/** Paths and values of all that a run is made with; start weights only where some were set by hand. */
export function listCourseSettings({
  experiment,
  startEdits,
}: Pick<Course, 'experiment' | 'startEdits'>): Map<string, unknown> {
  const settings = listSettings(experiment)
  if (startEdits.length > 0) settings.set(startWeightsPath, startEdits)
  return settings
}

/** A setting that differs, with all values that it had in turn; undefined where there is no such setting. */
export interface CourseDifference {
  path: string
  a: readonly unknown[]
  b: readonly unknown[]
}

/** Changes on the way of either run count, also where both end alike. */
export function findCourseDifferences(a: Course, b: Course): CourseDifference[] {
  const rows = new Map<string, CourseDifference>()
  const add = (path: string, left: readonly unknown[], right: readonly unknown[]): void => {
    if (!isSame(left, right)) rows.set(path, { path, a: left, b: right })
  }
  for (const { path, a: left, b: right } of findDifferences(a.experiment, b.experiment))
    add(path, [left], [right])
  const [left, right] = [listCourseSettings(a), listCourseSettings(b)]
  add(startWeightsPath, [left.get(startWeightsPath)], [right.get(startWeightsPath)])
  const [wasChanged, isChanged] = [listChanges(a.events), listChanges(b.events)]
  for (const path of new Set([...wasChanged.keys(), ...isChanged.keys()]))
    add(path, wasChanged.get(path) ?? [left.get(path)], isChanged.get(path) ?? [right.get(path)])
  return [...rows.values()]
}
