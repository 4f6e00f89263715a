/** The settings of runs as columns, a cell a run. Pure. */
import type { Experiment } from '../../../../src-worker/spec/experiment'
import type { PresentRun } from '../../runs/presentRuns'
import { isSame } from '../../trainer/isSame'
import type { SettingWords } from '../differences'
import { listChanges, type SettingChanges } from './settingChanges'
import { describeChange } from './shortDifference'

/** Those looked at most come first; the rest in the order of the experiment. */
const first = [
  'training.optimizer.name',
  'training.optimizer.learningRate',
  'training.batchSize',
  'network.layers',
  'training.cost',
  'training.l1',
  'training.l2',
  'network.initialization.kind',
  'network.initialization.seed',
  'training.seed',
]
const leftOut: ReadonlySet<string> = new Set(['format', 'version', 'name'])

export interface SettingCell {
  text: string
  /** As it is in the experiment. */
  value: unknown
  /** Whether it was changed during the run. */
  changed: boolean
}

export interface SettingColumn {
  path: string
  label: string
  /** In the order of the runs. */
  cells: SettingCell[]
  /** Whether the runs are not all the same here. */
  differs: boolean
}

/** What the settings of a run were. */
export type Course = Pick<PresentRun, 'number' | 'experiment' | 'events'>

/**
 * The courses as before where nothing is new about them: experiments can hold whole tables, which are not compared
 * again with every frame of a run.
 */
export function keepCourses(before: Course[] | undefined, runs: readonly Course[]): Course[] {
  const isKept = (now: Course, at: number): boolean => {
    const was = before?.[at]
    return (
      was?.number === now.number &&
      was.experiment === now.experiment &&
      was.events.length === now.events.length &&
      was.events.at(-1)?.update === now.events.at(-1)?.update
    )
  }
  if (before?.length === runs.length && runs.every(isKept)) return before
  return runs.map(({ number, experiment, events }) => ({ number, experiment, events }))
}

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

export function createSettingColumns(
  runs: readonly Pick<Course, 'experiment' | 'events'>[],
  words: SettingWords,
): SettingColumn[] {
  const all = runs.map(({ experiment, events }) => ({
    settings: listSettings(experiment),
    changes: listChanges(events),
  }))
  const paths = new Set(all.flatMap(({ settings }) => [...settings.keys()]))
  const ordered = [
    ...first.filter((path) => paths.has(path)),
    ...[...paths].filter((p) => !first.includes(p)),
  ]
  return ordered.map((path) => {
    const cells = all.map(({ settings, changes }) => createCell(path, settings.get(path), changes, words))
    return { path, label: words.labelOf(path), cells, differs: cells.some((cell) => differ(cell, cells[0]!)) }
  })
}

function createCell(path: string, value: unknown, changes: SettingChanges, words: SettingWords): SettingCell {
  const values = changes.get(path)
  if (values === undefined) return { text: words.valueOf(path, value), value, changed: false }
  return { text: describeChange(path, values, words), value, changed: true }
}

/** One that was changed on its way differs from one that was not. */
export const differ = (a: SettingCell, b: SettingCell): boolean =>
  !isSame(a.value, b.value) || ((a.changed || b.changed) && a.text !== b.text)
