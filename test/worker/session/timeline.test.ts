/** Any update of a run is shown exactly as it was, and the run goes on as if nobody had looked back. */
import { describe, expect, it } from 'vitest'
import { Random } from '../../../src-worker/core/random'
import type { Reply } from '../../../src-worker/protocol/errors'
import type { Frame, HistoryColumns, TrainingPatch } from '../../../src-worker/protocol/trainerApi'
import { listBuffers } from '../../../src-worker/session/frames'
import type { TrainerService } from '../../../src-worker/session/trainerService'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { createService, take } from './services'

const createMoons = (precision: 'float32' | 'float64'): ExperimentInput => ({
  data: { source: { kind: 'generator', name: 'moons', samples: 60, seed: 3 }, split: { validation: 0.2 } },
  network: { layers: [{ units: 6, activation: 'tanh' }, { units: 1 }] },
  training: {
    precision,
    batchSize: 7,
    optimizer: { name: 'sgd', learningRate: 0.3, momentum: 0.9 },
    stop: {},
  },
})

/** What is changed on the way, and before which update. */
const changes: [number, TrainingPatch][] = [
  [0, { l2: 0.001 }],
  [40, { optimizer: { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } }],
  [90, { batchSize: 11 }],
  [90, { l1: 0.0001 }],
  [150, { optimizer: { name: 'sgd', learningRate: 0.2, momentum: 0.5, nesterov: true } }],
  [151, { clipNorm: 0.5 }],
  [300, { schedule: { kind: 'exponential', factor: 0.99 } }],
]
const last = 400

interface Watched {
  service: TrainerService
  runId: number
  /** Weights after each update, as text, from 0 on. */
  weights: string[]
  /** The newest frame. */
  frame: () => Frame
}

/** As the worker hands a frame over: its memory is gone from there. */
const hand = (frame: Frame): Frame => structuredClone(frame, { transfer: listBuffers(frame) })

/** The next frame that stands still, weights with it. */
async function lookAt(service: TrainerService, runId: number, seen: { frame: Frame | null }): Promise<Frame> {
  take(await service.setInterest(runId, { weights: true, surface: null, responses: null }))
  return seen.frame!
}

const textOf = ({ weights }: Frame): string =>
  weights!.map((layer) => [...layer.weights, ...layer.biases].join(' ')).join(' ')

async function runWithChanges(experiment: ExperimentInput): Promise<Watched> {
  const service = createService()
  const seen: { frame: Frame | null } = { frame: null }
  await service.subscribe((frame) => void (seen.frame = hand(frame)))
  const { runId } = take(await service.open(experiment, []))
  const weights: string[] = []
  for (let update = 0; update <= last; update++) {
    for (const [at, patch] of changes) if (at === update) take(await service.change(runId, patch))
    weights.push(textOf(await lookAt(service, runId, seen)))
    if (update < last) take(await service.command(runId, 'stepUpdate'))
  }
  return { service, runId, weights, frame: () => seen.frame! }
}

async function weightsAt(watched: Watched, update: number): Promise<string> {
  const { service, runId, frame } = watched
  take(await service.seek(runId, update))
  await lookAt(service, runId, { frame: null })
  return textOf(frame())
}

const historyOf = ({ history }: Frame): HistoryColumns => ({ ...history, seconds: new Float64Array(0) })

describe.each(['float32', 'float64'] as const)('%s', (precision) => {
  it('200 random updates of a run with seven changes on the way: every weight as it was, bit for bit', async () => {
    const watched = await runWithChanges(createMoons(precision))
    const random = Random.fromSeed(7, 'generation')
    for (let k = 0; k < 200; k++) {
      const update = Math.floor(random.nextFloat() * (last + 1))
      expect(await weightsAt(watched, update), `update ${update}`).toBe(watched.weights[update])
      expect([watched.frame().update, watched.frame().newest]).toEqual([update, last])
    }
    expect(new Set(watched.weights).size).toBe(last + 1)
  })

  it('going on after looking back makes the updates that would have come', async () => {
    const straight = await runWithChanges(createMoons(precision))
    const looked = await runWithChanges(createMoons(precision))
    await weightsAt(looked, 17)
    await weightsAt(looked, 220)
    for (const { service, runId } of [straight, looked]) {
      take(await service.command(runId, 'stepEpoch'))
      await lookAt(service, runId, { frame: null })
    }
    expect(looked.frame().update).toBeGreaterThan(last)
    expect(textOf(looked.frame())).toBe(textOf(straight.frame()))
    expect(historyOf(looked.frame())).toEqual(historyOf(straight.frame()))
  })

  it('a branch at 120 has the history until there and goes on as the run did when the same is changed', async () => {
    const watched = await runWithChanges(createMoons(precision))
    const { service, runId, frame } = watched
    await weightsAt(watched, 120)
    const branch = take(await service.branch(runId))
    expect([branch.update, branch.branchOf?.update, branch.state]).toEqual([120, 120, 'paused'])
    expect(branch.events.map(({ update }) => update)).toEqual([40, 90, 90])
    await lookAt(service, branch.runId, { frame: null })
    expect(textOf(frame())).toBe(watched.weights[120])
    expect([...frame().history.update]).toEqual(Array.from({ length: 120 }, (_, k) => k + 1))
    for (let update = 120; update < 200; update++) {
      for (const [at, patch] of changes) if (at === update) take(await service.change(branch.runId, patch))
      take(await service.command(branch.runId, 'stepUpdate'))
    }
    await lookAt(service, branch.runId, { frame: null })
    expect(textOf(frame())).toBe(watched.weights[200])
    const trunk = take(await service.leaveBranch(branch.runId))
    expect([trunk.update, trunk.branchOf]).toEqual([last, null])
    await lookAt(service, trunk.runId, { frame: null })
    expect(textOf(frame())).toBe(watched.weights[last])
    expect(await weightsAt({ ...watched, runId: trunk.runId }, 33)).toBe(watched.weights[33])
  })

  it('a saved session is looked back through like the run it was saved from', async () => {
    const watched = await runWithChanges(createMoons(precision))
    const { bytes } = take(await watched.service.exportRun(watched.runId, 'session'))
    const service = createService()
    const seen: { frame: Frame | null } = { frame: null }
    await service.subscribe((frame) => void (seen.frame = hand(frame)))
    const { runId } = take(await service.openSession(bytes, 'a.chainrule'))
    const opened = { service, runId, weights: watched.weights, frame: () => seen.frame! }
    for (const update of [399, 0, 151, 150, 40, 41, 400])
      expect(await weightsAt(opened, update), `update ${update}`).toBe(watched.weights[update])
  })

  it('restart gives the byte-identical history, with the settings as they are now', async () => {
    const { service, runId, frame } = await runWithChanges(createMoons(precision))
    const runOnce = async (): Promise<HistoryColumns> => {
      take(await service.command(runId, 'restart'))
      for (let epoch = 0; epoch < 5; epoch++) take(await service.command(runId, 'stepEpoch'))
      await lookAt(service, runId, { frame: null })
      return historyOf(frame())
    }
    expect(await runOnce()).toEqual(await runOnce())
  })
})

describe('the moment that is shown', () => {
  it('is what microscope and check see: learning rate, batch and settings of then', async () => {
    const { service, runId } = await runWithChanges(createMoons('float64'))
    take(await service.seek(runId, 20))
    const then = take(await service.trace(runId))
    expect([then.update, then.learningRate, then.batchRows]).toEqual([21, 0.3, 6])
    expect(take(await service.checkGradient(runId)).passed).toBe(true)
    take(await service.seek(runId, 400))
    expect(take(await service.trace(runId)).batchRows).not.toBe(6)
  })

  it('does not go into a saved session, nor into its history', async () => {
    const { service, runId } = await runWithChanges(createMoons('float32'))
    const before = take(await service.exportRun(runId, 'session')).bytes
    take(await service.seek(runId, 100))
    expect(take(await service.exportRun(runId, 'session')).bytes).toEqual(before)
  })

  it('is clamped: −5 is 0, and what is beyond the newest ends the look back', async () => {
    const { service, runId } = await runWithChanges(createMoons('float64'))
    expect(take(await service.seek(runId, -5))).toEqual({ update: 0, newest: last })
    expect(take(await service.seek(runId, 1e9))).toEqual({ update: last, newest: last })
    const refused: Reply<unknown> = await service.branch(runId)
    expect(refused.ok).toBe(false)
  })

  it('of three seeks at once the last is the one that is shown', async () => {
    const { service, runId } = await runWithChanges(createMoons('float32'))
    await Promise.all([service.seek(runId, 350), service.seek(runId, 10), service.seek(runId, 222)])
    expect(take(await service.trace(runId)).update).toBe(223)
  })
})

describe('branches', () => {
  it('of a branch lead back one by one, and keep the name of the document', async () => {
    const watched = await runWithChanges(createMoons('float32'))
    const { service } = watched
    await weightsAt(watched, 300)
    const first = take(await service.branch(watched.runId))
    take(await service.change(first.runId, { l2: 0.5 }))
    take(await service.command(first.runId, 'stepUpdate'))
    take(await service.seek(first.runId, 100))
    const second = take(await service.branch(first.runId))
    expect([second.number, second.update, second.branchOf, second.experiment.name]).toEqual([
      3,
      100,
      { number: 2, name: '', update: 100 },
      'Experiment',
    ])
    const back = take(await service.leaveBranch(second.runId))
    expect([back.update, back.branchOf?.update]).toEqual([301, 300])
    const trunk = take(await service.leaveBranch(back.runId))
    expect([trunk.update, trunk.branchOf]).toEqual([last, null])
    expect((await service.leaveBranch(trunk.runId)).ok).toBe(false)
  })

  it('that changed nothing leave nothing behind: every number of theirs is in the run they left', async () => {
    const watched = await runWithChanges(createMoons('float32'))
    const { service } = watched
    await weightsAt(watched, 300)
    const branch = take(await service.branch(watched.runId))
    const trunk = take(await service.leaveBranch(branch.runId))
    expect(take(await service.listRuns(trunk.runId)).map(({ number }) => number)).toEqual([1])
  })
})

it('weights taken out while looking back are those of the moment; a session is the whole run', async () => {
  const watched = await runWithChanges(createMoons('float64'))
  const { service, runId } = watched
  const readWeights = async () =>
    JSON.parse(new TextDecoder().decode(take(await service.exportRun(runId, 'weights-json')).bytes)).layers[0]
      .weights as number[][]
  const newest = await readWeights()
  await weightsAt(watched, 12)
  const then = await readWeights()
  expect(then).not.toEqual(newest)
  expect(then.flat().join(' ')).toBe(watched.weights[12]!.split(' ').slice(0, 12).join(' '))
})

describe('bookmarks', () => {
  it('beyond the newest update are not taken, and a restart forgets them: the session can be saved', async () => {
    const { service, runId } = await runWithChanges(createMoons('float32'))
    const marks = [7, last, last + 1].map((update) => ({ update, note: String(update) }))
    take(await service.setBookmarks(runId, marks))
    const { bytes } = take(await service.exportRun(runId, 'session'))
    const opened = take(await service.openSession(bytes, 'a.chainrule'))
    expect(opened.bookmarks.map(({ update }) => update)).toEqual([7, last])
    take(await service.command(opened.runId, 'restart'))
    take(await service.exportRun(opened.runId, 'session'))
  })
})

it('a run that diverged can be looked back through, to the update before', async () => {
  const service = createService()
  const seen: { frame: Frame | null } = { frame: null }
  await service.subscribe((frame) => void (seen.frame = hand(frame)))
  const wild: ExperimentInput = {
    ...createMoons('float64'),
    network: {
      layers: [
        { units: 6, activation: 'relu' },
        { units: 1, activation: 'linear' },
      ],
    },
    training: { precision: 'float64', optimizer: { name: 'sgd', learningRate: 5 }, stop: {} },
  }
  const { runId } = take(await service.open(wild, []))
  const ended = take(await service.advanceTo(runId, 5000))
  expect(ended.state).toBe('diverged')
  take(await service.seek(runId, ended.update - 1))
  const frame = await lookAt(service, runId, seen)
  expect([frame.update, frame.newest]).toEqual([ended.update - 1, ended.update])
  take(await service.seek(runId, ended.update))
  expect((await lookAt(service, runId, seen)).state).toBe('diverged')
})

describe('a weight set by hand', () => {
  const edit = { layer: 1, kind: 'W', row: 1, column: 2, value: 0.25 } as const

  it('is an event of the run, and every moment before and after it is shown as it was', async () => {
    const { service, runId, weights, frame } = await runWithChanges(createMoons('float32'))
    const { events } = take(await service.setParameter(runId, edit))
    expect(events.at(-1)).toMatchObject({
      update: last,
      field: 'parameter',
      place: 'W1[2, 3]',
      after: '0.25',
    })
    const watched = { service, runId, weights, frame }
    await lookAt(service, runId, { frame: null })
    const after = textOf(frame())
    expect(frame().weights![0]!.weights[1 * 6 + 2]).toBe(0.25)
    expect(frame().edits).toBe(1)
    expect(after).not.toBe(weights[last])
    take(await service.command(runId, 'stepEpoch'))
    expect(await weightsAt(watched, last - 1)).toBe(weights[last - 1])
    expect(frame().edits).toBe(0)
    expect(await weightsAt(watched, last)).toBe(after)
    const { bytes } = take(await service.exportRun(runId, 'session'))
    const opened = take(await service.openSession(bytes, 'a.chainrule'))
    expect(await weightsAt({ ...watched, runId: opened.runId }, last)).toBe(after)
    expect(await weightsAt({ ...watched, runId: opened.runId }, 12)).toBe(weights[12])
  })

  it('at update 0 is a start weight: restart comes back to it', async () => {
    const service = createService()
    const seen: { frame: Frame | null } = { frame: null }
    await service.subscribe((frame) => void (seen.frame = hand(frame)))
    const { runId } = take(await service.open(createMoons('float64'), []))
    take(await service.setParameter(runId, edit))
    take(await service.command(runId, 'stepEpoch'))
    take(await service.command(runId, 'restart'))
    const frame = await lookAt(service, runId, seen)
    expect([frame.update, frame.weights![0]!.weights[8]]).toEqual([0, 0.25])
  })

  it('that does not exist, or is no number, is refused with its place', async () => {
    const service = createService()
    const { runId } = take(await service.open(createMoons('float32'), []))
    for (const [wrong, path] of [
      [{ ...edit, layer: 3 }, 'layer'],
      [{ ...edit, row: 2 }, 'row'],
      [{ ...edit, column: 6 }, 'column'],
      [{ ...edit, value: NaN }, 'value'],
      [{ ...edit, value: 1e39 }, 'value'],
    ] as const) {
      const refused = await service.setParameter(runId, wrong)
      expect(!refused.ok && refused.error.problems.map((problem) => problem.path)).toEqual([path])
    }
  })
})
