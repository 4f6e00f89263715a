import { describe, expect, it } from 'vitest'
import { measureEffect } from '../../../src-worker/analysis/updateEffect'
import { ReferenceEngine } from '../../../src-worker/core/referenceEngine'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { createExample, type SampleNetwork } from '../core/sampleNetworks'
import { createDeepNetwork, createStepOf } from './sampleSteps'

const sgd = (learningRate: number) => ({ name: 'sgd', learningRate }) as const

/** Cost and penalty before the first and the second update of the same batch. */
function runTwo({ shape, data, experiment }: SampleNetwork) {
  const engine = new ReferenceEngine(shape, data, experiment)
  const records = [0, 1].map(() => {
    expect(engine.run(1, 0)).toBeNull()
    const { cost, penalty, gradientNorm } = engine.record
    return { cost, penalty, gradientNorm }
  })
  return records as [(typeof records)[number], (typeof records)[number]]
}

describe.each([
  ['the example', createExample],
  ['4-5-3-2', createDeepNetwork],
] as [string, (training?: ExperimentInput['training']) => SampleNetwork][])('%s', (_name, create) => {
  it.each([0.5, 0.01])('under plain sgd at η = %d is promised −η‖g‖², to 1e-12', (learningRate) => {
    const { promised, gradientNorm } = measureEffect(createStepOf(create({ optimizer: sgd(learningRate) })))
    const expected = -learningRate * gradientNorm ** 2
    expect(Math.abs(promised / expected - 1)).toBeLessThan(1e-12)
  })

  it('keeps the promise to a thousandth at η = 1e-4, and misses it by more than that at η = 2', () => {
    const ratio = (learningRate: number) => {
      const { real, promised } = measureEffect(createStepOf(create({ optimizer: sgd(learningRate) })))
      return real / promised
    }
    expect(Math.abs(ratio(1e-4) - 1)).toBeLessThan(1e-3)
    expect(Math.abs(ratio(2) - 1)).toBeGreaterThan(1e-3)
  })

  it.each<[string, ExperimentInput['training']]>([
    ['plain sgd', { optimizer: sgd(0.5) }],
    ['sgd with penalties and clipping', { optimizer: sgd(0.5), l1: 0.02, l2: 0.05, clipNorm: 0.03 }],
    ['adam', { optimizer: { name: 'adam', learningRate: 0.05 } }],
  ])('with %s tells the cost and penalty that the engine finds after its update', (_optimizer, training) => {
    const network = create(training)
    const effect = measureEffect(createStepOf(network))
    const [first, second] = runTwo(network)
    expect(effect.costBefore).toBeCloseTo(first.cost, 14)
    expect(effect.costAfter).toBeCloseTo(second.cost, 14)
    expect(effect.gradientNorm).toBeCloseTo(first.gradientNorm, 14)
    expect(effect.objectiveBefore).toBeCloseTo(first.cost + first.penalty, 14)
    expect(effect.objectiveAfter).toBeCloseTo(second.cost + second.penalty, 14)
    expect(effect.real).toBeCloseTo(second.cost + second.penalty - first.cost - first.penalty, 14)
    expect(effect.real).toBeLessThan(0)
  })

  it('a flipped sign in the output layer promises a fall and brings a rise', () => {
    const network = create({ optimizer: sgd(0.5) })
    const layer = network.shape.layers.length
    const right = measureEffect(createStepOf(network))
    const wrong = measureEffect(createStepOf(network, { name: 'flippedSign', layer }))
    expect([Math.sign(right.promised), Math.sign(right.real)]).toEqual([-1, -1])
    expect([Math.sign(wrong.promised), Math.sign(wrong.real)]).toEqual([-1, 1])
  })
})

it('clipping to a tenth of the norm promises a tenth of −η‖g‖²', () => {
  const whole = measureEffect(createStepOf(createExample()))
  const clipNorm = whole.gradientNorm / 10
  const clipped = measureEffect(createStepOf(createExample({ clipNorm })))
  expect(clipped.gradientNorm).toBe(whole.gradientNorm)
  expect(clipped.promised / whole.promised).toBeCloseTo(0.1, 12)
})
