/** What the runs of a sweep are judged by, and combinations of settings by their seeds. */
import type { Curve, Measures, RunSummary, SweepResult } from '../protocol/sweeps'
import type { PlannedRun } from './sweepApi'
import { findQuartiles, joinCurves, type CurvePoint } from './sweepCurve'

export const scoreResults = ['final', 'best', 'updates'] as const
export const scoreParts = ['training', 'validation'] as const
export const scoreMeasures = ['cost', 'accuracy'] as const
export const combineRules = ['median', 'best', 'mean'] as const
export type CombineRule = (typeof combineRules)[number]

export interface Score {
  /** At the end, the best of all evaluations, or the updates it took to reach the target. */
  result: (typeof scoreResults)[number]
  part: (typeof scoreParts)[number]
  measure: (typeof scoreMeasures)[number]
  /** A cost to fall below, or an accuracy to come up to; for `updates` alone. */
  target: number
}

/** The column of a result that a score reads. */
export function columnOf({ part, measure }: Pick<Score, 'part' | 'measure'>): keyof Measures {
  if (measure === 'cost') return part === 'training' ? 'trainingCost' : 'validationCost'
  return part === 'training' ? 'accuracy' : 'validationAccuracy'
}

export const isSmallerBetter = ({ result, measure }: Pick<Score, 'result' | 'measure'>): boolean =>
  result === 'updates' || measure === 'cost'

const worstOf = (score: Score): number => (isSmallerBetter(score) ? Infinity : -Infinity)

/**
 * @returns the score; infinite for the end of a run that diverged, for the best of one that diverged before it was
 * evaluated, and for a target that was not reached; NaN where there is no such part or no classes
 */
export function scoreRun({ state, final, best, curve }: RunSummary, score: Score): number {
  const column = columnOf(score)
  const isLost = state === 'diverged' && curve.update.length === 0
  if (score.result === 'best') return isLost ? worstOf(score) : best[column]
  if (score.result === 'final') return state === 'diverged' ? worstOf(score) : final[column]
  if (curve[column].length > 0 && curve[column].every(Number.isNaN)) return NaN
  const row = curve[column].findIndex((value) =>
    score.measure === 'cost' ? value < score.target : value >= score.target,
  )
  return row < 0 ? Infinity : curve.update[row]!
}

/** A combination of settings with what is known of its runs. */
export interface CellRuns {
  /** Place among the combinations, from 0. */
  cell: number
  settings: unknown[]
  /** One a seed. */
  runs: readonly PlannedRun[]
  /** One for each of the runs; null for one that has not ended. */
  results: (SweepResult | null)[]
  /** Runs that could not be made. */
  failed: number
}

/** One combination over its seeds. */
export interface ScoredCell extends CellRuns {
  /** One for each of the results; NaN for one that has not ended. */
  scores: number[]
  ended: number
  diverged: number
  /** Of the runs that have ended; NaN where there is none. */
  value: number
}

/** The combinations of a plan, in their order; the runs of one follow each other. */
export function groupRuns(runs: readonly PlannedRun[]): PlannedRun[][] {
  const groups: PlannedRun[][] = []
  for (const run of runs) {
    const group = groups.at(-1)
    if (group?.[0]!.cell === run.cell) group.push(run)
    else groups.push([run])
  }
  return groups
}

export function scoreCell(cell: CellRuns, score: Score, rule: CombineRule): ScoredCell {
  const scores = cell.results.map((result) => (result === null ? NaN : scoreRun(result, score)))
  const ended = cell.results.filter((result) => result !== null)
  return {
    ...cell,
    scores,
    ended: ended.length,
    diverged: ended.filter(({ state }) => state === 'diverged').length,
    value: combine(
      scores.filter((value) => !Number.isNaN(value)),
      rule,
      isSmallerBetter(score),
    ),
  }
}

/** From 1 among the finite values; equal ones share a rank. Null for the others. */
export function rankValues(values: readonly number[], smallerIsBetter: boolean): (number | null)[] {
  const sorted = values.filter(Number.isFinite)
  sorted.sort((one, other) => (smallerIsBetter ? one - other : other - one))
  const ranks = new Map<number, number>()
  sorted.forEach((value, before) => ranks.has(value) || ranks.set(value, before + 1))
  return values.map((value) => ranks.get(value) ?? null)
}

/** @returns NaN of no values */
export function combine(values: readonly number[], rule: CombineRule, smallerIsBetter: boolean): number {
  if (values.length === 0) return NaN
  if (rule === 'median') return findQuartiles(values).median
  if (rule === 'mean') return values.reduce((sum, value) => sum + value, 0) / values.length
  return smallerIsBetter ? Math.min(...values) : Math.max(...values)
}

/** The run whose score is nearest to the median of all; −1 of none. */
export function findMedianRun(scores: readonly number[]): number {
  const { median } = findQuartiles(scores)
  const distance = (value: number): number => (value === median ? 0 : Math.abs(value - median))
  return scores.reduce(
    (nearest, value, at) =>
      Number.isNaN(value) || (nearest >= 0 && distance(scores[nearest]!) <= distance(value)) ? nearest : at,
    -1,
  )
}

/** Median and quartiles over the epochs of what a score reads; a run that diverged is infinitely bad from then on. */
export function joinScored(
  results: readonly RunSummary[],
  score: Pick<Score, 'part' | 'measure'>,
): CurvePoint[] {
  const column = columnOf(score)
  const lost = score.measure === 'cost' ? Infinity : -Infinity
  return joinCurves(results, (measures) => measures[column], lost)
}

export const readColumn = (curve: Curve, score: Pick<Score, 'part' | 'measure'>): number[] =>
  curve[columnOf(score)]
