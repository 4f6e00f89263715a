import { describe, expect, it } from 'vitest'
import { createRun } from '../../../src-worker/session/openRun'
import type { TrainingRun } from '../../../src-worker/session/trainingRun'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'

/** A clock that moves by a millisecond a look, so that slices end at the same places on every machine. */
const createClock = () => {
  let time = 0
  return () => time++
}

function open(change: (experiment: ExperimentInput) => void = () => undefined): TrainingRun {
  const experiment = structuredClone(exampleExperiment) as ExperimentInput
  change(experiment)
  const created = createRun(experiment, [], { now: createClock(), assistants: null })
  if (!created.ok) throw new Error(JSON.stringify(created.error))
  return created.value
}

function runToEnd(run: TrainingRun): void {
  run.start()
  while (run.state === 'running') run.advance(Infinity, 12)
}

const evaluate = (run: TrainingRun) => {
  run.settle(Infinity)
  return run.evaluations.peek()!
}

const weightsOf = (run: TrainingRun) => run.engine.getState().parameters

describe('a run of the example', () => {
  it('stops after its 1,000 updates at the golden cost 0.12412901886347644', () => {
    const run = open()
    runToEnd(run)
    expect([run.state, run.stopReason, run.engine.update, run.engine.epoch]).toEqual([
      'finished',
      'updates',
      1000,
      1000,
    ])
    expect(run.engine.record.cost).toBeCloseTo(0.12412901886347644, 12)
  })

  it('gives the same bytes in slices of one update and in one piece', () => {
    const whole = open()
    runToEnd(whole)
    const sliced = open()
    sliced.start()
    while (sliced.state === 'running') sliced.advance(1, 12)
    expect(weightsOf(sliced)).toEqual(weightsOf(whole))
    expect(sliced.getHistory().cost).toEqual(whole.getHistory().cost)
  })

  it('restarted has the byte-identical history', () => {
    const run = open()
    runToEnd(run)
    const { seconds: _first, ...before } = run.getHistory()
    run.prepareRestart()()
    expect([run.state, run.engine.update, run.engine.samples]).toEqual(['idle', 0, 0])
    runToEnd(run)
    const { seconds: _second, ...after } = run.getHistory()
    expect(after).toEqual(before)
  })

  it('goes on past a rule when it is sent on, and stops at a new one', () => {
    const run = open()
    runToEnd(run)
    run.start()
    run.advance(10, 1e9)
    expect([run.state, run.engine.update]).toEqual(['running', 1010])
    run.pause()
    expect(run.change({ stop: { updates: 1100 } }).ok).toBe(true)
    runToEnd(run)
    expect(run.engine.update).toBe(1100)
  })

  it('records a change with its update, and a change of the stop rules not', () => {
    const run = open()
    run.start()
    run.advance(7, 1e9)
    run.change({ batchSize: 2, optimizer: { name: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false } })
    run.change({ stop: { updates: 20 } })
    expect(run.events.map(({ update, field, before, after }) => [update, field, before, after])).toEqual([
      [7, 'batchSize', '4', '2'],
      [
        7,
        'optimizer',
        'sgd, learningRate 0.5, momentum 0, nesterov false',
        'sgd, learningRate 0.1, momentum 0, nesterov false',
      ],
    ])
    run.advance(1, 1e9)
    expect(run.getHistory().learningRate.at(-1)).toBe(0.1)
  })

  it('refuses a learning rate of −1 and stays as it was', () => {
    const run = open()
    const changed = run.change({ optimizer: { name: 'sgd', learningRate: -1, momentum: 0, nesterov: false } })
    expect(!changed.ok && changed.error[0]).toMatchObject({
      path: 'training.optimizer.learningRate',
      expected: 'a number above 0',
      actual: '-1',
    })
    expect(run.experiment.training.optimizer.learningRate).toBe(0.5)
  })
})

describe('stop rules', () => {
  it('epochs: 5 stops after 10 updates of two batches each', () => {
    const run = open((experiment) => (experiment.training = { batchSize: 2, stop: { epochs: 5 } }))
    runToEnd(run)
    expect([run.stopReason, run.engine.update, run.engine.epoch]).toEqual(['epochs', 10, 5])
  })

  it('patience: 3 stops three epochs after the last improvement', () => {
    const run = open((experiment) => {
      experiment.training = {
        optimizer: { name: 'sgd', learningRate: 1e-300 },
        shuffle: false,
        stop: { patience: 3 },
      }
    })
    runToEnd(run)
    expect([run.stopReason, run.engine.epoch]).toEqual(['patience', 4])
  })

  it('cost: stops at the first epoch below it', () => {
    const run = open((experiment) => (experiment.training = { ...experiment.training, stop: { cost: 0.13 } }))
    runToEnd(run)
    expect(run.stopReason).toBe('cost')
    const { cost } = run.getHistory().evaluation
    expect(cost.at(-1)).toBeLessThan(0.13)
    expect(cost.at(-2)).toBeGreaterThanOrEqual(0.13)
  })
})

describe('a batch larger than the data', () => {
  it('is clamped to the four rows', () => {
    const run = open((experiment) => (experiment.training = { ...experiment.training, batchSize: 1000 }))
    run.start()
    run.advance(1, 1e9)
    expect([run.engine.samples, run.engine.epoch]).toEqual([4, 1])
  })
})

describe('a run whose numbers are not finite', () => {
  const diverge = () =>
    open((experiment) => {
      experiment.network.layers = [{ units: 1, activation: 'linear', bias: true }]
      experiment.network.initialization = { kind: 'constant', value: 1 }
      experiment.training = {
        optimizer: { name: 'sgd', learningRate: 1e6 },
        precision: 'float64',
        shuffle: false,
        stop: {},
      }
    })

  it('with learning rate 1e6 stops, names update, layer, tensor and batch, and keeps the last finite weights', () => {
    const run = diverge()
    runToEnd(run)
    expect(run.state).toBe('diverged')
    const { update, batch, layer, tensor } = run.divergence!
    expect([batch, layer]).toEqual([1, tensor === 'cost' ? 0 : 1])
    expect(update).toBe(run.engine.update + 1)
    expect(weightsOf(run)[0]!.weights.every(Number.isFinite)).toBe(true)
  })

  it('names the optimizer when what it remembers overflows, and leaves it as it was', () => {
    const run = open((experiment) => {
      experiment.data.source = { kind: 'inline', inputs: [[6e9]], targets: [[0]] }
      experiment.network.layers = [{ units: 1, activation: 'linear' }]
      experiment.network.initialization = { kind: 'constant', value: 1 }
      experiment.training = {
        optimizer: { name: 'rmsprop' },
        precision: 'float32',
        stop: {},
        cost: 'meanSquaredError',
      }
    })
    runToEnd(run)
    expect(run.divergence).toEqual({ update: 1, epoch: 0, batch: 1, layer: 1, tensor: 'optimizer' })
    const { optimizer } = run.engine.getState()
    expect([optimizer.step, optimizer.slots[0]!.layers[0]!.weights[0]]).toEqual([0, 0])
  })

  it('can be restarted', () => {
    const run = diverge()
    runToEnd(run)
    run.prepareRestart()()
    expect([run.state, run.divergence, run.engine.update]).toEqual(['idle', null, 0])
  })
})

describe('accuracy and penalty', () => {
  it('accuracy lies from 0 to 1 and the penalty is not in the cost', () => {
    const plain = open()
    const penalized = open((experiment) => (experiment.training = { ...experiment.training, l2: 0.1 }))
    for (const run of [plain, penalized]) {
      run.start()
      run.advance(1, 1e9)
    }
    expect(penalized.engine.record.cost).toBe(plain.engine.record.cost)
    expect(penalized.getHistory().penalty[0]).toBeGreaterThan(0.05)
    const { accuracy } = evaluate(plain).training
    expect(accuracy).toBeGreaterThanOrEqual(0)
    expect(accuracy).toBeLessThanOrEqual(1)
  })
})

describe('xor', () => {
  it('falls below 0.01 within 3,000 updates of adam, seed 7', () => {
    const run = open((experiment) => {
      experiment.network.initialization = { kind: 'xavierUniform', seed: 7 }
      experiment.training = {
        optimizer: { name: 'adam', learningRate: 0.02 },
        precision: 'float64',
        stop: { updates: 3000 },
      }
    })
    runToEnd(run)
    expect(evaluate(run).training.cost).toBeLessThan(0.01)
    expect(evaluate(run).training.accuracy).toBe(1)
  })
})
