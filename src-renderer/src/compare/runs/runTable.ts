/** Settings and results of runs as a table. Pure; the words for people come from whoever asks. */
import { measureNames, type Measures } from '../../../../src-worker/protocol/sweeps'
import type { PresentRun } from '../../runs/presentRuns'
import { formatPercent, formatValue } from '../../ui/formatNumber'
import type { SettingWords } from '../differences'
import type { Course } from './courses'
import { createSettingColumns, differ } from './settingColumns'

export const stages = ['final', 'best'] as const
export type ResultId = `${(typeof stages)[number]}.${keyof Measures}`
/** Costs and accuracies, last and best; what no run has is left out. */
export const resultIds: readonly ResultId[] = measureNames.flatMap((measure) =>
  stages.map((stage) => `${stage}.${measure}` as const),
)

export interface TableColumn {
  /** Path of a setting, or of a result as in `best.validationCost`. */
  id: string
  label: string
  isResult: boolean
}

export interface TableCell {
  text: string
  /** Epoch of the best value; null in every other cell. */
  epoch: number | null
  /** From the baseline. */
  differs: boolean
  /** Of all runs of the table. */
  best: boolean
  /** What rows are sorted by. */
  order: number | string
}

export interface TableRow {
  run: PresentRun
  cells: TableCell[]
}

export interface RunTable {
  columns: TableColumn[]
  rows: TableRow[]
}

/** Columns of settings, a cell a run. */
export type SettingPart = { id: string; label: string; cells: TableCell[] }[]

/** @param baseline may be one that is not among the runs */
export function createSettingPart(
  runs: readonly Course[],
  baseline: Course | undefined,
  choice: 'all' | 'differing',
  words: SettingWords,
): SettingPart {
  const measured = baseline === undefined ? runs : [...runs, baseline]
  return createSettingColumns(measured, words)
    .filter((column) => choice === 'all' || column.differs)
    .map(({ path, label, cells }) => {
      const base = cells.at(-1)!
      return {
        id: path,
        label,
        cells: cells.slice(0, runs.length).map((cell) => ({
          text: cell.text,
          epoch: null,
          differs: baseline !== undefined && differ(cell, base),
          best: false,
          order: typeof cell.value === 'number' ? cell.value : cell.text,
        })),
      }
    })
}

/** @param settings of the same runs in the same order */
export function createRunTable(
  runs: readonly PresentRun[],
  settings: SettingPart,
  nameResult: (id: ResultId) => string,
): RunTable {
  const results = resultIds.filter((id) => runs.some((run) => Number.isFinite(readResult(run, bestOf(id)))))
  const marks = new Map(results.map((id) => [id, findBest(runs, id)]))
  return {
    columns: [
      ...settings.map(({ id, label }) => ({ id, label, isResult: false })),
      ...results.map((id) => ({ id, label: nameResult(id), isResult: true })),
    ],
    rows: runs.map((run, r) => ({
      run,
      cells: [
        ...settings.map(({ cells }) => cells[r]!),
        ...results.map((id) => createResult(run, id, marks.get(id)!)),
      ],
    })),
  }
}

const splitId = (id: ResultId) => id.split('.') as ['final' | 'best', keyof Measures]
const bestOf = (id: ResultId): ResultId => `best.${splitId(id)[1]}`
const isAccuracy = (id: ResultId): boolean => /accuracy$/i.test(id)

/** NaN where the run has no such number. */
export function readResult(run: PresentRun, id: ResultId): number {
  const [stage, measure] = splitId(id)
  return run[stage][measure]
}

/** NaN where fewer than two runs have a number: nothing is best alone. */
function findBest(runs: readonly PresentRun[], id: ResultId): number {
  const values = runs.map((run) => readResult(run, id)).filter(Number.isFinite)
  if (values.length < 2) return NaN
  return isAccuracy(id) ? Math.max(...values) : Math.min(...values)
}

function createResult(run: PresentRun, id: ResultId, best: number): TableCell {
  const value = readResult(run, id)
  const [stage, measure] = splitId(id)
  const epoch = stage === 'best' && Number.isFinite(value) ? run.bestEpoch[measure] : null
  return {
    text: isAccuracy(id) ? formatPercent(value) : formatValue(value),
    epoch,
    differs: false,
    best: value === best,
    order: value,
  }
}

export interface TableSort {
  /** Of a column; `run` for the number of the run. */
  id: string
  descending: boolean
}

/** Numbers before words, what is no number last in either direction; rows that are alike by their number. */
export function sortRows({ columns, rows }: RunTable, { id, descending }: TableSort): TableRow[] {
  const at = columns.findIndex((column) => column.id === id)
  const sign = descending ? -1 : 1
  const orderOf = (row: TableRow): number | string => (at < 0 ? row.run.number : row.cells[at]!.order)
  return [...rows].sort((a, b) => compareOrders(orderOf(a), orderOf(b), sign) || a.run.number - b.run.number)
}

function compareOrders(a: number | string, b: number | string, sign: 1 | -1): number {
  const [lacksA, lacksB] = [Number.isNaN(a), Number.isNaN(b)]
  if (lacksA || lacksB) return Number(lacksA) - Number(lacksB)
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
  if (typeof a === typeof b) return sign * String(a).localeCompare(String(b))
  return typeof a === 'number' ? -sign : sign
}
