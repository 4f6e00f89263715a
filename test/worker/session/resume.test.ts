import { describe, expect, it } from 'vitest'
import { readSession } from '../../../src-worker/files/sessionReader'
import { writeSession } from '../../../src-worker/files/sessionWriter'
import { createRun, restoreRun } from '../../../src-worker/session/openRun'
import type { TrainingRun } from '../../../src-worker/session/trainingRun'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'

const host = { now: () => 0, assistants: null }

const optimizers = [
  { name: 'sgd', learningRate: 0.1 },
  { name: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true },
  { name: 'rmsprop' },
  { name: 'adam' },
  { name: 'adamw' },
] as const

const describeOptimizer = (optimizer: (typeof optimizers)[number]) =>
  `${optimizer.name}${'momentum' in optimizer ? ' with momentum' : ''}`

function open(optimizer: (typeof optimizers)[number], precision: 'float32' | 'float64'): TrainingRun {
  const experiment: ExperimentInput = {
    name: 'Moons',
    data: {
      source: { kind: 'generator', name: 'moons', samples: 50, noise: 0.1, seed: 4 },
      scaling: 'standardize',
      split: { validation: 0.2, seed: 2 },
    },
    network: {
      layers: [{ units: 5, activation: 'tanh' }, { units: 3, activation: 'relu', bias: false }, { units: 1 }],
    },
    training: {
      cost: 'binaryCrossEntropy',
      optimizer,
      precision,
      batchSize: 7,
      l2: 0.001,
      clipNorm: 1,
      stop: {},
    },
  }
  const created = createRun(experiment, [], host)
  if (!created.ok) throw new Error(JSON.stringify(created.error))
  return created.value
}

const evaluate = (run: TrainingRun) => {
  run.settle(Infinity)
  return run.evaluations.peek()!
}

function advance(run: TrainingRun, updates: number): void {
  run.start()
  run.advance(updates, Infinity)
  run.pause()
}

describe.each(['float32', 'float64'] as const)('a session in %s', (precision) => {
  it.each(optimizers.map((optimizer) => [describeOptimizer(optimizer), optimizer] as const))(
    'with %s: 10 updates are 5, saved, loaded, and 5 more, bit for bit',
    async (_name, optimizer) => {
      const whole = open(optimizer, precision)
      advance(whole, 10)
      const half = open(optimizer, precision)
      advance(half, 5)
      const bytes = await writeSession(half.toDocument(), '0.1.0')
      const restored = await restoreRun(bytes, 'half.chainrule', host)
      if (!restored.ok) throw new Error(JSON.stringify(restored.error))
      advance(restored.value.run, 5)
      const { seconds: _a, ...resumed } = restored.value.run.toDocument()
      const { seconds: _b, ...straight } = whole.toDocument()
      expect(resumed).toEqual(straight)
    },
  )
})

describe('a session file', () => {
  it('saved, loaded and saved again is the same file', async () => {
    const run = open({ name: 'adam' }, 'float64')
    advance(run, 23)
    const first = await writeSession(run.toDocument(), '0.1.0')
    const read = await readSession(first, 'x.chainrule')
    if (!read.ok) throw new Error(JSON.stringify(read.error))
    expect(await writeSession(read.value, '0.1.0')).toEqual(first)
  })

  it('predicts after loading what it predicted before, bit for bit, scaler included', async () => {
    const run = open({ name: 'sgd', learningRate: 0.1 }, 'float32')
    advance(run, 40)
    const before = evaluate(run)
    const restored = await restoreRun(await writeSession(run.toDocument(), '0.1.0'), 'x.chainrule', host)
    if (!restored.ok) throw new Error(JSON.stringify(restored.error))
    expect(evaluate(restored.value.run)).toEqual(before)
    expect(restored.value.run.prepared.scaler).toEqual(run.prepared.scaler)
  })
})

describe('a session that does not fit its own data', () => {
  it('is refused by the place: an order of other rows, a slot too few', async () => {
    const run = open({ name: 'adam' }, 'float64')
    advance(run, 3)
    const document = run.toDocument()
    const { order, optimizer } = document
    const bent = {
      ...document,
      order: { ...order, permutation: order.permutation.filter((row) => row < 30), cursor: 0, batch: 0 },
      optimizer: { ...optimizer, slots: optimizer.slots.slice(1) },
    }
    const restored = await restoreRun(await writeSession(bent, '0.1.0'), 'bent.chainrule', host)
    expect(!restored.ok && restored.error.file).toBe('bent.chainrule')
    expect(!restored.ok && restored.error.problems).toEqual([
      { path: 'order.npz', expected: 'the order of 40 training rows', actual: '30' },
      { path: 'weights.safetensors', expected: 'the slots of adam: mean, square', actual: 'square' },
    ])
  })
})

describe('a run sent on past its rule', () => {
  it('stays past it after saving and loading', async () => {
    const run = open({ name: 'adam' }, 'float64')
    run.change({ stop: { cost: 0.69 } })
    run.start()
    while (run.state === 'running') run.advance(1, Infinity)
    expect(run.stopReason).toBe('cost')
    advance(run, 5)
    const restored = await restoreRun(await writeSession(run.toDocument(), '0.1.0'), 'x.chainrule', host)
    if (!restored.ok) throw new Error(JSON.stringify(restored.error))
    for (const each of [run, restored.value.run]) advance(each, 20)
    expect([restored.value.run.engine.update, restored.value.run.stopReason]).toEqual([
      run.engine.update,
      null,
    ])
    expect(restored.value.run.engine.getState()).toEqual(run.engine.getState())
  })
})
