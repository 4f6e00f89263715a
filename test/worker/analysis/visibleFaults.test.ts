import { describe, expect, it } from 'vitest'
import { listVisibleFaults } from '../../../src-worker/analysis/visibleFaults'
import { listFaults } from '../../../src-worker/core/faults'
import { faultNames, type Fault } from '../../../src-worker/spec/fault'
import type { ActivationName } from '../../../src-worker/spec/names'
import { createNetwork } from '../core/sampleNetworks'
import { createStepOf } from './sampleSteps'

const activations: ActivationName[] = ['linear', 'sigmoid', 'tanh', 'relu', 'leakyRelu', 'elu', 'gelu']

function createTwoLayers(hidden: ActivationName, bias: boolean, m: number, seed: number) {
  return createNetwork({
    inputs: 3,
    layers: [
      { units: 3, activation: hidden, bias },
      { units: 2, activation: 'sigmoid', bias },
    ],
    cost: 'meanSquaredError',
    m,
    seed,
  })
}

type Network = ReturnType<typeof createTwoLayers>

const gradientOf = (network: Network, fault: Fault | null): number[] =>
  createStepOf(network, fault).traced.layers.flatMap(({ dW, dB }) => [...dW, ...dB])

const namesOf = (faults: readonly Fault[]): string[] => faults.map(({ name, layer }) => `${name}${layer}`)

describe.each(activations)('%s', (hidden) => {
  it.each([1, 3])(
    'of the faults the network can have, exactly those are listed that change its gradient; batch of %i',
    (m) => {
      for (const bias of [true, false]) {
        for (let seed = 1; seed <= 8; seed++) {
          const network = createTwoLayers(hidden, bias, m, seed)
          const { possibleFaults } = createStepOf(network)
          const right = gradientOf(network, null)
          const changing = listFaults(network.shape, 'meanSquaredError', m).filter((fault) =>
            gradientOf(network, fault).some((value, p) => value !== right[p]),
          )
          expect(namesOf(possibleFaults), `seed ${seed}`).toEqual(namesOf(changing))
        }
      }
    },
  )
})

/** A relu layer whose units are all active: f′ is 1 everywhere. */
function createActive(): Network {
  const network = createNetwork({
    inputs: 3,
    layers: [
      { units: 3, activation: 'relu' },
      { units: 2, activation: 'sigmoid' },
    ],
    cost: 'meanSquaredError',
    m: 3,
    initialization: {
      kind: 'explicit',
      weights: [
        [
          [0.5, 0.2, 0.1],
          [0.1, 0.3, 0.2],
          [0.2, 0.4, 0.6],
        ],
        [
          [0.5, -0.2],
          [0.1, 0.3],
          [0.2, 0.4],
        ],
      ],
      biases: [
        [1, 1, 1],
        [0, 0],
      ],
    },
  })
  network.data.x.forEach((value, p) => (network.data.x[p] = Math.abs(value)))
  return network
}

it('f′ left out of a relu layer whose units are all active changes nothing and is not offered', () => {
  const names = namesOf(createStepOf(createActive()).possibleFaults)
  expect(names).not.toContain('missingDerivative1')
  expect(names).toContain('missingDerivative2')
  expect(names).toContain('flippedSign1')
})

it('a planted fault stays listed where it changes nothing, as long as the network can have it', () => {
  const network = createActive()
  const { shape } = network
  const { traced } = createStepOf(network)
  const planted = { name: 'missingDerivative', layer: 1 } as const
  expect(namesOf(listVisibleFaults(shape, 'meanSquaredError', traced, planted))).toContain(
    'missingDerivative1',
  )
  const linear = createTwoLayers('linear', true, 3, 1)
  const step = createStepOf(linear)
  expect(namesOf(listVisibleFaults(linear.shape, 'meanSquaredError', step.traced, planted))).not.toContain(
    'missingDerivative1',
  )
})

it('the faults are those of the spec', () => {
  const network = createTwoLayers('tanh', true, 3, 2)
  const names = new Set(createStepOf(network).possibleFaults.map(({ name }) => name))
  expect([...names]).toEqual([...faultNames])
})
