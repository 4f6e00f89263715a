import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { shapeNetwork } from '../../../src-worker/core/network'
import { ReferenceEngine } from '../../../src-worker/core/referenceEngine'
import { computeTrace } from '../../../src-worker/core/trace'
import { goldenCases, readGolden, toExperiment, toTrainingData } from './goldenCases'

const flat = (matrix: readonly (readonly number[])[]): number[] => matrix.flat()

/** Every value within a relative 1e-10 of the golden one; values near zero within 1e-12. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  expect(actual.length, `${what}: length`).toBe(expected.length)
  expected.forEach((value, p) => {
    const difference = Math.abs(actual[p]! - value)
    expect(difference, `${what}[${p}]: ${actual[p]} for ${value}`).toBeLessThanOrEqual(
      1e-10 * Math.abs(value) + 1e-12,
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
        expectClose(values, flat(golden.trace[tensor as keyof typeof pairs][l]!), `${tensor}${l + 1}`)
      }
    })
  })

  it('agrees in the cost before the n-th update and in the weights after n updates', () => {
    const engine = new ReferenceEngine(shape, data, experiment)
    const last = Math.max(...Object.keys(golden.costs).concat(Object.keys(golden.after)).map(Number))
    for (let update = 1; update <= last; update++) {
      let cost = NaN
      expect(engine.run(1, (record) => (cost = record.cost))).toBeNull()
      const expected = golden.costs[update]
      if (expected !== undefined) expect(Math.abs(cost / expected - 1), `cost ${update}`).toBeLessThan(1e-10)
      const after = golden.after[update]
      if (after === undefined) continue
      engine.parameters.forEach(({ weights, biases }, l) => {
        expectClose(weights, flat(after.W[l]!), `W${l + 1} after ${update}`)
        expectClose(biases, flat(after.b[l]!), `b${l + 1} after ${update}`)
      })
    }
  })
})
