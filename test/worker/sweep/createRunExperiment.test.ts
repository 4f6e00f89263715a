import { describe, expect, it } from 'vitest'
import { listRuns } from '../../../src-worker/spec/listRuns'
import { createRunExperiment } from '../../../src-worker/sweep/createRunExperiment'
import { createChance, createSweep, values } from '../../spec/sweeps'

const range = { path: 'training.l2', scale: 'log', minimum: 1e-5, maximum: 1e-2 } as const

describe('the experiment of one run', () => {
  it.each([
    [
      'a grid of three settings',
      {
        vary: [
          values('training.optimizer.name', 'sgd', 'adam'),
          values('training.batchSize', 4, 'full'),
          values('network.layers[0].units', 3, 6),
        ],
        seeds: 3,
      },
    ],
    ['seeds alone', { seeds: 4 }],
    ['a random search', { vary: [range, values('training.batchSize', 4, 8)], random: { count: 9, seed: 2 } }],
    [
      'a random search over five settings',
      {
        vary: [
          range,
          { ...range, path: 'training.l1' },
          { ...range, path: 'training.clipNorm' },
          values('training.precision', 'float32', 'float64'),
          values('network.layers[0].activation', 'tanh', 'relu'),
        ],
        random: { count: 5, seed: 1 },
        seeds: 2,
      },
    ],
  ])('is the one that the list of all has: %s', (_, changes) => {
    const sweep = createSweep(changes)
    const listed = listRuns(sweep, createChance(0.1, 0.7, 0.3, 0.9, 0.5, 0.2, 0.8))
    if (!listed.ok) throw new Error(JSON.stringify(listed.error))
    expect(listed.value.length).toBeGreaterThan(3)
    for (const { settings, seed, experiment } of listed.value) {
      const one = createRunExperiment(sweep, { settings, seed })
      // As text: digests are made of it, and the order of fields counts.
      expect(JSON.stringify(one)).toBe(JSON.stringify({ ok: true, value: experiment }))
    }
  })

  it('has the problem of its settings', () => {
    const sweep = createSweep({ vary: [values('training.batchSize', 4, -1)] })
    expect(createRunExperiment(sweep, { settings: [-1], seed: null })).toMatchObject({
      ok: false,
      error: [{ path: 'training.batchSize', actual: '-1' }],
    })
  })
})
