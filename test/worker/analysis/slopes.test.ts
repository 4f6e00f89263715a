import { describe, expect, it } from 'vitest'
import { computeSlopes, largestSlope, mapSaturation } from '../../../src-worker/analysis/slopes'
import { activations } from '../../../src-worker/core/activations'
import { createExample, createNetwork } from '../core/sampleNetworks'
import { createDeepNetwork, createStepOf } from './sampleSteps'

describe('the largest slope', () => {
  it.each(Object.keys(activations) as (keyof typeof activations)[])(
    'of %s is reached to a thousandth between −12 and 12, and not passed by more than that',
    (name) => {
      const { output, derivative } = activations[name]
      const slopes = Array.from({ length: 24_001 }, (_, k) => {
        const i = (k - 12_000) / 1000
        return derivative(i, output(i))
      })
      expect(Math.max(...slopes) / largestSlope[name]).toBeCloseTo(1, 4)
    },
  )

  it('of softmax by its own unit is o(1 − o) at o = 1/2', () => {
    expect(largestSlope.softmax).toBe(0.25)
  })
})

describe('the saturation map', () => {
  it('of the example holds o(1 − o) of 4 × 3 and 4 × 1, as float32', () => {
    const step = createStepOf(createExample())
    const { samples, layers } = mapSaturation(step)
    expect(samples).toBe(4)
    expect(layers.map(({ activation, units, largest }) => [activation, units, largest])).toEqual([
      ['sigmoid', 3, 0.25],
      ['sigmoid', 1, 0.25],
    ])
    layers.forEach(({ slopes }, l) => {
      const o = step.traced.layers[l]!.o
      expect([...slopes]).toEqual([...o].map((value) => Math.fround(value * (1 - value))))
    })
    const o = 0.52497918747894
    expect(layers[0]!.slopes[0]).toBeCloseTo(o * (1 - o), 7)
  })

  it('holds what ∂cost/∂o is multiplied by, layer by layer', () => {
    const step = createStepOf(createDeepNetwork())
    step.shape.layers.forEach((_, l) => {
      const { dO, dI } = step.traced.layers[l]!
      computeSlopes(step, l, 7).forEach((slope, p) => expect(slope).toBeCloseTo(dI[p]! / dO[p]!, 6))
    })
  })

  it('holds the first 256 of 300 samples, softmax by its own unit', () => {
    const layers = [
      { units: 3, activation: 'relu' as const },
      { units: 2, activation: 'softmax' as const },
    ]
    const step = createStepOf(createNetwork({ inputs: 4, layers, m: 300 }))
    const map = mapSaturation(step)
    expect(map.samples).toBe(256)
    expect(map.layers.map(({ slopes }) => slopes.length)).toEqual([768, 512])
    expect(new Set(map.layers[0]!.slopes)).toEqual(new Set([0, 1]))
    const o = step.traced.layers[1]!.o[511]!
    expect(map.layers[1]!.slopes[511]).toBe(Math.fround(o * (1 - o)))
  })
})
