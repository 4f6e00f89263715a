import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import type { SavedSweep, SweepResult } from '../../../src-worker/protocol/sweeps'
import type { HistoryColumns } from '../../../src-worker/protocol/trainerApi'
import { SweepService } from '../../../src-worker/session/sweepService'
import type { Sweep } from '../../../src-worker/spec/sweep'
import { createRunExperiment } from '../../../src-worker/sweep/createRunExperiment'
import type { PlannedRun, RunOrder, SweepData, SweepNews } from '../../../src-worker/sweep/sweepApi'
import { createSweep, values } from '../../spec/sweeps'
import { createService, take } from './services'

const createSweepService = () =>
  new SweepService({ now: () => performance.now(), assistants: null, pause: () => setImmediate() })
const nothing: SweepData = { attachments: [], session: null }
const noShare = (): void => undefined

/** 3 × 3 settings, 5 seeds; the largest rate diverges. */
const grid = createSweep({
  base: {
    name: 'Moons',
    data: {
      source: { kind: 'generator', name: 'moons', samples: 40, noise: 0.1 },
      split: { validation: 0.25 },
    },
    network: {
      layers: [
        { units: 5, activation: 'relu' },
        { units: 1, activation: 'linear' },
      ],
    },
    training: { stop: { epochs: 6 } },
  },
  vary: [
    values('training.optimizer.learningRate', 0.05, 0.4, 1e6),
    values('training.batchSize', 3, 7, 'full'),
  ],
  seeds: 5,
})

async function makeOne(service: SweepService, order: Omit<RunOrder, 'key'>): Promise<SweepResult> {
  const [ended] = take(await service.make([{ key: '', ...order }], noShare))
  return take(ended!.reply)
}

async function makeAll(sweep: Sweep, runs: readonly PlannedRun[]): Promise<SweepResult[]> {
  const service = createSweepService()
  take(await service.prepare(sweep, nothing))
  const results: SweepResult[] = []
  for (const run of runs) results.push(await makeOne(service, run))
  return results
}

/** The numbers that do not depend on the time of day. */
const timeless = ({ seconds: _seconds, ...numbers }: SweepResult) => numbers

/** A training of its own through the trainer's service, from beginning to end. */
async function trainAlone(sweep: Sweep, run: PlannedRun) {
  const service = createService()
  const { runId } = take(await service.open(take(createRunExperiment(sweep, run) as never), []))
  take(await service.command(runId, 'run'))
  let state = 'running'
  while (state === 'running') {
    await setImmediate()
    state = take(await service.listRuns(runId))[0]!.state
    if (state === 'paused') state = 'running'
  }
  // What a run ends with is evaluated after its end.
  await service.exportRun(runId, 'history-csv')
  const { history } = take(await service.readRun(runId, 1))
  return { listed: take(await service.listRuns(runId))[0]!, history }
}

const evaluationOf = ({ evaluation }: HistoryColumns) => ({
  update: [...evaluation.update],
  epoch: [...evaluation.epoch],
  trainingCost: [...evaluation.cost],
  validationCost: [...evaluation.validationCost],
  accuracy: [...evaluation.accuracy],
  validationAccuracy: [...evaluation.validationAccuracy],
})

describe('a sweep of 3 × 3 settings and 5 seeds', () => {
  let runs: PlannedRun[]
  let results: SweepResult[]
  beforeAll(async () => {
    runs = take(await createSweepService().plan(grid)).runs
    results = await makeAll(grid, runs)
  })

  it('has the numbers of 45 single runs, bit for bit', async () => {
    expect(runs).toHaveLength(45)
    let diverged = 0
    for (const [at, run] of runs.entries()) {
      const { listed, history } = await trainAlone(grid, run)
      const result = results[at]!
      expect(result.name).toBe(listed.experiment.name)
      expect(result.state).toBe(listed.state)
      expect(result.updates).toBe(listed.update)
      expect(result.curve).toEqual(evaluationOf(history))
      if (result.state === 'diverged') diverged++
      else expect(result.final).toEqual(listed.final)
    }
    expect(diverged).toBe(15)
  })

  it('knows its runs by the digests of their experiments, and seeds by other numbers', () => {
    expect(results.map(({ experiment }) => experiment)).toEqual(runs.map(({ key }) => key))
    const ended = results.filter(({ state }) => state === 'finished')
    expect(new Set(ended.map(({ final }) => final.trainingCost)).size).toBe(30)
  })

  it('ended after 17 runs and gone on with by others, gives the same table', async () => {
    const before = await makeAll(grid, runs.slice(0, 17))
    const kept = new Set(before.map(({ experiment }) => experiment))
    const after = await makeAll(
      grid,
      runs.filter(({ key }) => !kept.has(key)),
    )
    expect([...before, ...after].map(timeless)).toEqual(results.map(timeless))
    const write = async (all: SweepResult[]) => {
      const saved: SavedSweep = { name: 'Moons', sweep: grid, results: all }
      const file = take(await createSweepService().exportSweep(saved, 'csv', null))
      return new TextDecoder().decode(file.bytes).replace(/,[^,\n]*$/gm, '')
    }
    const table = await write(results)
    expect(table.split('\n')).toHaveLength(1 + 45 + 1)
    expect(await write([...after, ...before])).toBe(table)
  })

  it.each(['map-svg', 'curves-svg'] as const)('is written as a figure: %s', async (format) => {
    const file = take(
      await createSweepService().exportSweep({ name: 'Moons', sweep: grid, results }, format, null),
    )
    expect(new TextDecoder().decode(file.bytes)).toMatch(/^<svg[\s\S]*learningRate/)
  })
})

describe('data of a sweep', () => {
  it('is that of a bundled set, whose digest the results say', async () => {
    const sweep = createSweep({
      base: {
        data: { source: { kind: 'bundled', name: 'iris' } },
        network: { layers: [{ units: 3, activation: 'softmax' }] },
        training: { cost: 'categoricalCrossEntropy', stop: { epochs: 1 } },
      },
      seeds: 2,
    })
    const service = createSweepService()
    expect(take(await service.plan(sweep))).toMatchObject({
      bundled: ['iris'],
      namesFiles: false,
      hasChance: true,
    })
    const bytes = new Uint8Array(readFileSync('resources/datasets/iris.csv'))
    take(await service.prepare(sweep, { attachments: [{ path: 'bundled:iris', bytes }], session: null }))
    const result = await makeOne(service, { settings: [], seed: 2 })
    expect(result.updates).toBe(38)
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    expect(result.data).toBe(Buffer.from(digest).toString('hex'))
  })

  it('is that of a session, where the file is far away', async () => {
    const source = { kind: 'file', path: 'far/away.csv' } as const
    const bytes = new TextEncoder().encode('a,b,y\n1,2,0.5\n2,1,0.25\n3,5,0.125\n4,4,0.75\n')
    const base = {
      data: { source },
      network: { layers: [{ units: 1, activation: 'linear' as const }] },
      training: { optimizer: { name: 'sgd' as const, learningRate: 0.01 }, stop: { epochs: 3 } },
    }
    const trainer = createService()
    const opened = take(await trainer.open(base, [{ path: source.path, bytes }]))
    const session = take(await trainer.exportListedRun(opened.runId, opened.number)).bytes
    const sweep = createSweep({
      base: opened.experiment,
      vary: [values('training.batchSize', 1, 2)],
      seeds: 1,
    })
    const service = createSweepService()
    expect(take(await service.plan(sweep)).namesFiles).toBe(true)
    take(await service.prepare(sweep, { attachments: [], session }))
    const fromSession = await makeOne(service, { settings: [2], seed: 1 })
    take(await service.prepare(sweep, { attachments: [{ path: source.path, bytes }], session: null }))
    const fromFile = await makeOne(service, { settings: [2], seed: 1 })
    expect(timeless(fromSession)).toEqual(timeless(fromFile))
    expect(fromSession.updates).toBe(6)
    expect(fromSession.data).toMatch(/^[0-9a-f]{64}$/)
    expect(take(await service.hashRows(session))).toBe(fromSession.data)
    // One number of the same file is another one.
    const changed = new TextEncoder().encode('a,b,y\n1,2,0.5\n2,1,0.25\n3,5,0.125\n4,4,0.7\n')
    take(
      await service.prepare(sweep, { attachments: [{ path: source.path, bytes: changed }], session: null }),
    )
    const other = await makeOne(service, { settings: [2], seed: 1 })
    expect(other.experiment).toBe(fromFile.experiment)
    expect(other.data).not.toBe(fromFile.data)
  })

  it('that is missing is said of its run', async () => {
    const sweep = createSweep({
      base: {
        data: { source: { kind: 'file', path: 'far/away.csv' } },
        network: { layers: [{ units: 1 }] },
      },
      seeds: 1,
    })
    const service = createSweepService()
    take(await service.prepare(sweep, nothing))
    expect(take(await service.make([{ settings: [], seed: 1, key: 'a' }], noShare))).toMatchObject([
      { at: 0, key: 'a', reply: { ok: false, error: { code: 'missingFile', file: 'far/away.csv' } } },
    ])
  })
})

describe('a sweep that cannot be', () => {
  it('says which setting does not fit', async () => {
    const sweep = createSweep({ vary: [values('training.optimizer.learningRate', 0.1, -2)], seeds: 1 })
    expect(await createSweepService().plan(sweep)).toMatchObject({
      ok: false,
      error: {
        code: 'invalidExperiment',
        problems: [{ path: 'training.optimizer.learningRate', expected: 'a number above 0', actual: '-2' }],
      },
    })
  })

  it('says that runs have no end', async () => {
    const base = { ...(grid.base as object), training: { stop: { cost: 1e-9 } } }
    expect(await createSweepService().plan(createSweep({ base, seeds: 1 }))).toMatchObject({
      ok: false,
      error: { problems: [{ path: 'training.stop' }] },
    })
  })

  it('tells of many short runs together, ten times a second at most, each once and in their order', async () => {
    let atMs = 0
    // Every look at the clock takes a millisecond.
    const service = new SweepService({ now: () => atMs++, assistants: null, pause: () => setImmediate() })
    const { runs } = take(await service.plan(grid))
    take(await service.prepare(grid, nothing))
    const told: { atMs: number; news: SweepNews }[] = []
    const rest = take(await service.make(runs, (news) => void told.push({ atMs, news })))
    expect(told[0]!.news).toEqual({ ended: [], going: { at: 0, key: runs[0]!.key, share: 0 } })
    const gaps = told.slice(1).map((one, before) => one.atMs - told[before]!.atMs)
    expect(gaps.length).toBeGreaterThan(5)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100)
    const ended = [...told.flatMap(({ news }) => news.ended), ...rest]
    const keys = runs.map(({ key }) => key)
    expect(ended.map(({ at }) => at)).toEqual([...keys.keys()])
    expect(ended.map(({ key }) => key)).toEqual(keys)
    expect(ended.map(({ reply }) => take(reply).experiment)).toEqual(keys)
  })

  it('replies with all that no news has been heard of', async () => {
    let atMs = 0
    const service = new SweepService({
      now: () => (atMs += 200),
      assistants: null,
      pause: () => setImmediate(),
    })
    const { runs } = take(await service.plan(grid))
    take(await service.prepare(grid, nothing))
    let news = 0
    const hearsTwo = () => (++news <= 4 ? Promise.resolve() : new Promise<void>(() => undefined))
    const rest = take(await service.make(runs, hearsTwo))
    expect(news).toBeGreaterThan(45)
    // The first four tell of at most three runs.
    expect(rest.length).toBeGreaterThanOrEqual(42)
    expect(rest.map(({ key }) => key)).toEqual(runs.slice(45 - rest.length).map(({ key }) => key))
  })
})
