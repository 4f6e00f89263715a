import { describe, expect, it } from 'vitest'
import { listFaults } from '../../../src-worker/core/faults'
import { createGradientCheck } from '../../../src-worker/core/gradientCheck'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import { faultNames, type Fault } from '../../../src-worker/spec/fault'
import { createExample, createNetwork, initialize, runForward, type SampleNetwork } from './sampleNetworks'

const batches = [1, 3, 8]
const networks: [string, (m: number) => SampleNetwork][] = [
  [
    'the example 2-3-1',
    (m) =>
      createNetwork({
        inputs: 2,
        layers: exampleExperiment.network.layers,
        initialization: exampleExperiment.network.initialization,
        m,
      }),
  ],
  [
    '4-5-3-2 of tanh, relu and softmax with categorical cross-entropy',
    (m) =>
      createNetwork({
        inputs: 4,
        layers: [
          { units: 5, activation: 'tanh' },
          { units: 3, activation: 'relu' },
          { units: 2, activation: 'softmax' },
        ],
        cost: 'categoricalCrossEntropy',
        m,
        seed: 2,
      }),
  ],
  [
    '3-4-2 of linear and sigmoid with binary cross-entropy, no bias in layer 1',
    (m) =>
      createNetwork({
        inputs: 3,
        layers: [
          { units: 4, activation: 'linear', bias: false },
          { units: 2, activation: 'sigmoid' },
        ],
        cost: 'binaryCrossEntropy',
        m,
      }),
  ],
  [
    '2-3-5-4-3 of elu, gelu, softplus and leakyRelu',
    (m) =>
      createNetwork({
        inputs: 2,
        layers: [
          { units: 3, activation: 'elu' },
          { units: 5, activation: 'gelu' },
          { units: 4, activation: 'softplus' },
          { units: 3, activation: 'leakyRelu' },
        ],
        cost: 'huber',
        m,
        seed: 2,
      }),
  ],
]

/** What the gradient check says of every parameter. */
function check(network: SampleNetwork, fault: Fault | null) {
  const { shape, data, rows, experiment } = network
  const { parameters } = initialize(network)
  const { samples, next } = createGradientCheck(
    shape,
    data,
    rows,
    parameters,
    experiment.training,
    undefined,
    fault,
  )
  const checked = []
  for (let row = next(); row !== null; row = next()) checked.push(row)
  return { samples, checked }
}

/** Gradient and deltas of the first weights. */
function differentiate(network: SampleNetwork, fault: Fault | null) {
  const { parameters } = initialize(network)
  const workspace = runForward(network, parameters)
  workspace.backward(parameters, network.experiment.training.cost, fault)
  return workspace
}

const listOf = ({ shape, experiment, rows }: SampleNetwork) =>
  listFaults(shape, experiment.training.cost, rows.length)

describe.each(networks)('%s', (_name, create) => {
  it.each(batches)('without a fault passes at every parameter, batch of %i', (m) => {
    const network = create(m)
    const { samples, checked } = check(network, null)
    expect(samples).toBe(m)
    expect(checked).toHaveLength(network.shape.parameters)
    expect(checked.filter(({ passed }) => !passed)).toEqual([])
  })

  it.each(batches)('every fault that is listed is found, batch of %i', (m) => {
    const network = create(m)
    const faults = listOf(network)
    expect(faults.length).toBeGreaterThan(network.shape.layers.length)
    for (const fault of faults) {
      const failed = check(network, fault).checked.filter(({ passed }) => !passed)
      expect(failed.length, JSON.stringify(fault)).toBeGreaterThan(0)
      expect(Math.max(...failed.map(({ layer }) => layer)), JSON.stringify(fault)).toBe(
        fault.name === 'transposedWeights' ? fault.layer - 1 : fault.layer,
      )
    }
  })

  it.each(batches)(
    'a fault that is not listed changes no bit of the gradient, batch of %i; f′ beside categorical cross-entropy excepted',
    (m) => {
      const network = create(m)
      const { shape, experiment } = network
      const last = shape.layers.length
      const listed = new Set(listOf(network).map(({ name, layer }) => `${name}${layer}`))
      const { gradients } = differentiate(network, null)
      let left = 0
      for (const name of faultNames) {
        for (let layer = 1; layer <= last; layer++) {
          if (listed.has(`${name}${layer}`)) continue
          const passedOver = experiment.training.cost === 'categoricalCrossEntropy' && layer === last
          if (name === 'missingDerivative' && passedOver) continue
          expect(differentiate(network, { name, layer }).gradients, `${name} ${layer}`).toEqual(gradients)
          left++
        }
      }
      expect(left).toBeGreaterThan(0)
    },
  )

  it('backward after a pass with a fault gives the bits of before', () => {
    const network = create(8)
    const { parameters } = initialize(network)
    const workspace = runForward(network, parameters)
    const { cost } = network.experiment.training
    workspace.backward(parameters, cost)
    const copy = () => ({
      gradients: workspace.gradients.slice(),
      layers: workspace.layers.map(({ dO, dI, o }) => ({ dO: dO.slice(), dI: dI.slice(), o: o.slice() })),
    })
    const before = copy()
    for (const fault of listOf(network)) {
      workspace.backward(parameters, cost, fault)
      expect(workspace.gradients, JSON.stringify(fault)).not.toEqual(before.gradients)
      workspace.backward(parameters, cost)
      expect(copy(), JSON.stringify(fault)).toEqual(before)
    }
  })
})

describe('on the example with its four rows', () => {
  const network = createExample()
  const right = differentiate(network, null)
  const wrong = (name: Fault['name'], layer: number) => differentiate(network, { name, layer })
  const layerOf = (workspace: typeof right, l: number) => ({
    ...workspace.layers[l - 1]!,
    dW: workspace.gradientViews[l - 1]!.weights,
    db: workspace.gradientViews[l - 1]!.biases,
  })

  it('nine faults change a number: W2 is 3×1, and 1/m is lost at the output only', () => {
    expect(listOf(network).map(({ name, layer }) => `${name} ${layer}`)).toEqual([
      'missingDerivative 1',
      'missingDerivative 2',
      'lostBatchMean 2',
      'flippedSign 1',
      'flippedSign 2',
      'biasNotSummed 1',
      'biasNotSummed 2',
      'staleActivation 1',
      'staleActivation 2',
    ])
  })

  it('flippedSign in layer 2 negates all 13 gradients; in layer 1 the 9 of layer 1', () => {
    expect(wrong('flippedSign', 2).gradients).toEqual(right.gradients.map((g) => -g))
    expect(wrong('flippedSign', 1).gradients).toEqual(right.gradients.map((g, p) => (p < 9 ? -g : g)))
  })

  it('lostBatchMean gives 4 times the gradient of the 4 samples', () => {
    wrong('lostBatchMean', 2).gradients.forEach((g, p) => {
      const expected = 4 * right.gradients[p]!
      expect(Math.abs(g - expected)).toBeLessThanOrEqual(1e-15 * Math.abs(expected))
    })
  })

  it('biasNotSummed gives the first row of ∂cost/∂i for Δb, and leaves ΔW', () => {
    const { db, dI, dW } = layerOf(wrong('biasNotSummed', 1), 1)
    expect([...db]).toEqual([...dI.subarray(0, 3)])
    expect(db[0]).toBeCloseTo(0.007337783133143739, 15)
    expect(dW).toEqual(layerOf(right, 1).dW)
  })

  it('missingDerivative gives ∂cost/∂o for ∂cost/∂i: 0.1585 instead of 0.0368 in the first row of layer 2', () => {
    const { dI, dO } = layerOf(wrong('missingDerivative', 2), 2)
    expect(dI).toEqual(dO)
    expect(dI[0]).toBeCloseTo(0.15852805730093514, 15)
    const o = 0.6341122292037406
    expect(layerOf(right, 2).dI[0]).toBeCloseTo(0.15852805730093514 * o * (1 - o), 15)
  })

  it('staleActivation takes the rows of X one later, the last one for the first', () => {
    const { dW, dI } = layerOf(wrong('staleActivation', 1), 1)
    const delayed = [3, 0, 1, 2].map((row) => [...right.x.subarray(2 * row, 2 * row + 2)])
    for (let k = 0; k < 2; k++) {
      for (let j = 0; j < 3; j++) {
        const expected = delayed.reduce((sum, x, s) => sum + x[k]! * dI[3 * s + j]!, 0)
        expect(dW[3 * k + j]).toBeCloseTo(expected, 16)
      }
    }
    expect(layerOf(wrong('staleActivation', 1), 1).db).toEqual(layerOf(right, 1).db)
  })
})

it('transposedWeights in layer 2 of 4-5-3-2 reads the memory of W2 as 3×5 for ∂cost/∂o of layer 1', () => {
  const network = networks[1]![1](3)
  const { parameters } = initialize(network)
  const { layers } = differentiate(network, { name: 'transposedWeights', layer: 2 })
  const w = parameters[1]!.weights
  for (let s = 0; s < 3; s++) {
    for (let k = 0; k < 5; k++) {
      const expected = [0, 1, 2].reduce((sum, j) => sum + layers[1]!.dI[3 * s + j]! * w[5 * j + k]!, 0)
      expect(layers[0]!.dO[5 * s + k]).toBeCloseTo(expected, 15)
    }
  }
  expect(layers[1]!.dI).toEqual(differentiate(network, null).layers[1]!.dI)
})

it('lostBatchMean takes 1/3 off ∂cost/∂i too where cost and output are derived together', () => {
  const network = networks[2]![1](3)
  const right = differentiate(network, null).layers[1]!
  const wrong = differentiate(network, { name: 'lostBatchMean', layer: 2 }).layers[1]!
  right.dI.forEach((d, p) => expect(wrong.dI[p]).toBe(3 * d))
  right.dO.forEach((d, p) => expect(wrong.dO[p]).toBe(3 * d))
})
