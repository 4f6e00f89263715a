/** A small sweep that the tests change, and its runs. */
import { listRuns, type SweepRun } from '../../src-worker/spec/listRuns'
import { formatProblem } from '../../src-worker/spec/problem'
import type { Sweep, Variation } from '../../src-worker/spec/sweep'

export const base = {
  name: 'Moons',
  data: { source: { kind: 'generator', name: 'moons', samples: 40 } },
  network: { layers: [{ units: 5, activation: 'tanh' }, { units: 1 }] },
  training: { optimizer: { name: 'sgd', momentum: 0.9 } },
}

export const createSweep = (changes: Partial<Sweep>): Sweep => ({
  format: 'chainrule-sweep',
  version: 1,
  base,
  folder: '/',
  vary: [],
  seeds: null,
  random: null,
  ...changes,
})

export const values = (path: string, ...list: unknown[]): Variation => ({ path, values: list })

/** Numbers in [0, 1) in turn. */
export function createChance(...numbers: number[]): () => number {
  let at = 0
  return () => numbers[at++ % numbers.length]!
}

export function list(changes: Partial<Sweep>, chance = createChance(0.5)): SweepRun[] {
  const runs = listRuns(createSweep(changes), chance)
  if (!runs.ok) throw new Error(runs.error.map(formatProblem).join('\n'))
  return runs.value
}
