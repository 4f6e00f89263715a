/** Combinations of settings in words. What stays the same of them is written once. */
import { parseSettingPath } from '../../../../src-worker/spec/settingPath'
import type { Sweep } from '../../../../src-worker/spec/sweep'
import type { Score, ScoredCell } from '../../../../src-worker/sweep/scores'
import { formatCount } from '../../ui/formatNumber'
import type { SettingWords } from '../differences'

/** What a cell shows beside its number, or instead of it. */
export type CellState = 'waiting' | 'going' | 'failed' | 'diverged' | 'unreached' | 'scored'

export interface CellTexts {
  /** "Learning rate 0.3, Batch size 8" */
  settingsOf(cell: ScoredCell): string
  stateOf(cell: ScoredCell, isGoing: boolean): CellState
  /** Number or word in the cell. */
  textOf(cell: ScoredCell, isGoing: boolean): string
  /** The whole of it. @param rank null to leave it out */
  describe(cell: ScoredCell, isGoing: boolean, rank: number | null): string
  /** Whether its settings are those of the experiment that is varied. */
  isBase(cell: ScoredCell): boolean
  /** Whether some of its runs diverged or failed, though it has a number. */
  hasMark(cell: ScoredCell): boolean
}

export interface CellTextParts {
  t(key: string, named?: Record<string, unknown>): string
  words: SettingWords
  sweep: Pick<Sweep, 'vary' | 'base'>
  score: Score
  format(value: number): string
}

export function createCellTexts({ t, words, sweep, score, format }: CellTextParts): CellTexts {
  const axes = sweep.vary.map(({ path }) => ({
    path,
    label: words.labelOf(path),
    base: readSetting(sweep.base, path),
  }))
  const settings = new Map<number, string>()

  function settingsOf(cell: ScoredCell): string {
    const known = settings.get(cell.cell)
    if (known !== undefined) return known
    const parts = axes.map(({ path, label }, at) => `${label} ${words.valueOf(path, cell.settings[at])}`)
    const text = parts.length === 0 ? t('sweeps.allSeeds') : parts.join(', ')
    settings.set(cell.cell, text)
    return text
  }

  function stateOf({ value, ended, diverged, failed }: ScoredCell, isGoing: boolean): CellState {
    if (Number.isFinite(value)) return 'scored'
    if (ended > 0 && !Number.isNaN(value))
      return score.result === 'updates' && diverged < ended ? 'unreached' : 'diverged'
    if (failed > 0) return 'failed'
    return isGoing ? 'going' : 'waiting'
  }

  function textOf(cell: ScoredCell, isGoing: boolean): string {
    const state = stateOf(cell, isGoing)
    if (state === 'scored') return format(cell.value)
    return state === 'waiting' || state === 'going' ? '' : t(`sweeps.states.${state}`)
  }

  const isBase = (cell: ScoredCell): boolean =>
    axes.length > 0 && axes.every(({ base }, at) => base === cell.settings[at])

  function describe(cell: ScoredCell, isGoing: boolean, rank: number | null): string {
    const state = stateOf(cell, isGoing)
    const { runs, ended, diverged, failed } = cell
    return [
      settingsOf(cell),
      isBase(cell) ? t('sweeps.baseMark') : '',
      state === 'scored' ? format(cell.value) : t(`sweeps.states.${state}`),
      rank === null ? '' : t('sweeps.rankShort', { rank: formatCount(rank) }),
      diverged > 0 ? t('sweeps.divergedOf', { diverged, ended }) : '',
      failed > 0 ? t('sweeps.failedRuns', { count: failed }) : '',
      ended < runs.length ? t('sweeps.runsOf', { ended, all: runs.length }) : '',
    ]
      .filter((part) => part !== '')
      .join(', ')
  }

  const hasMark = ({ value, diverged, failed }: ScoredCell): boolean =>
    Number.isFinite(value) && (diverged > 0 || failed > 0)
  return { settingsOf, stateOf, textOf, describe, isBase, hasMark }
}

/** Undefined where there is no such setting. */
function readSetting(base: unknown, path: string): unknown {
  return (parseSettingPath(path) ?? []).reduce<unknown>(
    (part, step) =>
      typeof part === 'object' && part !== null
        ? (part as Record<string | number, unknown>)[step]
        : undefined,
    base,
  )
}
