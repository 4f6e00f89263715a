/** The settings of runs as columns, a cell a run. Pure. */
import { isSame } from '../../trainer/isSame'
import type { SettingWords } from '../differences'
import { startWeightsPath } from '../../i18n/settingLabels'
import { listCourseSettings, type Course } from './courses'
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
  startWeightsPath,
  'training.seed',
]

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

export function createSettingColumns(runs: readonly Course[], words: SettingWords): SettingColumn[] {
  const all = runs.map((run) => ({ settings: listCourseSettings(run), changes: listChanges(run.events) }))
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
