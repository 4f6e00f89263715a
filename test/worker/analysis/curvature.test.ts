import { describe, expect, it } from 'vitest'
import { measureCurvature, mostExact } from '../../../src-worker/analysis/curvature'
import type { Curvature } from '../../../src-worker/protocol/checks'
import { createExample, createNetwork, type SampleNetwork } from '../core/sampleNetworks'
import { createStepOf } from './sampleSteps'

function measure(network: SampleNetwork): { found: Curvature; pieces: number } {
  const work = measureCurvature(createStepOf(network))
  for (let pieces = 0; ; pieces++) {
    const { value, done } = work.next()
    if (done === true) return { found: value, pieces }
  }
}

describe('the curvature', () => {
  it('of the example: all 13 eigenvalues, as NumPy finds them on the whole Hessian', () => {
    const { found, pieces } = measure(createExample())
    expect([found.parameters, found.products, found.exact, pieces]).toEqual([13, 13, true, 13])
    // numpy.linalg.eigvalsh on the Hessian by central differences of the gradient, step 1e-5.
    expect(found.largest.map((value) => value.toFixed(8))).toEqual(['0.08413604', '0.01176570', '0.00993487'])
    expect(found.smallest.toFixed(8)).toBe('-0.01086065')
    expect(found.limit).toBeCloseTo(2 / found.largest[0]!, 12)
    expect(found.learningRate).toBe(0.5)
  })

  it('of a linear unit is that of XᵀX/m: no direction curves downwards', () => {
    const network = createNetwork({
      inputs: 2,
      layers: [{ units: 1, activation: 'linear', bias: false }],
      m: 3,
    })
    network.data.x.set([3, 0, 0, 2, 0, 0])
    const { found } = measure(network)
    expect(found.largest[0]).toBeCloseTo(9 / 3, 12)
    expect(found.smallest).toBeCloseTo(4 / 3, 12)
    expect(found.negative).toBe(0)
  })

  it('beyond 200 parameters only the ends are looked for, and how many curve downwards is not said', () => {
    const network = createNetwork({
      inputs: 12,
      layers: [
        { units: 16, activation: 'tanh' },
        { units: 2, activation: 'sigmoid' },
      ],
      m: 6,
    })
    const { found } = measure(network)
    expect(found.parameters).toBeGreaterThan(mostExact)
    expect([found.products, found.exact, found.negative]).toEqual([60, false, null])
    expect(found.largest[0]).toBeGreaterThan(found.largest[1]!)
  })
})
