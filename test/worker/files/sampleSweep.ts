/** Sweeps with made-up results. */
import { createSweepTable, type SweepRow, type SweepTable } from '../../../src-worker/files/sweepTable'
import type { Measures, SweepResult } from '../../../src-worker/protocol/sweeps'
import { listRuns, type SweepRun } from '../../../src-worker/spec/listRuns'
import type { Sweep } from '../../../src-worker/spec/sweep'
import { createSweep } from '../../spec/sweeps'

const digest = (letter: string): string => letter.repeat(64)

export const createMeasures = (trainingCost: number, validationCost = NaN, accuracy = NaN): Measures => ({
  trainingCost,
  validationCost,
  accuracy,
  validationAccuracy: Number.isNaN(validationCost) ? NaN : accuracy,
})

/** A run that was evaluated after each of its epochs of four updates. @param costs of training, one an epoch */
export function createResult(costs: number[], changes: Partial<SweepResult> = {}): SweepResult {
  const { length } = costs
  return {
    name: 'a run',
    experiment: digest('a'),
    data: null,
    state: 'finished',
    stopReason: 'epochs',
    updates: 4 * length,
    epochs: length,
    seconds: 0.25,
    final: createMeasures(costs.at(-1) ?? NaN),
    best: createMeasures(Math.min(...costs)),
    curve: {
      update: costs.map((_, at) => 4 * (at + 1)),
      epoch: costs.map((_, at) => at + 1),
      trainingCost: costs,
      validationCost: costs.map(() => NaN),
      accuracy: costs.map(() => NaN),
      validationAccuracy: costs.map(() => NaN),
    },
    ...changes,
  }
}

/** A run that ended after two epochs with costs of 1 and 0.5. */
export const createDiverged = (): SweepResult =>
  createResult([1, 0.5], { state: 'diverged', stopReason: null, final: createMeasures(NaN) })

/** @param create the result of a run; null for one that is missing */
export function createTable(
  changes: Partial<Sweep>,
  create: (run: SweepRun, place: number) => SweepResult | null,
  target: SweepTable['target'] = null,
): SweepTable {
  const sweep = createSweep(changes)
  let drawn = 0
  const runs = listRuns(sweep, () => (drawn++ * 0.37) % 1)
  if (!runs.ok) throw new Error(JSON.stringify(runs.error))
  const rows: SweepRow[] = runs.value.map((run, place) => ({ run, result: create(run, place) }))
  return createSweepTable('Moons', sweep, rows, target)
}
