/** The shown sweep as its views show it: combinations with their scores, and how these are coloured and written. */
import { computed, type ComputedRef } from 'vue'
import type { Experiment } from '../../../../src-worker/spec/experiment'
import { isSmallerBetter, scoreCells, type Score, type ScoredCell } from '../../../../src-worker/sweep/scores'
import { formatCount, formatPercent, formatValue } from '../../ui/formatNumber'
import { createHeatScale, type HeatScale } from './heatScale'
import { sweepLooks } from './sweepLooks'
import { useSweep, type ShownSweep } from './sweepOwner'
import { sweepSetup } from './sweepSetup'
import type { SweepProgress } from './sweepWork'

export interface SweepTableView {
  readonly shown: ComputedRef<ShownSweep | null>
  readonly progress: ComputedRef<SweepProgress | null>
  /** The score that is asked for, as far as the runs of this sweep have it. */
  readonly score: ComputedRef<Score>
  readonly cells: ComputedRef<ScoredCell[]>
  readonly scale: ComputedRef<HeatScale>
  /** The chosen combination; null for none. */
  readonly chosen: ComputedRef<ScoredCell | null>
  format(value: number): string
}

export function useSweepTable(): SweepTableView {
  const sweep = useSweep()
  const shown = computed(() => sweep.shown.value)
  const progress = computed(() => shown.value?.work.progress.value ?? null)
  const score = computed<Score>(() => {
    const { results } = progress.value ?? {}
    const base = shown.value?.sweep.base as Experiment | undefined
    const hasValidation = (base?.data.split.validation ?? 0) > 0
    const known = [...(results?.values() ?? [])].slice(0, 64)
    const hasClasses = known.length === 0 || known.some(({ best }) => !Number.isNaN(best.accuracy))
    return {
      ...sweepSetup.score,
      part: hasValidation ? sweepSetup.score.part : 'training',
      measure: hasClasses ? sweepSetup.score.measure : 'cost',
    }
  })
  const cells = computed(() => {
    const present = progress.value
    if (shown.value === null || present === null) return []
    return scoreCells(shown.value.plan.runs, present.results, score.value, sweepSetup.combine)
  })
  const scale = computed(() =>
    createHeatScale(
      cells.value.map(({ value }) => value),
      isSmallerBetter(score.value),
    ),
  )
  function format(value: number): string {
    const { result, measure } = score.value
    if (result === 'updates') return Number.isFinite(value) ? formatCount(value) : formatValue(value)
    return measure === 'accuracy' ? formatPercent(value) : formatValue(value)
  }
  return {
    shown,
    progress,
    score,
    cells,
    scale,
    chosen: computed(() => (sweepLooks.cell === null ? null : (cells.value[sweepLooks.cell] ?? null))),
    format,
  }
}
