/** As many runs as a session holds: which one gives way, and which never. */
import { describe, expect, it } from 'vitest'
import type { TrainerService } from '../../../src-worker/session/trainerService'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { createService, take } from './services'

const sgd = (learningRate: number): ExperimentInput => ({
  ...exampleExperiment,
  training: { ...exampleExperiment.training, optimizer: { name: 'sgd', learningRate } },
})

const step = async (service: TrainerService, runId: number): Promise<void> =>
  void take(await service.command(runId, 'stepUpdate'))

describe('a full list of 100', () => {
  it('loses none when another run is opened, the oldest without words when a run is left, and takes no more in', async () => {
    const service = createService()
    let { runId } = take(await service.open(sgd(1), []))
    for (let k = 0; k < 100; k++) {
      await step(service, runId)
      ;({ runId } = take(await service.open(sgd(1 + (k + 1) / 1000), [])))
    }
    take(await service.editRun(runId, 1, { name: 'First', note: '' }))
    await step(service, runId)
    expect(take(await service.listRuns(runId))).toHaveLength(101)
    ;({ runId } = take(await service.reopenRun(runId, 50)))
    expect(take(await service.listRuns(runId))).toHaveLength(101)
    const { bytes } = take(await service.exportListedRun(runId, 1))
    const refused = await service.addRuns(runId, bytes, 'one.chainrule')
    expect(!refused.ok && refused.error.problems).toEqual([
      { path: 'runs', expected: 'at most 0 runs, 100 in all', actual: '1' },
    ])
    await step(service, runId)
    ;({ runId } = take(await service.open(sgd(5), [])))
    const numbers = take(await service.listRuns(runId)).map(({ number }) => number)
    expect([numbers.length, numbers.includes(1), numbers.includes(2)]).toEqual([101, true, false])
    expect(take(await service.takeGoneRuns(runId))).toEqual([2])
    expect(take(await service.takeGoneRuns(runId))).toEqual([])
  })
})
