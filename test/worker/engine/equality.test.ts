import { describe, expect, it } from 'vitest'
import type { Engine } from '../../../src-worker/core/engine'
import {
  activationNames,
  costNames,
  type ActivationName,
  type CostName,
} from '../../../src-worker/spec/names'
import { copyParameters, createFast, createReference, createTraining, listLayers, type Case } from './cases'

/** Batches below, at and beyond a vector, a panel, the way of small networks and a chunk of 128. */
const batches = [1, 3, 4, 8, 10, 16, 17, 33, 128, 130, 300]

/** Hidden and output activation of each pair: a cross-entropy has an output of its own, softmax is for outputs only. */
const pairs: [ActivationName, ActivationName, CostName][] = costNames.flatMap((cost) =>
  activationNames.flatMap((activation): [ActivationName, ActivationName, CostName][] => {
    if (cost === 'binaryCrossEntropy') return activation === 'softmax' ? [] : [[activation, 'sigmoid', cost]]
    if (cost === 'categoricalCrossEntropy')
      return activation === 'softmax' ? [] : [[activation, 'softmax', cost]]
    return [[activation === 'softmax' ? 'tanh' : activation, activation, cost]]
  }),
)

/** W before minus W after one update of gradient descent at learning rate 1. */
function takeGradients(engine: Engine) {
  const before = copyParameters(engine)
  expect(engine.run(1, 0)).toBeNull()
  return copyParameters(engine).map(({ name, values }, t) => ({
    name,
    values: values.map((after, p) => before[t]!.values[p]! - after),
  }))
}

/** @returns the largest gradient of all, so that nobody compares zeros */
function expectSameUpdate(of: Case, what: string): number {
  const fast = createFast(of)
  const reference = createReference(of, fast)
  const found = takeGradients(fast)
  let largestOfAll = 0
  takeGradients(reference).forEach(({ name, values }, t) => {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    largestOfAll = Math.max(largestOfAll, largest)
    expect(found[t]!.values).toHaveLength(values.length)
    const error = values.reduce((most, value, p) => Math.max(most, Math.abs(value - found[t]!.values[p]!)), 0)
    expect(error, `${what}: ${name}, largest gradient ${largest}`).toBeLessThanOrEqual(2e-5 * largest + 1e-6)
  })
  const { cost } = reference.record
  // Of a cost near 0 the differences o − y carry the rounding of o.
  const off = Math.abs(fast.record.cost - cost)
  expect(off, `${what}: cost ${fast.record.cost} for ${cost}`).toBeLessThan(2e-6 * Math.max(cost, 0.01))
  return largestOfAll
}

describe('the gradients of one update equal the reference within 2e-5 of the largest, the cost within 2e-6', () => {
  it.each(pairs)('%s, then %s with %s', (hidden, output, cost) => {
    let largest = 0
    for (const bias of [true, false]) {
      for (const units of [5, 40]) {
        for (const rows of batches) {
          const layers = listLayers(
            [
              [units, hidden],
              [3, output],
            ],
            bias,
          )
          const of = { inputs: 7, layers, rows, training: createTraining({ cost }) }
          const what = `${units} units, ${rows} rows, ${bias ? 'with' : 'no'} biases`
          largest = Math.max(largest, expectSameUpdate(of, what))
        }
      }
    }
    expect(largest).toBeGreaterThan(0.03)
  })

  it.each([
    [[256, 'tanh'], 1],
    [[256, 'relu'], 11],
    [[300, 'sigmoid'], 4],
    [[300, 'gelu'], 13],
  ] as [[number, ActivationName], number][])('two layers of %j, %i outputs, 37 rows', (wide, outputs) => {
    const layers = listLayers([wide, wide, [outputs, 'linear']])
    const training = createTraining({ batchSize: 37 })
    expectSameUpdate({ inputs: 19, layers, rows: 100, training }, '37 rows of 100')
  })

  it.each(activationNames.filter((name) => name !== 'softmax'))(
    '%s: one hidden layer of 1 to 4 units, 1 to 4 inputs and samples, one output',
    (activation) => {
      const sizes = [1, 2, 3, 4]
      const outputs = [
        ['sigmoid', 'binaryCrossEntropy'],
        [activation, 'halfMeanSquaredError'],
        [activation, 'meanSquaredError'],
        [activation, 'huber'],
      ] as const
      for (const [output, cost] of outputs) {
        for (const [units, inputs] of sizes.flatMap((u) => sizes.map((k) => [u, k] as const))) {
          for (const rows of sizes) {
            for (const bias of [true, false]) {
              const layers = listLayers(
                [
                  [units, activation],
                  [1, output],
                ],
                bias,
              )
              const of = { inputs, layers, rows, training: createTraining({ cost }) }
              expectSameUpdate(
                of,
                `${cost}: ${inputs}-${units}-1, ${rows} rows, ${bias ? 'with' : 'no'} biases`,
              )
            }
          }
        }
      }
    },
  )

  it('one layer alone, 1 input and 1 unit, and 33 inputs and 1 unit', () => {
    for (const inputs of [1, 33]) {
      for (const rows of batches) {
        const of = { inputs, layers: listLayers([[1, 'sigmoid']]), rows, training: createTraining() }
        expectSameUpdate(of, `${inputs} inputs, ${rows} rows`)
      }
    }
  })
})
