import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../../src-worker/core/engine'
import { shapeNetwork } from '../../../src-worker/core/network'
import { ReferenceEngine } from '../../../src-worker/core/referenceEngine'
import { computeTrace } from '../../../src-worker/core/trace'
import { FastEngine } from '../../../src-worker/engine/fastEngine'
import { goldenCases, readGolden, toExperiment, toTrainingData } from './goldenCases'

const flat = (matrix: readonly (readonly number[])[]): number[] => matrix.flat()

/** Every value within `relative` of the golden one; values near zero within `absolute`. */
function expectClose(
  actual: ArrayLike<number>,
  expected: readonly number[],
  what: string,
  relative: number,
  absolute: number,
): void {
  expect(actual.length, `${what}: length`).toBe(expected.length)
  expected.forEach((value, p) => {
    const difference = Math.abs(actual[p]! - value)
    expect(difference, `${what}[${p}]: ${actual[p]} for ${value}`).toBeLessThanOrEqual(
      relative * Math.abs(value) + absolute,
    )
  })
}

describe.each(goldenCases)('golden case %s', (name) => {
  const golden = readGolden(readFileSync(new URL(`../../golden/${name}.json`, import.meta.url), 'utf8'))
  const experiment = toExperiment(golden)
  const data = toTrainingData(golden)
  const shape = shapeNetwork(golden.network.inputs, experiment.network.layers)

  it('agrees in every tensor of the first update to a relative 1e-10', () => {
    const engine = new ReferenceEngine(shape, data, experiment)
    const trace = computeTrace(
      shape,
      data,
      engine.getNextBatch(),
      engine.getState(),
      experiment.training,
      engine.learningRate,
    )
    expect(Math.abs(trace.cost / golden.trace.cost - 1)).toBeLessThan(1e-10)
    trace.layers.forEach((layer, l) => {
      const { i, o, dO, dI, dW, dB } = layer
      const pairs = { i, o, dCost_dO: dO, dCost_dI: dI, dW, db: dB } as const
      for (const [tensor, values] of Object.entries(pairs)) {
        const expected = flat(golden.trace[tensor as keyof typeof pairs][l]!)
        expectClose(values, expected, `${tensor}${l + 1}`, 1e-10, 1e-12)
      }
    })
  })

  const engines: [string, () => Engine, { cost: number; relative: number; absolute: number }][] = [
    [
      'the reference engine',
      () => new ReferenceEngine(shape, data, experiment),
      { cost: 1e-10, relative: 1e-10, absolute: 1e-12 },
    ],
    [
      'the fast engine',
      () => new FastEngine(shape, data, toExperiment(golden, 'float32')),
      { cost: 2e-5, relative: 1e-3, absolute: 2e-5 },
    ],
  ]

  it.each(engines)(
    'on %s agrees in the cost before the n-th update and in the weights after n updates',
    (_name, create, { cost, relative, absolute }) => {
      const engine = create()
      const last = Math.max(...Object.keys(golden.costs).concat(Object.keys(golden.after)).map(Number))
      for (let update = 1; update <= last; update++) {
        expect(engine.run(1, 0)).toBeNull()
        const expected = golden.costs[update]
        if (expected !== undefined) {
          expect(Math.abs(engine.record.cost - expected), `cost ${update}`).toBeLessThanOrEqual(
            cost * Math.abs(expected) + absolute / 100,
          )
        }
        const after = golden.after[update]
        if (after === undefined) continue
        engine.parameters.forEach(({ weights, biases }, l) => {
          expectClose(weights, flat(after.W[l]!), `W${l + 1} after ${update}`, relative, absolute)
          expectClose(biases, flat(after.b[l]!), `b${l + 1} after ${update}`, relative, absolute)
        })
      }
    },
  )
})
