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
 * @returns the score; infinite for the end of a run that diverged and for a target that was not reached; NaN where
 * there is no such part or no classes
 */
export function scoreRun({ state, final, best, curve }: RunSummary, score: Score): number {
  const column = columnOf(score)
  if (score.result === 'best') return best[column]
  if (score.result === 'final') return state === 'diverged' ? worstOf(score) : final[column]
  if (curve[column].length > 0 && curve[column].every(Number.isNaN)) return NaN
  const row = curve[column].findIndex((value) =>
    score.measure === 'cost' ? value < score.target : value >= score.target,
  )
  return row < 0 ? Infinity : curve.update[row]!
}

/** One combination of settings over its seeds. */
export interface ScoredCell {
  /** Place among the combinations, from 0. */
  cell: number
  settings: unknown[]
  runs: PlannedRun[]
  /** One for each of the runs; null for one that has not ended. */
  results: (SweepResult | null)[]
  /** One for each of the results; NaN for one that has not ended. */
  scores: number[]
  ended: number
  diverged: number
  /** Of the runs that have ended; NaN where there is none. */
  value: number
  /** From 1 among the combinations that have a finite value; equal values share one. Null for the others. */
  rank: number | null
}

/** The combinations of a plan, in their order. @param results by the digest of the experiment */
export function scoreCells(
  runs: readonly PlannedRun[],
  results: ReadonlyMap<string, SweepResult>,
  score: Score,
  rule: CombineRule,
): ScoredCell[] {
  const cells = groupRuns(runs).map((group) => scoreCell(group, results, score, rule))
  const values = cells.map(({ value }) => value).filter(Number.isFinite)
  values.sort((one, other) => (isSmallerBetter(score) ? one - other : other - one))
  const ranks = new Map<number, number>()
  values.forEach((value, before) => ranks.has(value) || ranks.set(value, before + 1))
  return cells.map((cell) => ({ ...cell, rank: ranks.get(cell.value) ?? null }))
}

/** Those of one combination follow each other. */
function groupRuns(runs: readonly PlannedRun[]): PlannedRun[][] {
  const groups: PlannedRun[][] = []
  for (const run of runs) {
    const group = groups.at(-1)
    if (group?.[0]!.cell === run.cell) group.push(run)
    else groups.push([run])
  }
  return groups
}

function scoreCell(
  runs: PlannedRun[],
  known: ReadonlyMap<string, SweepResult>,
  score: Score,
  rule: CombineRule,
): ScoredCell {
  const results = runs.map(({ key }) => known.get(key) ?? null)
  const scores = results.map((result) => (result === null ? NaN : scoreRun(result, score)))
  const ended = results.filter((result) => result !== null)
  return {
    cell: runs[0]!.cell,
    settings: runs[0]!.settings,
    runs,
    results,
    scores,
    ended: ended.length,
    diverged: ended.filter(({ state }) => state === 'diverged').length,
    value: combine(
      scores.filter((value) => !Number.isNaN(value)),
      rule,
      isSmallerBetter(score),
    ),
    rank: null,
  }
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
