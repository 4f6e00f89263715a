import { describe, expect, it } from 'vitest'
import type { Engine } from '../../../src-worker/core/engine'
import type { TrainingSettings } from '../../../src-worker/spec/experiment'
import { scheduleKinds, type ScheduleKind } from '../../../src-worker/spec/names'
import {
  copyParameters,
  createFast,
  createReference,
  createTraining,
  getOptimizer,
  listLayers,
  listOptimizers,
  type Case,
} from './cases'

const schedules: Record<ScheduleKind, TrainingSettings['schedule']> = {
  constant: { kind: 'constant' },
  step: { kind: 'step', epochs: 3, factor: 0.5 },
  exponential: { kind: 'exponential', factor: 0.9 },
  cosine: { kind: 'cosine', epochs: 10, minimum: 0.0005 },
  warmUp: { kind: 'warmUp', updates: 20 },
}

const updates = 60

/** Units and clipping for each of the ways an update can take. */
const ways: [name: string, units: number, clipNorm: number | null][] = [
  ['8 units, clipped', 8, 0.2],
  ['40 units, clipped', 40, 0.2],
  ['40 units', 40, null],
]

/**
 * Five batches of ten rows and one of seven. The first step of rmsprop is ten times its rate whatever the gradient: at
 * 0.01 what float32 rounds off the smallest ones grows past every bound.
 */
const createCase = (optimizer: string, kind: ScheduleKind, units: number, clipNorm: number | null): Case => ({
  inputs: 5,
  layers: listLayers([
    [units, 'tanh'],
    [units, 'tanh'],
    [2, 'tanh'],
  ]),
  rows: 57,
  training: createTraining({
    optimizer: getOptimizer(optimizer, optimizer === 'rmsprop' ? 0.001 : 0.01),
    schedule: schedules[kind],
    batchSize: 10,
    shuffle: true,
    l1: 1e-4,
    l2: 1e-3,
    clipNorm,
  }),
})

function expectClose(
  actual: number,
  expected: number,
  relative: number,
  absolute: number,
  what: string,
): void {
  expect(Math.abs(actual - expected), `${what}: ${actual} for ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected) + absolute,
  )
}

function expectSamePlace(fast: Engine, reference: Engine): void {
  const [a, b] = [fast.record, reference.record]
  expect([a.update, a.epoch, a.samples]).toEqual([b.update, b.epoch, b.samples])
  expect([fast.update, fast.epoch, fast.samples]).toEqual([
    reference.update,
    reference.epoch,
    reference.samples,
  ])
  expect(fast.countRemainingInEpoch()).toBe(reference.countRemainingInEpoch())
  expectClose(a.learningRate, b.learningRate, 1e-12, 0, 'learning rate')
  expectClose(fast.learningRate, reference.learningRate, 1e-12, 0, 'next learning rate')
  expect(fast.getNextBatch()).toEqual(reference.getNextBatch())
}

/** One assertion a tensor, of its worst value: one a value would be most of this file's time. */
function expectSameParameters(fast: Engine, reference: Engine, relative: number, absolute: number): void {
  const found = copyParameters(fast)
  copyParameters(reference).forEach(({ name, values }, t) => {
    const excess = (p: number): number =>
      Math.abs(found[t]!.values[p]! - values[p]!) - (relative * Math.abs(values[p]!) + absolute)
    let worst = 0
    for (let p = 1; p < values.length; p++) if (!(excess(p) <= excess(worst))) worst = p
    expectClose(found[t]!.values[worst]!, values[worst]!, relative, absolute, `${name}[${worst}]`)
  })
}

const names = listOptimizers(1).map(([name]) => name)
const all = names.flatMap((name) => scheduleKinds.map((kind): [string, ScheduleKind] => [name, kind]))

describe.each(ways)('60 updates of a tanh network of %s, six batches an epoch', (_way, units, clipNorm) => {
  it.each(all)(
    '%s, %s: parameters within 1e-3 of the reference, the same rows, rates within 1e-12',
    (name, kind) => {
      const of = createCase(name, kind, units, clipNorm)
      const fast = createFast(of)
      const reference = createReference(of, fast)
      expect(fast.getNextBatch()).toEqual(reference.getNextBatch())
      let clipped = 0
      for (let update = 1; update <= updates; update++) {
        expect(fast.run(1, 0)).toBeNull()
        reference.run(1, 0)
        expectSamePlace(fast, reference)
        if (clipNorm !== null && fast.record.gradientNorm > clipNorm) clipped++
      }
      expect(fast.record.epoch).toBe(9)
      if (clipNorm !== null) expect(clipped).toBeGreaterThan(5)
      expectSameParameters(fast, reference, 1e-3, 1e-5)
    },
  )

  it.each(names)('%s: from the same state norms and penalty within 1e-5, parameters within 1e-6', (name) => {
    const of = createCase(name, 'constant', units, clipNorm)
    const fast = createFast(of)
    const reference = createReference(of, fast)
    for (let update = 1; update <= updates; update++) {
      reference.restore(fast.getState(), null)
      fast.run(1, 0)
      reference.run(1, 0)
      const [a, b] = [fast.record, reference.record]
      b.layerGradientNorms.forEach((norm, l) => {
        expectClose(a.layerGradientNorms[l]!, norm, 1e-5, 0, `norm of layer ${l + 1} at update ${update}`)
      })
      expectClose(a.gradientNorm, b.gradientNorm, 1e-5, 0, `norm at update ${update}`)
      expectClose(a.penalty, b.penalty, 1e-5, 0, `penalty at update ${update}`)
      expectClose(a.cost, b.cost, 2e-6, 0, `cost at update ${update}`)
      expect(b.penalty).toBeGreaterThan(0)
      expectSameParameters(fast, reference, 0, 1e-6)
    }
  })
})
