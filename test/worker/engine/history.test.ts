import { describe, expect, it } from 'vitest'
import { UpdateHistory } from '../../../src-worker/core/updateHistory'
import { createFast, createTraining, getOptimizer, listLayers, type Case } from './cases'

/** Sizes of slices that no stride and no epoch fits. */
const slices = [1, 1, 3, 250, 7, 1800, 64, 999, 2, 411, 1000, 13]

const cases: [name: string, of: Case][] = [
  [
    'a small network, shuffled, penalised',
    {
      inputs: 3,
      layers: listLayers([
        [6, 'tanh'],
        [2, 'sigmoid'],
      ]),
      rows: 23,
      training: createTraining({
        batchSize: 5,
        shuffle: true,
        l1: 1e-4,
        l2: 1e-3,
        schedule: { kind: 'exponential', factor: 0.999 },
        optimizer: getOptimizer('sgd', 0.1),
      }),
    },
  ],
  [
    'a tiny network, full batch',
    {
      inputs: 2,
      layers: listLayers([
        [3, 'sigmoid'],
        [1, 'sigmoid'],
      ]),
      rows: 4,
      training: createTraining({ optimizer: getOptimizer('sgd', 0.5) }),
    },
  ],
  [
    'a network with 40 units',
    {
      inputs: 3,
      layers: listLayers([
        [40, 'relu'],
        [3, 'softmax'],
      ]),
      rows: 30,
      training: createTraining({
        cost: 'categoricalCrossEntropy',
        batchSize: 20,
        shuffle: true,
        optimizer: getOptimizer('adam', 0.01),
      }),
    },
  ],
]

describe('the history after 5,000 updates in irregular slices', () => {
  it.each(cases)('is bit for bit what core/updateHistory makes of single updates: %s', (_name, of) => {
    const sliced = createFast(of)
    const single = createFast(of)
    const history = new UpdateHistory(of.layers.length)
    for (let s = 0; sliced.update < 5000; s++) {
      const count = Math.min(slices[s % slices.length]!, 5000 - sliced.update)
      const seconds = s / 8
      expect(sliced.run(count, seconds)).toBeNull()
      for (let n = 0; n < count; n++) {
        single.run(1, seconds)
        history.add(single.record, seconds)
      }
    }
    const columns = sliced.getHistory()
    expect(columns.stride).toBe(4)
    expect(columns.update.at(-1)).toBe(5000)
    expect(columns).toEqual(history.getColumns())
  })

  it('goes on bit for bit when it is restored at 3,001, in the middle of a row', () => {
    const of = cases[0]![1]
    const whole = createFast(of)
    whole.run(5000, 1)
    const half = createFast(of)
    half.run(3001, 1)
    const restored = createFast(of)
    restored.restore(half.getState(), half.getHistory())
    restored.run(1999, 1)
    expect(restored.getHistory()).toEqual(whole.getHistory())
  })
})
