/** The results of a sweep as its figures and tables show them: run by run, and combination by combination. */
import type { Sweep } from '../spec/sweep'
import type { SweepRun } from '../spec/listRuns'
import { costFormulas } from './costFormulas'
import { findQuartiles, judgeAccuracy, judgeCost, type Quartiles, type Target } from '../sweep/sweepCurve'
import type { SweepResult } from '../protocol/sweeps'

export interface SweepRow {
  run: SweepRun
  /** Null for a run that is still to be made. */
  result: SweepResult | null
}

/** One combination of settings, over its seeds. */
export interface SweepCell {
  settings: unknown[]
  results: SweepResult[]
  /** How many seeds there are, finished or not. */
  runs: number
  diverged: number
  /** Judged cost of the last weights, infinite where a run diverged; NaN where none has ended. */
  cost: Quartiles
  /** NaN where there are no classes. */
  accuracy: Quartiles
}

export interface SweepTable {
  /** Of the experiment that was varied. */
  name: string
  vary: Sweep['vary']
  isRandom: boolean
  target: Target | null
  rows: SweepRow[]
  cells: SweepCell[]
  /** The combination with the smallest median cost; null where every one diverged. */
  best: SweepCell | null
  /** What the judged cost is, `validation cost (Huber, δ = 1)`. */
  costLabel: string
}

/** @param rows in the order of the sweep's list */
export function createSweepTable(
  name: string,
  { vary, random }: Sweep,
  rows: SweepRow[],
  target: Target | null,
): SweepTable {
  const cells = groupRows(rows).map(createCell)
  const judged = cells.filter(({ cost }) => Number.isFinite(cost.median))
  const best = judged.reduce<SweepCell | null>(
    (least, cell) => (least === null || cell.cost.median < least.cost.median ? cell : least),
    null,
  )
  return { name, vary, isRandom: random !== null, target, rows, cells, best, costLabel: labelCost(rows) }
}

/** Those of one combination follow each other. */
function groupRows(rows: readonly SweepRow[]): SweepRow[][] {
  const groups: SweepRow[][] = []
  for (const row of rows) {
    const group = groups.at(-1)
    if (group?.[0]!.run.cell === row.run.cell) group.push(row)
    else groups.push([row])
  }
  return groups
}

function createCell(rows: SweepRow[]): SweepCell {
  const results = rows.flatMap(({ result }) => (result === null ? [] : [result]))
  return {
    settings: rows[0]!.run.settings,
    results,
    runs: rows.length,
    diverged: results.filter(({ state }) => state === 'diverged').length,
    cost: findQuartiles(
      results.map(({ state, final }) => (state === 'diverged' ? Infinity : judgeCost(final))),
    ),
    accuracy: findQuartiles(results.map(({ final }) => judgeAccuracy(final))),
  }
}

function labelCost(rows: readonly SweepRow[]): string {
  const names = new Set(rows.map(({ run }) => costFormulas[run.experiment.training.cost].name))
  const held = rows.map(({ run }) => run.experiment.data.split.validation > 0)
  const part = held.every(Boolean) ? 'validation cost' : 'training cost'
  const label = held.every((one) => one === held[0]) ? part : 'validation or training cost'
  return names.size === 1 ? `${label} (${[...names][0]})` : label
}
