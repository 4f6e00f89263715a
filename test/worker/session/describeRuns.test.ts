/** What a list says of the settings and the start weights that a run was made with. */
import { describe, expect, it } from 'vitest'
import type { ListedRun } from '../../../src-worker/protocol/runs'
import type { Frame } from '../../../src-worker/protocol/trainerApi'
import type { TrainerService } from '../../../src-worker/session/trainerService'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import { createService, take } from './services'

const setRate = async (service: TrainerService, runId: number, learningRate: number): Promise<void> =>
  void take(await service.change(runId, { optimizer: { name: 'sgd', learningRate } as never }))
const step = async (service: TrainerService, runId: number, updates: number): Promise<void> => {
  for (let k = 0; k < updates; k++) take(await service.command(runId, 'stepUpdate'))
}
const list = async (service: TrainerService, runId: number): Promise<ListedRun[]> =>
  take(await service.listRuns(runId))
const rateOf = ({ experiment }: ListedRun): number => experiment.training.optimizer.learningRate
const setWeight = async (service: TrainerService, runId: number, value: number, column = 0): Promise<void> =>
  void take(await service.setParameter(runId, { layer: 1, kind: 'W', row: 0, column, value }))

describe('the settings in the list', () => {
  it('are those of the last update: 0.5 for the run left with 3 set at its end, 3 for the next one', async () => {
    const service = createService()
    const { runId } = take(await service.open(exampleExperiment, []))
    await step(service, runId, 10)
    await setRate(service, runId, 3)
    take(await service.change(runId, { stop: { updates: 4000 } }))
    expect((await list(service, runId)).map(rateOf)).toEqual([0.5])
    take(await service.command(runId, 'restart'))
    const runs = await list(service, runId)
    expect(runs.map((run) => [run.number, run.update, rateOf(run)])).toEqual([
      [1, 10, 0.5],
      [2, 0, 3],
    ])
    expect(runs[0]!.experiment.training.stop).toEqual(exampleExperiment.training.stop)
    await step(service, runId, 1)
    await setRate(service, runId, 1)
    await step(service, runId, 1)
    expect((await list(service, runId)).map(rateOf)).toEqual([0.5, 1])
    // It goes on with what was set at its end.
    const again = take(await service.reopenRun(runId, 1))
    expect(again.experiment.training.optimizer.learningRate).toBe(3)
    await step(service, again.runId, 1)
    expect((await list(service, again.runId)).map(rateOf)).toEqual([3, 1])
  })

  it('have the rate that a run diverged with, in the update that it did not make', async () => {
    const service = createService()
    const { runId } = take(
      await service.open(
        {
          data: { source: { kind: 'inline', inputs: [[1], [2]], targets: [[1], [2]] } },
          network: { layers: [{ units: 1, activation: 'linear' }] },
          training: { precision: 'float64' },
        },
        [],
      ),
    )
    await step(service, runId, 2)
    await setRate(service, runId, 1e308)
    await step(service, runId, 3)
    const [run] = await list(service, runId)
    expect([run!.state, rateOf(run!)]).toEqual(['diverged', 1e308])
  })
})

describe('start weights set by hand', () => {
  const places = (runs: readonly ListedRun[]) =>
    runs.map(({ startEdits }) => startEdits.map(({ place, value }) => `${place} ${value}`).join(', '))

  it('are named with their last values, also after Restart and in a saved session, until new weights', async () => {
    const service = createService()
    const { runId } = take(await service.open(exampleExperiment, []))
    await step(service, runId, 4)
    take(await service.command(runId, 'restart'))
    await setWeight(service, runId, 7)
    await setWeight(service, runId, 3)
    await setWeight(service, runId, -1, 2)
    await step(service, runId, 5)
    await setWeight(service, runId, 9)
    const set = 'W1[1, 1] 3, W1[1, 3] -1'
    expect(places(await list(service, runId))).toEqual(['', set])
    take(await service.command(runId, 'restart'))
    await step(service, runId, 6)
    expect(places(await list(service, runId))).toEqual(['', set, set])
    const { bytes } = take(await service.exportRun(runId, 'session'))
    const other = createService()
    const opened = take(await other.openSession(bytes, 'a.chainrule'))
    expect(places(await list(other, opened.runId))).toEqual(['', set, set])
    take(await service.command(runId, 'newWeights'))
    expect(places(await list(service, runId))).toEqual(['', set, set, ''])
  })

  it('are in the frames of both runs, and a restart counts: update 0 has no name twice', async () => {
    const service = createService()
    let frame: Frame | null = null
    await service.subscribe((sent) => {
      frame = structuredClone(sent)
      return Promise.resolve()
    })
    const { runId } = take(await service.open(exampleExperiment, []))
    const look = async () => {
      take(await service.setInterest(runId, { weights: true, surface: null, responses: null }))
      for (let turn = 0; turn < 20; turn++) await new Promise((done) => setTimeout(done))
      return [frame!.update, frame!.edits, frame!.restarts, frame!.startEdits.length]
    }
    expect(await look()).toEqual([0, 0, 0, 0])
    await setWeight(service, runId, 3)
    expect(await look()).toEqual([0, 1, 0, 1])
    take(await service.command(runId, 'restart'))
    expect(await look()).toEqual([0, 1, 1, 1])
    expect(frame!.weights![0]!.weights[0]).toBe(3)
    await step(service, runId, 5)
    await setWeight(service, runId, 8)
    expect(await look()).toEqual([5, 2, 1, 1])
    take(await service.seek(runId, 2))
    expect(await look()).toEqual([2, 1, 1, 1])
    take(await service.command(runId, 'restart'))
    expect(await look()).toEqual([0, 1, 2, 1])
  })
})

it('a document keeps its number while runs are opened, and another one has another', async () => {
  const service = createService()
  const first = take(await service.open(exampleExperiment, []))
  await step(service, first.runId, 2)
  const second = take(await service.open({ ...exampleExperiment, name: 'Other' }, []))
  const again = take(await service.reopenRun(second.runId, 1))
  expect([second.document, again.document]).toEqual([first.document, first.document])
  const { bytes } = take(await service.exportRun(again.runId, 'session'))
  const file = take(await service.openSession(bytes, 'a.chainrule'))
  const fresh = take(await service.open(exampleExperiment, [], 'document'))
  expect(new Set([first.document, file.document, fresh.document]).size).toBe(3)
})
