import { describe, expect, it } from 'vitest'
import { sweepEpsilon } from '../../../src-worker/analysis/epsilonSweep'
import type { Step } from '../../../src-worker/analysis/step'
import type { EpsilonSweep } from '../../../src-worker/protocol/checks'
import { createExample, createNetwork } from '../core/sampleNetworks'
import { createDeepNetwork, createStepOf } from './sampleSteps'

function sweep(step: Step): EpsilonSweep & { told: { done: number; total: number }[] } {
  const work = sweepEpsilon(step)
  const told = []
  for (;;) {
    const { value, done } = work.next()
    if (done === true) return { ...value, told }
    told.push(value)
  }
}

const leastOf = (points: EpsilonSweep['points'], precision: 'float64' | 'float32') =>
  points.reduce((best, point) => (point[precision].median < best[precision].median ? point : best))

describe.each([
  ['the example', () => createStepOf(createExample()), 13],
  ['4-5-3-2', () => createStepOf(createDeepNetwork()), 51],
])('%s', (_name, create, parameters) => {
  const { points, told, parameters: swept } = sweep(create())
  const float64 = leastOf(points, 'float64')
  const float32 = leastOf(points, 'float32')

  it(`sweeps all ${parameters} parameters over 25 steps from 1 to 1e-12, telling each`, () => {
    expect(swept).toBe(parameters)
    expect(points.map(({ epsilon }) => epsilon)).toEqual(Array.from({ length: 25 }, (_, k) => 10 ** (-k / 2)))
    expect(told).toEqual(Array.from({ length: 25 }, (_, k) => ({ done: k + 1, total: 25 })))
  })

  it('float64 is best between 1e-7 and 1e-4, at an error of at most 1e-8', () => {
    expect(float64.epsilon).toBeGreaterThanOrEqual(1e-7)
    expect(float64.epsilon).toBeLessThanOrEqual(1e-4)
    expect(float64.float64.median).toBeLessThanOrEqual(1e-8)
  })

  it('float32 is best at a larger step, and a thousand times worse there', () => {
    expect(float32.epsilon).toBeGreaterThan(float64.epsilon)
    expect(float32.float32.median).toBeGreaterThan(1000 * float64.float64.median)
    expect(float32.float32.median).toBeLessThan(0.05)
  })

  it('both ends are worse than the middle, and no largest error is below its median', () => {
    for (const precision of ['float64', 'float32'] as const) {
      const least = leastOf(points, precision)[precision].median
      expect(points[0]![precision].median).toBeGreaterThan(10 * least)
      expect(points[24]![precision].median).toBeGreaterThan(10 * least)
      for (const point of points) {
        expect(point[precision].largest).toBeGreaterThanOrEqual(point[precision].median)
      }
    }
    expect(points[24]!.float32.median).toBe(1)
  })
})

it('a planted fault leaves an error that no step makes small', () => {
  const { points } = sweep(createStepOf(createExample(), { name: 'flippedSign', layer: 2 }))
  for (const { float64 } of points.slice(6, 17)) expect(float64.median).toBeGreaterThan(1)
})

it('leaves out parameters whose gradient of the cost is 0, whatever the penalty pulls at', () => {
  const layers = [
    { units: 3, activation: 'relu' as const },
    { units: 1, activation: 'linear' as const },
  ]
  const network = createNetwork({
    inputs: 2,
    layers,
    initialization: {
      kind: 'explicit',
      weights: [
        [
          [0.5, -0.4, 0.3],
          [0.2, 0.7, -0.6],
        ],
        [[0.8], [-0.5], [0.4]],
      ],
      biases: [[2, -100, 1.5], [0.15]],
    },
    m: 4,
    training: { l2: 0.1 },
  })
  const { parameters } = sweep(createStepOf(network))
  expect(parameters).toBe(13 - 4)
})

it('sweeps 200 of 247 parameters', () => {
  const layers = [
    { units: 41, activation: 'tanh' as const },
    { units: 1, activation: 'linear' as const },
  ]
  const { parameters } = sweep(createStepOf(createNetwork({ inputs: 4, layers, m: 2 })))
  expect(parameters).toBe(200)
})
