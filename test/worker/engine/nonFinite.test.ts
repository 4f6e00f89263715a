import { describe, expect, it } from 'vitest'
import type { Engine, NonFinite, TrainingData } from '../../../src-worker/core/engine'
import type { TrainingSettings } from '../../../src-worker/spec/experiment'
import type { ActivationName } from '../../../src-worker/spec/names'
import {
  copyParameters,
  createData,
  createFast,
  createReference,
  createTraining,
  getOptimizer,
  listLayers,
  type Case,
} from './cases'

const createCase = (units: number, hidden: ActivationName, changes: Partial<TrainingSettings>): Case => ({
  inputs: 4,
  layers: listLayers([
    [units, hidden],
    [2, 'linear'],
  ]),
  rows: 12,
  training: createTraining(changes),
})

const countNonFinite = (engine: Engine): number =>
  copyParameters(engine)
    .flatMap(({ values }) => [...values])
    .filter((value) => !Number.isFinite(value)).length

/** Runs until the update that is left out; nothing of it may stay. */
function runToFault(of: Case, data?: TrainingData): NonFinite {
  const engine = createFast(of, data)
  for (let update = 1; update <= 1000; update++) {
    const before = structuredClone(engine.getState())
    const fault = engine.run(1, 0)
    if (fault === null) continue
    expect(fault.update).toBe(update)
    expect(fault.epoch).toBe(engine.epoch)
    expect(engine.getState()).toEqual(before)
    expect(engine.getHistory().update).toHaveLength(update - 1)
    expect(countNonFinite(engine)).toBe(0)
    expect(createFastAndRun(of, data)).toEqual(fault)
    return fault
  }
  throw new Error('every update is finite')
}

/** The same in one call. */
function createFastAndRun(of: Case, data?: TrainingData): NonFinite | null {
  return createFast(of, data).run(1000, 0)
}

const runReference = (of: Case, data?: TrainingData): NonFinite | null =>
  createReference(of, createFast(of, data), data).run(1000, 0)

describe('an update that is not finite is left out whole and named', () => {
  it.each([
    ['8 units, 12 rows', 8, 'full', 'sgd'],
    ['8 units, batches of 5', 8, 5, 'sgd'],
    ['40 units, 12 rows', 40, 'full', 'sgd'],
    ['8 units, momentum', 8, 'full', 'momentum'],
    ['40 units, nesterov', 40, 5, 'nesterov'],
  ] as const)('relu and linear at learning rate 1e6: %s', (_name, units, batchSize, optimizer) => {
    const fault = runToFault(
      createCase(units, 'relu', { batchSize, optimizer: getOptimizer(optimizer, 1e6) }),
    )
    expect(fault.update).toBeGreaterThan(1)
    expect(fault.update).toBeLessThan(20)
    expect(fault.layer).toBeGreaterThanOrEqual(0)
    expect(fault.layer).toBeLessThanOrEqual(2)
    expect(fault.tensor).toMatch(/^(i|o|cost|dCost_dO|dCost_dI|dW|db|W|b|optimizer)$/)
  })

  it('as W of layer 1 when the step is beyond float32 at the first update', () => {
    const of = createCase(8, 'tanh', { optimizer: getOptimizer('sgd', 1e39) })
    expect(runToFault(of)).toMatchObject({ update: 1, epoch: 0, batch: 1, layer: 1, tensor: 'W' })
  })

  it('as the cost when targets of 1e30 have squares beyond float32', () => {
    const of = createCase(8, 'tanh', {})
    const data = createData(of)
    data.y.fill(1e30)
    expect(runToFault(of, data)).toMatchObject({ update: 1, layer: 0, tensor: 'cost' })
  })
})

describe('a preactivation of ∞ − ∞ stops the run as i of layer 1, as in the reference', () => {
  const activations: ActivationName[] = ['linear', 'sigmoid', 'tanh', 'relu', 'leakyRelu', 'elu', 'softplus', 'gelu'] // prettier-ignore
  // The sizes of tiny networks, of small ones, and of those with tiles.
  it.each([3, 8, 40].flatMap((units) => activations.map((name) => [name, units] as const)))(
    '%s, %i units',
    (activation, units) => {
      const of: Case = {
        inputs: 2,
        layers: listLayers([
          [units, activation],
          [1, 'linear'],
        ]),
        rows: 4,
        training: createTraining(),
      }
      const engine = createFast(of)
      const state = engine.getState()
      // Two products beyond float32 of opposite signs for the first unit; the others are 0.
      state.parameters[0]!.weights.fill(0)
      state.parameters[0]!.weights.set([1e30], 0)
      state.parameters[0]!.weights.set([-1e30], units)
      const data = createData(of)
      data.x.fill(1e30)
      const other = createFast(of, data)
      other.restore(state, null)
      expect(other.run(1, 0)).toEqual({ update: 1, epoch: 0, batch: 1, layer: 1, tensor: 'i' })
      expect(countNonFinite(other)).toBe(0)
      expect(other.update).toBe(0)
    },
  )
})

describe('at the limits of float32', () => {
  it('a penalty of 3.4e39 takes a finite gradient beyond them and is named dW', () => {
    const toCase = (l2: number) => createCase(8, 'tanh', { l2 })
    expect(runToFault(toCase(3.4e39))).toMatchObject({ update: 1, tensor: 'dW' })
  })

  it.each(['rmsprop', 'adam'])('an epsilon of 1e-46 does not stop %s, as in the reference', (name) => {
    const optimizer = { ...getOptimizer(name, 0.001), epsilon: 1e-46 } as TrainingSettings['optimizer']
    const of = createCase(7, 'tanh', { optimizer })
    expect(runReference(of)).toBeNull()
    expect(createFastAndRun(of)).toBeNull()
  })
})
