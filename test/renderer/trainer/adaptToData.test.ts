import { describe, expect, it } from 'vitest'
import { adaptToData, type DataShape } from '../../../src-renderer/src/trainer/adaptToData'
import { createExample } from './fakeTrainerApi'

const shape: DataShape = { task: 'classification', classes: null, targets: 5, inputs: 3, training: 40 }
const cases: [string, Partial<DataShape>, object, string][] = [
  [
    'regression of 2 targets',
    { task: 'regression', targets: 2 },
    { units: 2, activation: 'linear' },
    'halfMeanSquaredError',
  ],
  [
    '2 classes',
    { classes: ['no', 'yes'], targets: 2 },
    { units: 1, activation: 'sigmoid' },
    'binaryCrossEntropy',
  ],
  [
    '4 classes',
    { classes: ['a', 'b', 'c', 'd'], targets: 4 },
    { units: 4, activation: 'softmax' },
    'categoricalCrossEntropy',
  ],
  ['5 targets of 0 and 1', {}, { units: 5, activation: 'sigmoid' }, 'binaryCrossEntropy'],
]

describe('adaptToData', () => {
  it.each(cases)('%s', (_, part, output, cost) => {
    const adapted = adaptToData(createExample(), { ...shape, ...part })
    expect(adapted.network.layers.at(-1)).toMatchObject(output)
    expect(adapted.network.layers[0]).toEqual(createExample().network.layers[0])
    expect(adapted.training.cost).toBe(cost)
    expect(adapted.training.batchSize).toBe(4)
  })
})
