import { describe, expect, it } from 'vitest'
import { findNotices } from '../../../src-worker/analysis/unitNotices'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import type { ActivationName, CostName } from '../../../src-worker/spec/names'
import { createExample, createNetwork } from '../core/sampleNetworks'
import { createStepOf } from './sampleSteps'

type Initialization = ExperimentInput['network']['initialization']

/** 2-3-1 with weights of its own; `bias` is of the second unit of layer 1. */
const explicit = (bias: number, w2 = [[0.8], [-0.5], [0.4]]): Initialization => ({
  kind: 'explicit',
  weights: [
    [
      [0.5, -0.4, 0.3],
      [0.2, 0.7, -0.6],
    ],
    w2,
  ],
  biases: [[0.1, bias, 0.05], [0.15]],
})

const notices = (
  hidden: ActivationName,
  initialization: Initialization,
  output: ActivationName = 'linear',
  cost: CostName = 'halfMeanSquaredError',
) => {
  const layers = [
    { units: 3, activation: hidden },
    { units: 1, activation: output },
  ]
  return findNotices(createStepOf(createNetwork({ inputs: 2, layers, initialization, cost, m: 8 })))
}

it('the example has none, before its first update and before its 501st', () => {
  expect(findNotices(createStepOf(createExample()))).toEqual([])
  expect(findNotices(createStepOf(createExample(), null, 500))).toEqual([])
})

describe('symmetry', () => {
  it('names all three units of a layer that began with the same number everywhere', () => {
    const same = notices('tanh', { kind: 'constant', value: 0.3, bias: 0.1 })
    expect(same).toEqual([{ kind: 'symmetry', layer: 1, units: [0, 1, 2] }])
  })

  it('names units 1 and 3 when only they have the same weights in, bias and weights out', () => {
    const initialization: Initialization = {
      kind: 'explicit',
      weights: [
        [
          [0.5, -0.4, 0.5],
          [0.2, 0.7, 0.2],
        ],
        [[0.8], [-0.5], [0.8]],
      ],
      biases: [[0.1, 0.1, 0.1], [0.15]],
    }
    expect(notices('tanh', initialization)).toEqual([{ kind: 'symmetry', layer: 1, units: [0, 2] }])
    const apart = structuredClone(initialization) as { biases: number[][] }
    apart.biases[0]![2] = 0.11
    expect(notices('tanh', apart as unknown as Initialization)).toEqual([])
  })

  it('tells two pairs apart, and the weights out of two layers that differ in their last number only', () => {
    const initialization = (last: number): Initialization => ({
      kind: 'explicit',
      weights: [
        [[0.5, -0.4, -0.4, 0.5, 0.5]],
        [
          [0.8, 0.3],
          [-0.5, 0.2],
          [-0.5, 0.2],
          [0.8, 0.1],
          [0.8, last],
        ],
      ],
      biases: [
        [0.1, 0.2, 0.2, 0.1, 0.1],
        [0, 0],
      ],
    })
    const groups = (last: number) => {
      const layers = [
        { units: 5, activation: 'tanh' as const },
        { units: 2, activation: 'linear' as const },
      ]
      const network = createNetwork({ inputs: 1, layers, initialization: initialization(last), m: 3 })
      return findNotices(createStepOf(network)).map(({ units }) => units)
    }
    expect(groups(0.3)).toEqual([
      [0, 4],
      [1, 2],
    ])
    expect(groups(0.4)).toEqual([[1, 2]])
  })

  it('stays for ever: the units of a constant beginning are still the same after 100 updates', () => {
    const network = createNetwork({
      inputs: 2,
      layers: [
        { units: 3, activation: 'tanh' },
        { units: 1, activation: 'linear' },
      ],
      initialization: { kind: 'constant', value: 0.3 },
      m: 8,
      training: { optimizer: { name: 'sgd', learningRate: 0.1 } },
    })
    expect(findNotices(createStepOf(network, null, 100))).toEqual([
      { kind: 'symmetry', layer: 1, units: [0, 1, 2] },
    ])
  })
})

describe('cut off', () => {
  it('is a layer whose weights out are all 0, and its units are not the same for that', () => {
    expect(notices('tanh', explicit(-0.2, [[0], [0], [0]]))).toEqual([
      { kind: 'cutOff', layer: 1, units: [0, 1, 2] },
    ])
    expect(notices('tanh', explicit(-0.2, [[0], [0], [1e-9]]))).toEqual([])
  })

  it('comes with symmetry when everything begins at 0', () => {
    expect(notices('sigmoid', { kind: 'constant', value: 0 }).map(({ kind }) => kind)).toEqual([
      'symmetry',
      'cutOff',
    ])
  })
})

describe('flat units', () => {
  it('relu with a bias of −100 is dead, and with one of 100 is not', () => {
    // Units 1 and 3 are on for at least one of the eight samples.
    expect(notices('relu', explicit(-100))).toEqual([{ kind: 'dead', layer: 1, units: [1] }])
    expect(notices('relu', explicit(100))).toEqual([])
  })

  it.each([
    ['sigmoid', 10],
    ['sigmoid', 50],
    ['sigmoid', -110],
    ['sigmoid', -800],
    ['tanh', 5],
    ['tanh', -50],
    ['elu', -20],
    ['softplus', -1000],
    ['gelu', -60],
  ] as [ActivationName, number][])(
    '%s with a bias of %d is saturated, not dead, also where f′ rounds to 0',
    (name, bias) => {
      expect(notices(name, explicit(bias))).toEqual([{ kind: 'saturated', layer: 1, units: [1] }])
    },
  )

  it('leakyRelu of slope 0.01 is neither', () => {
    expect(notices('leakyRelu', explicit(-100))).toEqual([])
  })

  it('an output of 40 under binary cross-entropy learns all the same: its gradient goes past f′', () => {
    const initialization = structuredClone(explicit(-0.2)) as { biases: number[][] }
    initialization.biases[1]![0] = 40
    const wrong = initialization as unknown as Initialization
    expect(notices('tanh', wrong, 'sigmoid', 'binaryCrossEntropy')).toEqual([])
    expect(notices('tanh', wrong, 'sigmoid', 'halfMeanSquaredError')).toEqual([
      { kind: 'saturated', layer: 2, units: [0] },
    ])
  })
})
