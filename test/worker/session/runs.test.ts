/** The runs of a session: kept when they are left, found again whole, and in the session's file. */
import { describe, expect, it } from 'vitest'
import type { HistoryColumns, TrainingPatch } from '../../../src-worker/protocol/trainerApi'
import type { TrainerService } from '../../../src-worker/session/trainerService'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { createService, take } from './services'

const rate = (learningRate: number): TrainingPatch => ({ optimizer: { name: 'sgd', learningRate } as never })
const sgd = (learningRate: number): ExperimentInput => ({
  ...exampleExperiment,
  training: { ...exampleExperiment.training, optimizer: { name: 'sgd', learningRate } },
})

async function step(service: TrainerService, runId: number, updates: number): Promise<void> {
  for (let k = 0; k < updates; k++) take(await service.command(runId, 'stepUpdate'))
}

const listNumbers = async (service: TrainerService, runId: number): Promise<[number, number, boolean][]> =>
  take(await service.listRuns(runId)).map(({ number, update, open }) => [number, update, open])

const withoutSeconds = ({ seconds: _, ...history }: HistoryColumns) => history

/** Three runs of the example with learning rates 0.1, 0.5 and 2, of 10, 20 and 30 updates; the last one is open. */
async function makeThree() {
  const service = createService()
  let { runId } = take(await service.open(sgd(0.1), []))
  await step(service, runId, 10)
  ;({ runId } = take(await service.open(sgd(0.5), [])))
  await step(service, runId, 20)
  ;({ runId } = take(await service.open(sgd(2), [])))
  await step(service, runId, 30)
  return { service, runId }
}

describe('a run that is left for another one', () => {
  it('stays in the list with its number, its state and its history', async () => {
    const { service, runId } = await makeThree()
    const runs = take(await service.listRuns(runId))
    expect(runs.map(({ number, update, epochs, open }) => [number, update, epochs, open])).toEqual([
      [1, 10, 10, false],
      [2, 20, 20, false],
      [3, 30, 30, true],
    ])
    expect(runs.map(({ training, validation, task }) => [training, validation, task])).toEqual(
      Array.from({ length: 3 }, () => [runs[0]!.training, 0, 'classification']),
    )
    const alone = createService()
    const straight = take(await alone.open(sgd(0.5), []))
    await step(alone, straight.runId, 20)
    const { history } = take(await service.readRun(runId, 2))
    const expected = take(await alone.readRun(straight.runId, 1)).history
    expect(withoutSeconds(history)).toEqual(withoutSeconds(expected))
    expect(runs[1]!.final.trainingCost).toBe(expected.evaluation.cost.at(-1))
    expect(runs[1]!.best.trainingCost).toBe(Math.min(...expected.evaluation.cost))
  })

  it('without updates and words leaves nothing behind, and its number is given again', async () => {
    const service = createService()
    take(await service.open(sgd(0.1), []))
    const second = take(await service.open(sgd(0.5), []))
    expect(second.number).toBe(1)
    take(await service.editRun(second.runId, 1, { name: 'Start', note: '' }))
    const third = take(await service.open(sgd(2), []))
    expect(await listNumbers(service, third.runId)).toEqual([
      [1, 0, false],
      [2, 0, true],
    ])
  })

  it('is opened again exactly where it stood, and goes on as if it had not been left', async () => {
    const { service, runId } = await makeThree()
    const again = take(await service.reopenRun(runId, 1))
    expect([again.number, again.update]).toEqual([1, 10])
    await step(service, again.runId, 15)
    const alone = createService()
    const straight = take(await alone.open(sgd(0.1), []))
    await step(alone, straight.runId, 25)
    expect(take(await service.trace(again.runId)).layers).toEqual(
      take(await alone.trace(straight.runId)).layers,
    )
    const [ours, theirs] = [
      take(await service.readRun(again.runId, 1)).history,
      take(await alone.readRun(straight.runId, 1)).history,
    ]
    expect(withoutSeconds(ours)).toEqual(withoutSeconds(theirs))
    expect(await listNumbers(service, again.runId)).toEqual([
      [1, 25, true],
      [2, 20, false],
      [3, 30, false],
    ])
  })
})

describe('restart', () => {
  it('with the same settings keeps one run, the longest; with others both', async () => {
    const service = createService()
    const { runId } = take(await service.open(sgd(0.5), []))
    await step(service, runId, 10)
    expect(take(await service.command(runId, 'restart')).number).toBe(2)
    await step(service, runId, 25)
    expect(take(await service.command(runId, 'restart')).number).toBe(2)
    expect(await listNumbers(service, runId)).toEqual([
      [1, 25, false],
      [2, 0, true],
    ])
    take(await service.change(runId, rate(0.4)))
    await step(service, runId, 5)
    expect(take(await service.command(runId, 'newWeights')).number).toBe(3)
    expect(await listNumbers(service, runId)).toEqual([
      [1, 25, false],
      [2, 5, false],
      [3, 0, true],
    ])
  })

  it('keeps a run that has a name or a note, however short', async () => {
    const service = createService()
    const { runId } = take(await service.open(sgd(0.5), []))
    await step(service, runId, 3)
    take(await service.editRun(runId, 1, { name: ' Third update ', note: 'as in the article' }))
    take(await service.command(runId, 'restart'))
    await step(service, runId, 10)
    take(await service.command(runId, 'restart'))
    const runs = take(await service.listRuns(runId))
    expect(runs.map(({ number, name, note, update }) => [number, name, note, update])).toEqual([
      [1, 'Third update', 'as in the article', 3],
      [2, '', '', 10],
      [3, '', '', 0],
    ])
  })
})

describe('a run like another one', () => {
  const edit = { layer: 1, kind: 'W' as const, row: 0, column: 0, value: 3 }

  it('but for a weight set by hand after its last update, or before the first, is kept', async () => {
    const service = createService()
    const { runId } = take(await service.open(sgd(0.5), []))
    await step(service, runId, 10)
    take(await service.command(runId, 'restart'))
    await step(service, runId, 10)
    take(await service.setParameter(runId, edit))
    take(await service.command(runId, 'restart'))
    take(await service.setParameter(runId, edit))
    await step(service, runId, 10)
    take(await service.command(runId, 'restart'))
    expect(await listNumbers(service, runId)).toEqual([
      [1, 10, false],
      [2, 10, false],
      [3, 10, false],
      [4, 0, true],
    ])
  })

  it('is not kept twice when its settings were chosen at update 0', async () => {
    const service = createService()
    const { runId } = take(await service.open(sgd(0.5), []))
    take(await service.change(runId, rate(0.1)))
    take(await service.change(runId, rate(0.2)))
    await step(service, runId, 10)
    take(await service.command(runId, 'restart'))
    await step(service, runId, 12)
    take(await service.command(runId, 'restart'))
    expect(await listNumbers(service, runId)).toEqual([
      [1, 12, false],
      [2, 0, true],
    ])
  })

  it('until another setting came into force is its beginning; one changed at its own end is not', async () => {
    const service = createService()
    const { runId } = take(await service.open(sgd(0.5), []))
    await step(service, runId, 10)
    take(await service.command(runId, 'restart'))
    await step(service, runId, 10)
    take(await service.change(runId, rate(0.1)))
    await step(service, runId, 5)
    take(await service.command(runId, 'restart'))
    expect(await listNumbers(service, runId)).toEqual([
      [1, 15, false],
      [2, 0, true],
    ])
    take(await service.change(runId, rate(0.5)))
    await step(service, runId, 10)
    take(await service.change(runId, rate(2)))
    take(await service.command(runId, 'restart'))
    expect((await listNumbers(service, runId)).map(([number]) => number)).toEqual([1, 2, 3])
  })
})

describe('deleting', () => {
  it('takes a run out, brings it back, and refuses the open one', async () => {
    const { service, runId } = await makeThree()
    take(await service.deleteRun(runId, 2))
    take(await service.deleteRun(runId, 1))
    expect(await listNumbers(service, runId)).toEqual([[3, 30, true]])
    take(await service.undeleteRun(runId))
    take(await service.undeleteRun(runId))
    expect((await listNumbers(service, runId)).map(([number]) => number)).toEqual([1, 2, 3])
    const refused = [
      await service.undeleteRun(runId),
      await service.deleteRun(runId, 3),
      await service.deleteRun(runId, 9),
    ].map((reply) => !reply.ok && reply.error.code)
    expect(refused).toEqual(['noRun', 'busy', 'noRun'])
  })
})

describe('a session file', () => {
  it('holds every run: opened elsewhere, saved again it is the same file', async () => {
    const { service, runId } = await makeThree()
    take(await service.editRun(runId, 1, { name: 'Slow', note: '慢' }))
    const { bytes } = take(await service.exportRun(runId, 'session'))
    const fresh = createService()
    const opened = take(await fresh.openSession(bytes, 'three.chainrule'))
    expect(opened.number).toBe(3)
    expect(take(await fresh.listRuns(opened.runId))).toEqual(take(await service.listRuns(runId)))
    expect(take(await fresh.exportRun(opened.runId, 'session')).bytes).toEqual(bytes)
    const slow = take(await fresh.reopenRun(opened.runId, 1))
    await step(fresh, slow.runId, 1)
    expect(slow.update).toBe(10)
  })

  it('has data that several runs share once', async () => {
    const csv = new TextEncoder().encode(
      `a,b\n${Array.from({ length: 3000 }, (_, k) => `${Math.sin(k)},${Math.cos(k)}`).join('\n')}\n`,
    )
    const experiment = (learningRate: number): ExperimentInput => ({
      data: { source: { kind: 'file', path: 'a.csv', target: 'b' } },
      network: { layers: [{ units: 1 }] },
      training: { optimizer: { name: 'sgd', learningRate }, batchSize: 'full' },
    })
    const service = createService()
    const attachments = [{ path: 'a.csv', bytes: csv }]
    let { runId } = take(await service.open(experiment(0.1), attachments))
    await step(service, runId, 2)
    const one = take(await service.exportRun(runId, 'session')).bytes.length
    ;({ runId } = take(await service.open(experiment(0.2), [])))
    await step(service, runId, 2)
    const { bytes } = take(await service.exportRun(runId, 'session'))
    expect(bytes.length).toBeLessThan(one + 12_000)
    const fresh = createService()
    const opened = take(await fresh.openSession(bytes, 'two.chainrule'))
    expect(take(await fresh.reopenRun(opened.runId, 1)).update).toBe(2)
  })

  it('of another experiment gives its runs, under its name', async () => {
    const { service, runId } = await makeThree()
    const { bytes } = take(await service.exportRun(runId, 'session'))
    const other = createService()
    const open = take(await other.open({ ...sgd(1), name: 'Mine' }, []))
    await step(other, open.runId, 4)
    const runs = take(await other.addRuns(open.runId, bytes, 'three.chainrule'))
    const name = take(await service.listRuns(runId))[0]!.experiment.name
    expect(runs.map((run) => [run.number, run.name, run.update])).toEqual([
      [1, '', 4],
      [2, `${name} 1`, 10],
      [3, `${name} 2`, 20],
      [4, `${name} 3`, 30],
    ])
    const refused = await other.addRuns(open.runId, bytes.slice(0, -1), 'cut.chainrule')
    expect(!refused.ok && [refused.error.code, refused.error.file]).toEqual(['invalidFile', 'cut.chainrule'])
  })

  it('of one run alone is that run, whichever is open', async () => {
    const { service, runId } = await makeThree()
    const file = take(await service.exportListedRun(runId, 2))
    const fresh = createService()
    const opened = take(await fresh.openSession(file.bytes, file.name))
    expect([opened.number, opened.update]).toEqual([1, 20])
    expect(take(await fresh.listRuns(opened.runId))).toHaveLength(1)
  })
})

it('another document begins with one run, and without those of the one before', async () => {
  const { service } = await makeThree()
  const { runId, number } = take(await service.open(sgd(1), [], 'document'))
  expect([number, await listNumbers(service, runId)]).toEqual([1, [[1, 0, true]]])
})

it('a run that diverged says so after it was left, saved and opened again', async () => {
  const service = createService()
  let { runId } = take(
    await service.open(
      {
        data: { source: { kind: 'inline', inputs: [[1], [2]], targets: [[1], [2]] } },
        network: { layers: [{ units: 1, activation: 'linear' }] },
        training: { optimizer: { name: 'sgd', learningRate: 1e6 } },
      },
      [],
    ),
  )
  take(await service.command(runId, 'stepEpoch'))
  for (let k = 0; k < 60; k++) if ((await service.command(runId, 'stepUpdate')).ok === false) break
  ;({ runId } = take(await service.open(sgd(1), [])))
  const [diverged] = take(await service.listRuns(runId))
  expect(diverged).toMatchObject({ state: 'diverged', divergence: { update: diverged!.update + 1 } })
  const { bytes } = take(await service.exportRun(runId, 'session'))
  const fresh = createService()
  const opened = take(await fresh.openSession(bytes, 'a.chainrule'))
  expect(take(await fresh.listRuns(opened.runId))[0]).toEqual(diverged)
})
