import { describe, expect, it } from 'vitest'
import { activations, softplus } from '../../../src-worker/core/activations'
import { BatchOrder } from '../../../src-worker/core/batchOrder'
import { costs } from '../../../src-worker/core/costs'
import { erfc, normalDistribution } from '../../../src-worker/core/gaussian'
import { initializeInto } from '../../../src-worker/core/initializers'
import { shapeNetwork, viewLayers } from '../../../src-worker/core/network'
import { joinNorms, measureNorm } from '../../../src-worker/core/norms'
import { applyOptimizerInto, createSlots } from '../../../src-worker/core/optimizers'
import { Random } from '../../../src-worker/core/random'
import { getLearningRate } from '../../../src-worker/core/schedules'

describe('erfc', () => {
  // Values from tables of the error function, 16 digits.
  it.each([
    [0, 1],
    [0.5, 0.4795001221869535],
    [1, 0.1572992070502851],
    [2, 0.004677734981047266],
    [3, 2.209049699858544e-5],
    [5, 1.537459794428035e-12],
    [-1, 1.842700792949715],
  ])('of %f is %f to a relative 4e-14', (x, value) => {
    expect(Math.abs(erfc(x) / value - 1)).toBeLessThan(4e-14)
  })

  it('gives half of the normal distribution at 0 and 0.975 at 1.959963984540054', () => {
    expect(normalDistribution(0)).toBe(0.5)
    expect(normalDistribution(1.959963984540054)).toBeCloseTo(0.975, 14)
  })
})

describe('activations', () => {
  it('take the left derivative at a kink: relu 0, leaky relu 0.01', () => {
    expect(activations.relu.derivative(0, 0)).toBe(0)
    expect(activations.leakyRelu.derivative(0, 0)).toBe(0.01)
  })

  it('stay finite at ±800', () => {
    for (const activation of Object.values(activations)) {
      for (const i of [-800, 800]) {
        const o = activation.output(i)
        expect(Number.isFinite(o) && Number.isFinite(activation.derivative(i, o))).toBe(true)
      }
    }
    expect(softplus(-800)).toBe(0)
    expect(softplus(800)).toBe(800)
  })
})

describe('binary cross-entropy', () => {
  it('is finite and right for preactivations of ±1000', () => {
    const batch = {
      i: Float64Array.of(1000, -1000),
      o: Float64Array.of(1, 0),
      y: Float64Array.of(0, 0),
      m: 2,
      n: 1,
    }
    expect(costs.binaryCrossEntropy.value(batch)).toBe(500)
  })
})

describe('xoshiro128**', () => {
  it('follows the published recurrence from the state 1, 2, 3, 4', () => {
    const random = Random.fromState([1, 2, 3, 4])
    expect([random.nextUint32(), random.nextUint32(), random.nextUint32()]).toEqual([11520, 0, 5927040])
  })

  it('goes on from a saved state', () => {
    const random = Random.fromSeed(42, 'shuffling')
    random.nextUint32()
    const copy = Random.fromState(random.getState())
    expect(copy.nextFloat()).toBe(random.nextFloat())
  })

  it('keeps its streams apart', () => {
    expect(Random.fromSeed(1, 'shuffling').nextUint32()).not.toBe(
      Random.fromSeed(1, 'splitting').nextUint32(),
    )
  })

  it('draws 100,000 normal numbers of mean 0 and variance 1 within 0.02', () => {
    const random = Random.fromSeed(3, 'generation')
    const values = Array.from({ length: 100_000 }, () => random.nextNormal())
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    expect(Math.abs(mean)).toBeLessThan(0.02)
    expect(Math.abs(values.reduce((sum, value) => sum + value * value, 0) / values.length - 1)).toBeLessThan(
      0.02,
    )
  })
})

describe('the order of samples', () => {
  it('makes eight batches of 30 and one of 10 from 250 rows, every epoch', () => {
    const order = BatchOrder.create(250, true, 5)
    for (let epoch = 0; epoch < 3; epoch++) {
      const seen: number[] = []
      const sizes: number[] = []
      for (let batch = 0; batch < 9; batch++) {
        expect(order.epoch).toBe(epoch)
        sizes.push(order.peek(30).length)
        seen.push(...order.peek(30))
        order.advance(30)
      }
      expect(sizes).toEqual([30, 30, 30, 30, 30, 30, 30, 30, 10])
      expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 250 }, (_, row) => row))
    }
  })

  it('goes on from a saved state in the middle of an epoch', () => {
    const order = BatchOrder.create(10, true, 1)
    order.advance(4)
    const copy = BatchOrder.restore(true, order.getState())
    for (let n = 0; n < 20; n++) {
      expect([...copy.peek(4)]).toEqual([...order.peek(4)])
      copy.advance(4)
      order.advance(4)
    }
  })

  it('keeps the rows as they are without shuffling', () => {
    expect([...BatchOrder.create(5, false, 1).peek(5)]).toEqual([0, 1, 2, 3, 4])
  })
})

describe('one update of sgd', () => {
  it.each([1, 3, 8])('moves each bias by exactly η g with %i inputs', (inputs) => {
    const w = new Float64Array(inputs + 1).fill(0.25)
    const g = new Float64Array(inputs + 1).fill(0.5)
    const settings = { name: 'sgd', learningRate: 0.125, momentum: 0, nesterov: false } as const
    applyOptimizerInto(w, g, createSlots(settings, w.length), settings, 0.125, 1)
    expect([...w]).toEqual(new Array(inputs + 1).fill(0.25 - 0.0625))
  })

  it('with Nesterov momentum takes g + μ v, v = μ v + g', () => {
    const w = Float64Array.of(1)
    const settings = { name: 'sgd', learningRate: 0.1, momentum: 0.5, nesterov: true } as const
    const slots = createSlots(settings, 1)
    applyOptimizerInto(w, Float64Array.of(2), slots, settings, 0.1, 1)
    expect(w[0]).toBeCloseTo(1 - 0.1 * (2 + 0.5 * 2), 15)
    applyOptimizerInto(w, Float64Array.of(2), slots, settings, 0.1, 2)
    expect(w[0]).toBeCloseTo(1 - 0.3 - 0.1 * (2 + 0.5 * 3), 15)
  })

  it('adamw decays by η λ w before the step of adam', () => {
    const settings = {
      name: 'adamw',
      learningRate: 0.1,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      weightDecay: 0.5,
    } as const
    const w = Float64Array.of(2)
    applyOptimizerInto(w, Float64Array.of(3), createSlots(settings, 1), settings, 0.1, 1)
    expect(w[0]).toBeCloseTo(2 * (1 - 0.05) - 0.1, 8)
  })
})

describe('schedules', () => {
  it('give the rates of their formulas', () => {
    expect(getLearningRate(0.4, { kind: 'step', epochs: 10, factor: 0.5 }, 25, 0)).toBeCloseTo(0.1, 15)
    expect(getLearningRate(0.4, { kind: 'exponential', factor: 0.9 }, 2, 0)).toBeCloseTo(0.324, 15)
    expect(getLearningRate(0.4, { kind: 'cosine', epochs: 10, minimum: 0 }, 5, 0)).toBeCloseTo(0.2, 15)
    expect(getLearningRate(0.4, { kind: 'cosine', epochs: 10, minimum: 0.1 }, 99, 0)).toBeCloseTo(0.1, 15)
    expect(getLearningRate(0.4, { kind: 'warmUp', updates: 4 }, 0, 0)).toBeCloseTo(0.1, 15)
    expect(getLearningRate(0.4, { kind: 'warmUp', updates: 4 }, 0, 9)).toBe(0.4)
  })
})

describe('initializations', () => {
  const shape = shapeNetwork(40, [{ units: 60, activation: 'tanh', bias: true }])
  const deviation = (kind: 'xavierUniform' | 'xavierNormal' | 'heUniform' | 'heNormal' | 'lecunNormal') => {
    const arena = new Float64Array(shape.parameters)
    initializeInto(arena, shape, { kind, seed: 1, bias: 0.5 })
    const { weights, biases } = viewLayers(shape, arena)[0]!
    expect(new Set(biases)).toEqual(new Set([0.5]))
    return Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0) / weights.length)
  }
  it.each([
    ['xavierUniform', Math.sqrt(2 / 100)],
    ['xavierNormal', Math.sqrt(2 / 100)],
    ['heUniform', Math.sqrt(2 / 40)],
    ['heNormal', Math.sqrt(2 / 40)],
    ['lecunNormal', Math.sqrt(1 / 40)],
  ] as const)('%s has the standard deviation of its formula within 5 %%', (kind, expected) => {
    expect(Math.abs(deviation(kind) / expected - 1)).toBeLessThan(0.05)
  })
})

describe('norms', () => {
  it('are finite whenever every number is', () => {
    expect(measureNorm(Float64Array.of(3, -4))).toBe(5)
    expect(measureNorm(Float64Array.of(3e200, -4e200))).toBeCloseTo(5e200, -190)
    expect(measureNorm(Float64Array.of(1e308, 1e308, 1e308, 1e308))).toBe(Number.MAX_VALUE)
    expect(joinNorms(3e200, 4e200) / 5e200).toBeCloseTo(1, 14)
    expect([measureNorm(Float64Array.of(NaN, 1)), measureNorm(Float64Array.of(Infinity))]).toEqual([
      NaN,
      Infinity,
    ])
  })
})
