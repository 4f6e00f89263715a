/** A combination of settings in words: for its cell, for a screen reader, for the side panel. */
import { useI18n } from 'vue-i18n'
import { parseSettingPath } from '../../../../src-worker/spec/settingPath'
import type { ScoredCell } from '../../../../src-worker/sweep/scores'
import { formatCount } from '../../ui/formatNumber'
import { useSettingWords } from '../useSettingWords'
import type { SweepTableView } from './useSweepTable'

/** What a cell shows beside its number, or instead of it. */
export type CellState = 'waiting' | 'going' | 'failed' | 'diverged' | 'unreached' | 'scored'

export interface CellWords {
  /** "Learning rate 0.3, Batch size 8" */
  settingsOf(cell: ScoredCell): string
  stateOf(cell: ScoredCell): CellState
  /** Number or word in the cell. */
  textOf(cell: ScoredCell): string
  /** The whole of it. */
  describe(cell: ScoredCell): string
  /** Whether its settings are those of the experiment that is varied. */
  isBase(cell: ScoredCell): boolean
  /** 0 to 1 over the runs of the cell that have not ended; null while none of them goes. */
  shareOf(cell: ScoredCell): number | null
}

export function useCellWords(table: SweepTableView): CellWords {
  const { t } = useI18n()
  const words = useSettingWords()

  function settingsOf({ settings }: ScoredCell): string {
    const vary = table.shown.value?.sweep.vary ?? []
    const parts = vary.map(({ path }, at) => `${words.labelOf(path)} ${words.valueOf(path, settings[at])}`)
    return parts.length === 0 ? t('sweeps.allSeeds') : parts.join(', ')
  }

  function shareOf({ runs, ended }: ScoredCell): number | null {
    const going = table.progress.value?.going
    const shares = runs.flatMap(({ key }) => (going?.has(key) ? [going.get(key) ?? 0] : []))
    if (shares.length === 0) return null
    return (ended + shares.reduce((sum, share) => sum + share, 0)) / runs.length
  }

  const countFailed = ({ runs }: ScoredCell): number =>
    runs.filter(({ key }) => table.progress.value?.failures.has(key)).length

  function stateOf(cell: ScoredCell): CellState {
    if (Number.isFinite(cell.value)) return 'scored'
    if (cell.ended > 0 && !Number.isNaN(cell.value))
      return table.score.value.result === 'updates' && cell.diverged < cell.ended ? 'unreached' : 'diverged'
    if (countFailed(cell) > 0) return 'failed'
    return shareOf(cell) === null ? 'waiting' : 'going'
  }

  function textOf(cell: ScoredCell): string {
    const state = stateOf(cell)
    if (state === 'scored') return table.format(cell.value)
    return state === 'waiting' || state === 'going' ? '' : t(`sweeps.states.${state}`)
  }

  const isBase = ({ settings }: ScoredCell): boolean => {
    const { vary = [], base } = table.shown.value?.sweep ?? {}
    return vary.length > 0 && vary.every(({ path }, at) => readSetting(base, path) === settings[at])
  }

  function describe(cell: ScoredCell): string {
    const state = stateOf(cell)
    const { runs, ended, diverged, rank } = cell
    const failed = countFailed(cell)
    return [
      settingsOf(cell),
      isBase(cell) ? t('sweeps.baseMark') : '',
      state === 'scored' ? table.format(cell.value) : t(`sweeps.states.${state}`),
      rank === null ? '' : t('sweeps.rankShort', { rank: formatCount(rank) }),
      diverged > 0 ? t('sweeps.divergedOf', { diverged, ended }) : '',
      failed > 0 ? t('sweeps.failedRuns', { count: failed }) : '',
      ended < runs.length ? t('sweeps.runsOf', { ended, all: runs.length }) : '',
    ]
      .filter((part) => part !== '')
      .join(', ')
  }
  return { settingsOf, stateOf, textOf, describe, isBase, shareOf }
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
