/** The shown sweep as its views show it: combinations with their scores, and how these are coloured and written. */
import { computed, type ComputedRef } from 'vue'
import type { Experiment } from '../../../../src-worker/spec/experiment'
import {
  isSmallerBetter,
  rankValues,
  scoreCell,
  type CellRuns,
  type Score,
  type ScoredCell,
} from '../../../../src-worker/sweep/scores'
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
  /** A combination stays the same object as long as nothing of it changes. */
  readonly cells: ComputedRef<readonly ScoredCell[]>
  /** Of each combination, from 1; null for one without a finite value. */
  readonly ranks: ComputedRef<readonly (number | null)[]>
  /** How far the runs of a combination are, 0 to 1; those that have one under way. */
  readonly shares: ComputedRef<ReadonlyMap<number, number>>
  readonly scale: ComputedRef<HeatScale>
  /** The chosen combination; null for none. */
  readonly chosen: ComputedRef<ScoredCell | null>
  format(value: number): string
}

/** So many results say whether there are classes. */
const enough = 64

export function useSweepTable(): SweepTableView {
  const sweep = useSweep()
  return createSweepTable(computed(() => sweep.shown.value))
}

export function createSweepTable(shown: ComputedRef<ShownSweep | null>): SweepTableView {
  const progress = computed(() => shown.value?.work.progress.value ?? null)
  const hasClasses = computed(() => findClasses(progress.value))
  const hasValidation = computed(
    () => ((shown.value?.sweep.base as Experiment | undefined)?.data.split.validation ?? 0) > 0,
  )
  const score = computed<Score>(() => ({
    ...sweepSetup.score,
    part: hasValidation.value ? sweepSetup.score.part : 'training',
    measure: hasClasses.value ? sweepSetup.score.measure : 'cost',
  }))
  const read = computed(() => createScorer(score.value, sweepSetup.combine))
  const runs = computed(() => progress.value?.cells ?? [])
  const cells = computed(() => runs.value.map(read.value))
  const values = computed(() => cells.value.map(({ value }) => value))
  const isSmaller = computed(() => isSmallerBetter(score.value))

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
    ranks: computed(() => rankValues(values.value, isSmaller.value)),
    shares: computed(() => sumShares(progress.value, cells.value)),
    scale: computed(() => createHeatScale(values.value, isSmaller.value)),
    chosen: computed(() => (sweepLooks.cell === null ? null : (cells.value[sweepLooks.cell] ?? null))),
    format,
  }
}

function createScorer(score: Score, rule: typeof sweepSetup.combine): (cell: CellRuns) => ScoredCell {
  const known = new WeakMap<CellRuns, ScoredCell>()
  return (cell) => {
    const scored = known.get(cell) ?? scoreCell(cell, score, rule)
    known.set(cell, scored)
    return scored
  }
}

/** True before anything is known. */
function findClasses(progress: SweepProgress | null): boolean {
  let seen = 0
  for (const { best } of progress?.results.values() ?? []) {
    if (!Number.isNaN(best.accuracy)) return true
    if (++seen >= enough) break
  }
  return seen === 0
}

function sumShares(
  progress: SweepProgress | null,
  cells: readonly ScoredCell[],
): ReadonlyMap<number, number> {
  const sums = new Map<number, number>()
  for (const { cell, share } of progress?.going.values() ?? [])
    sums.set(cell, (sums.get(cell) ?? cells[cell]!.ended) + (share ?? 0))
  return new Map([...sums].map(([cell, sum]) => [cell, sum / cells[cell]!.runs.length]))
}
