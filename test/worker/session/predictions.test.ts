import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Evaluator } from '../../../src-worker/core/evaluator'
import type { PartName } from '../../../src-worker/protocol/predictions'
import type { OpenedRun } from '../../../src-worker/protocol/trainerApi'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { TrainerService } from '../../../src-worker/session/trainerService'
import type { TrainingRun } from '../../../src-worker/session/trainingRun'
import { attachBundled } from '../data/sources'
import { take } from './services'

/** Shows the open run itself, for comparison with the engine. */
class OpenService extends TrainerService {
  pauses = 0

  constructor() {
    const pause = () => {
      this.pauses++
      return setImmediate()
    }
    super({ now: () => performance.now(), assistants: null, pause: () => pause(), appVersion: 'test' })
  }

  look(runId: number): TrainingRun {
    return this.findRun(runId)
  }
}

const digits: ExperimentInput = {
  name: 'digits',
  data: {
    source: { kind: 'bundled', name: 'digits' },
    scaling: 'minmax',
    split: { validation: 0.25, test: 0.1, seed: 3 },
  },
  network: {
    layers: [
      { units: 12, activation: 'tanh' },
      { units: 10, activation: 'softmax' },
    ],
    initialization: { kind: 'xavierUniform', seed: 4 },
  },
  training: {
    cost: 'categoricalCrossEntropy',
    batchSize: 32,
    shuffle: true,
    precision: 'float64',
    optimizer: { name: 'adam', learningRate: 0.01 },
  },
}

const sine: ExperimentInput = {
  name: 'sine',
  data: {
    source: { kind: 'generator', name: 'sine', samples: 90, noise: 0.1, seed: 2 },
    scaling: 'standardize',
    split: { validation: 0.2, test: 0, seed: 1 },
  },
  network: {
    layers: [
      { units: 5, activation: 'tanh' },
      { units: 1, activation: 'linear' },
    ],
    initialization: { kind: 'xavierUniform', seed: 4 },
  },
  training: { cost: 'halfMeanSquaredError', batchSize: 10, precision: 'float64' },
}

interface Opened {
  service: OpenService
  run: OpenedRun
}

async function open(experiment: ExperimentInput, epochs = 1): Promise<Opened> {
  const service = new OpenService()
  const { source } = experiment.data
  const attachments = source.kind === 'bundled' ? attachBundled(source.name) : []
  const run = take(await service.open(experiment, attachments))
  for (let epoch = 0; epoch < epochs; epoch++) take(await service.command(run.runId, 'stepEpoch'))
  return { service, run }
}

const ask = async ({ service, run }: Opened, part: PartName, page = {}) =>
  take(await service.predictRows(run.runId, { part, filter: 'all', from: 0, limit: 500, ...page }))

/** Outputs of every row of the data, all at once. */
function forwardAll({ service, run }: Opened): { outputs: Float64Array; n: number } {
  const { shape, prepared, engine } = service.look(run.runId)
  const { rows, targets, y } = prepared.dataset
  const outputs = new Float64Array(rows * targets)
  const evaluator = new Evaluator(shape, { x: prepared.x, y })
  evaluator.predictInto(outputs, engine.parameters, Float64Array.from(prepared.x), rows)
  return { outputs, n: targets }
}

describe('predicted rows', () => {
  it("are core's forward pass at every row of digits, page by page", async () => {
    const opened = await open(digits)
    const { outputs, n } = forwardAll(opened)
    const { prepared } = opened.service.look(opened.run.runId)
    const seen: number[] = []
    for (const part of ['training', 'validation', 'test'] as const) {
      for (let from = 0; from < prepared.split[part].length; from += 500) {
        const { page } = await ask(opened, part, { from })
        page.rows.forEach((row, s) => {
          seen.push(row)
          const own = outputs.subarray(row * n, row * n + n)
          expect(page.outputs.values.subarray(s * n, s * n + n)).toEqual(own)
          const largest = own.indexOf(Math.max(...own))
          expect([page.predicted[s], page.confidence[s]]).toEqual([largest, own[largest]])
          expect(page.target[s]).toBe(prepared.dataset.y.subarray(row * n, row * n + n).indexOf(1))
          expect(page.inputs.values[s * 64 + 20]).toBe(prepared.dataset.x[row * 64 + 20])
        })
      }
    }
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 1797 }, (_, row) => row))
  })

  it.each(['training', 'validation'] as const)(
    'of %s are counted as the engine evaluates them: every row once, trace by total its accuracy',
    async (part) => {
      const opened = await open(digits, 2)
      const { engine, prepared } = opened.service.look(opened.run.runId)
      const { classes, rows } = await ask(opened, part, { limit: 0 })
      const evaluated = engine.evaluate(prepared.split[part], true).advance(Infinity)!
      expect(classes!.accuracy).toBe(evaluated.accuracy)
      expect(classes!.counts.reduce((sum, count) => sum + count, 0)).toBe(rows)
      expect([...classes!.support]).toEqual(opened.run.data.classCounts![part])
      expect(rows).toBe(prepared.split[part].length)
    },
  )

  it('that are wrong are those off the diagonal, and the pages hold all of them', async () => {
    const opened = await open(digits)
    const { classes, page } = await ask(opened, 'training', { filter: 'wrong' })
    const counted = new Uint32Array(100)
    page.target.forEach((target, s) => counted[target * 10 + page.predicted[s]!]!++)
    for (let k = 0; k < 10; k++) expect(counted[k * 11]).toBe(0)
    expect(counted).toEqual(classes!.counts.map((count, at) => (at % 11 === 0 ? 0 : count)))
    expect(page.total).toBe(classes!.wrong)
    const later = await ask(opened, 'training', { filter: 'wrong', from: 3, limit: 2 })
    expect([...later.page.rows]).toEqual([...page.rows.slice(3, 5)])
  })

  it('are marked wrong one by one over training and validation, never in the test part', async () => {
    const opened = await open(digits)
    const { wrong } = take(await opened.service.findWrongRows(opened.run.runId, 1000))
    const training = await ask(opened, 'training', { filter: 'wrong' })
    const validation = await ask(opened, 'validation', { filter: 'wrong' })
    const rows = [...training.page.rows, ...validation.page.rows].filter((row) => row < 1000)
    expect(wrong.length).toBe(1000)
    expect([...wrong.keys()].filter((row) => wrong[row] === 1)).toEqual(rows.sort((a, b) => a - b))
  })

  it('of one output take the side of ½, with 1 − o as confidence below it', async () => {
    const opened = await open(exampleExperiment, 3)
    const { outputs } = forwardAll(opened)
    const { page, classes } = await ask(opened, 'training')
    expect([...page.target]).toEqual([0, 1, 1, 0])
    page.predicted.forEach((predicted, s) => {
      expect(predicted).toBe(outputs[s]! >= 0.5 ? 1 : 0)
      expect(page.confidence[s]).toBe(predicted === 1 ? outputs[s] : 1 - outputs[s]!)
    })
    expect(classes!.names).toEqual(['0', '1'])
    expect(classes!.counts.length).toBe(4)
  })

  it('of a regression have residuals, and none is wrong', async () => {
    const opened = await open(sine, 5)
    const { outputs } = forwardAll(opened)
    const report = await ask(opened, 'validation')
    const { page } = report
    const errors = Array.from(page.rows, (row, s) => outputs[row]! - page.targets.values[s]!)
    const squares = errors.reduce((sum, error) => sum + error ** 2, 0)
    expect(report.classes).toBeNull()
    expect(report.residuals!.rmse[0]).toBeCloseTo(Math.sqrt(squares / errors.length), 12)
    expect(page.predicted.length).toBe(0)
    expect((await ask(opened, 'validation', { filter: 'wrong' })).page.total).toBe(0)
  })

  it('are of the moment looked back at, and of other weights at the same update', async () => {
    const opened = await open(digits, 3)
    const newest = await ask(opened, 'validation', { limit: 3 })
    take(await opened.service.seek(opened.run.runId, 20))
    const past = await ask(opened, 'validation', { limit: 3 })
    expect([past.update, newest.update > 100]).toEqual([20, true])
    expect(past.classes!.accuracy).not.toBe(newest.classes!.accuracy)
    take(await opened.service.seek(opened.run.runId, newest.update))
    expect(await ask(opened, 'validation', { limit: 3 })).toEqual(newest)
    take(await opened.service.command(opened.run.runId, 'restart'))
    const first = await ask(opened, 'validation', { limit: 3 })
    take(await opened.service.command(opened.run.runId, 'newWeights'))
    const renewed = await ask(opened, 'validation', { limit: 3 })
    expect([first.update, renewed.update]).toEqual([0, 0])
    expect(renewed.page.outputs).not.toEqual(first.page.outputs)
  })

  it('come in pieces with others let in between, all of one moment while training goes on', async () => {
    const service = new OpenService()
    const network = {
      ...digits.network,
      layers: [{ units: 900, activation: 'tanh' as const }, digits.network.layers[1]!],
    }
    const wide = take(await service.open({ ...digits, network }, attachBundled('digits')))
    take(await service.command(wide.runId, 'run'))
    const before = service.pauses
    const report = await ask({ service, run: wide }, 'training', { limit: 1 })
    expect(service.pauses - before).toBeGreaterThan(20)
    const { counts } = report.classes!
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(report.rows)
    take(await service.command(wide.runId, 'pause'))
    take(await service.seek(wide.runId, report.update))
    expect(await ask({ service, run: wide }, 'training', { limit: 1 })).toEqual(report)
  })

  it('end when the run is replaced meanwhile', async () => {
    const opened = await open(digits, 0)
    const asked = opened.service.predictRows(opened.run.runId, {
      part: 'training',
      filter: 'all',
      from: 0,
      limit: 1,
    })
    await opened.service.open(exampleExperiment, [])
    const reply = await asked
    expect(!reply.ok && reply.error.code).toBe('staleRun')
  })
})

describe('a predicted point', () => {
  it('of the numbers of a row is what the row gives, in its own units', async () => {
    const opened = await open(sine, 5)
    const { page } = await ask(opened, 'training', { from: 7, limit: 1 })
    const point = take(await opened.service.predictPoint(opened.run.runId, [page.inputs.values[0]!]))
    expect([point.outputs[0], point.predicted]).toEqual([page.outputs.values[0], null])
  })

  it('has the mean where nothing is given, as the map has', async () => {
    const opened = await open(digits)
    const { runId } = opened.run
    const { dataset } = opened.service.look(runId).prepared
    const given = Array.from({ length: 64 }, (_, k) => (k === 20 ? 16 : k === 43 ? 0 : null))
    const point = take(await opened.service.predictPoint(runId, given))
    const column = Array.from({ length: 1797 }, (_, row) => dataset.x[row * 64 + 2]!)
    expect([point.inputs[20], point.inputs[43]]).toEqual([16, 0])
    expect(point.inputs[2]).toBeCloseTo(column.reduce((sum, value) => sum + value, 0) / 1797, 10)
    expect(point.confidence).toBe(Math.max(...point.outputs))
    expect(point.outputs.indexOf(point.confidence)).toBe(point.predicted)
  })

  it('of another size, or that is no number, is refused', async () => {
    const { service, run } = await open(sine, 0)
    for (const wrong of [[], [1, 2], [NaN]]) {
      const reply = await service.predictPoint(run.runId, wrong)
      expect(!reply.ok && reply.error.code).toBe('invalidData')
    }
  })
})
