import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Frame, OpenedRun } from '../../../src-worker/protocol/trainerApi'
import { TrainerService } from '../../../src-worker/session/trainerService'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { createService, take } from './services'

const endless = { ...exampleExperiment, training: { ...exampleExperiment.training, stop: {} } }

async function openEndless(service: TrainerService): Promise<OpenedRun> {
  return take(await service.open(endless, []))
}

describe('the trainer', () => {
  it('trains the example to its rule and sends the last frame', async () => {
    const service = createService()
    const frames: Frame[] = []
    await service.subscribe((frame) => void frames.push(frame))
    const { runId } = take(await service.open(exampleExperiment, []))
    take(await service.command(runId, 'run'))
    while (frames.at(-1)?.state !== 'finished') await setImmediate()
    const last = frames.at(-1)!
    expect([last.update, last.epoch, last.stopReason]).toEqual([1000, 1000, 'updates'])
    expect(last.history.update.at(-1)).toBe(1000)
    expect(last.weights).toBeNull()
  })

  it('pauses when asked while it runs flat out, and stays where it is', async () => {
    const service = createService()
    const { runId } = await openEndless(service)
    take(await service.command(runId, 'run'))
    for (let turn = 0; turn < 20; turn++) await setImmediate()
    const { state } = take(await service.command(runId, 'pause'))
    expect(state).toBe('paused')
    const { update } = take(await service.trace(runId))
    await setImmediate()
    expect(take(await service.trace(runId)).update).toBe(update)
  })

  it('steps one update and one epoch', async () => {
    const service = createService()
    const training = { ...endless.training, batchSize: 3 }
    const { runId } = take(await service.open({ ...endless, training }, []))
    expect(take(await service.command(runId, 'stepUpdate'))).toMatchObject({ state: 'paused', update: 1 })
    expect(take(await service.command(runId, 'stepEpoch')).update).toBe(2)
    expect(take(await service.command(runId, 'stepEpoch')).update).toBe(4)
  })

  it('restarted while it runs stands at update 0 with the first weights, and the loop of before is gone', async () => {
    const service = createService()
    const { runId } = await openEndless(service)
    const before = take(await service.trace(runId))
    take(await service.command(runId, 'run'))
    for (let turn = 0; turn < 5; turn++) await setImmediate()
    expect(take(await service.command(runId, 'restart'))).toMatchObject({ state: 'idle', update: 0 })
    for (let turn = 0; turn < 5; turn++) await setImmediate()
    expect(take(await service.trace(runId))).toEqual(before)
  })

  it('draws other weights and says so in the experiment', async () => {
    const service = createService()
    const { runId } = await openEndless(service)
    const first = take(await service.command(runId, 'newWeights'))
    expect(first.experiment.network.initialization).toEqual({ kind: 'xavierUniform', seed: 1, bias: 0 })
    const second = take(await service.command(runId, 'newWeights'))
    expect(second.experiment.network.initialization).toMatchObject({ seed: 2 })
  })

  it('refuses a message for a run that was replaced', async () => {
    const service = createService()
    const { runId } = await openEndless(service)
    take(await service.command(runId, 'run'))
    const next = await openEndless(service)
    const stale = await service.command(runId, 'run')
    expect(!stale.ok && stale.error.code).toBe('staleRun')
    expect(take(await service.trace(next.runId)).update).toBe(1)
  })

  it('keeps the open run when a session file is damaged', async () => {
    const service = createService()
    const { runId } = await openEndless(service)
    take(await service.command(runId, 'stepEpoch'))
    const { bytes } = take(await service.exportRun(runId, 'session'))
    const damaged = bytes.slice()
    const weights = Buffer.from(damaged).indexOf('weights.safetensors') + 'weights.safetensors'.length
    damaged[weights + 40]! ^= 4
    const refused = await service.openSession(damaged, 'bad.chainrule')
    expect(!refused.ok && [refused.error.code, refused.error.file]).toEqual(['invalidFile', 'bad.chainrule'])
    expect(take(await service.trace(runId)).update).toBe(2)
    expect(take(await service.openSession(bytes, 'good.chainrule')).update).toBe(1)
  })

  it('has at most one frame in flight and delivers the newest after a slow listener', async () => {
    const service = createService()
    let inFlight = 0
    let most = 0
    let last = -1
    await service.subscribe(async (frame) => {
      most = Math.max(most, ++inFlight)
      for (let turn = 0; turn < 50; turn++) await setImmediate()
      last = frame.update
      inFlight--
    })
    const { runId } = await openEndless(service)
    take(await service.command(runId, 'run'))
    for (let turn = 0; turn < 200; turn++) await setImmediate()
    take(await service.command(runId, 'pause'))
    const { update } = take(await service.trace(runId))
    for (let turn = 0; turn < 200; turn++) await setImmediate()
    expect(most).toBe(1)
    expect(last).toBe(update - 1)
  })

  it('sends only what views asked for', async () => {
    const service = createService()
    const frames: Frame[] = []
    await service.subscribe((frame) => void frames.push(frame))
    const { runId } = await openEndless(service)
    const plane = { resolution: 5, inputX: 0, inputY: 1 }
    take(await service.setInterest(runId, { weights: true, surface: plane, responses: null }))
    for (let turn = 0; turn < 5; turn++) await setImmediate()
    const { weights, surface, responses } = frames.at(-1)!
    expect(weights!.map((layer) => [layer.inputs, layer.units])).toEqual([
      [2, 3],
      [3, 1],
    ])
    expect(surface!.values).toHaveLength(25)
    expect(surface!.minimum).toEqual([-0.1, -0.1])
    expect(responses).toBeNull()
  })

  it('counts what data would be before a network exists', async () => {
    const source = { kind: 'generator', name: 'moons', samples: 40 } as const
    const described = take(await createService().describeData({ source, split: { validation: 0.25 } }, []))
    expect(described).toMatchObject({ inputs: 2, training: 30, validation: 10, task: 'classification' })
    expect(described.classCounts).toEqual({ training: [15, 15], validation: [5, 5], test: [0, 0] })
  })
})

describe('a session whose data came from a file', () => {
  const csv = new TextEncoder().encode('a,b,y\n1,2,no\n3,1,yes\n2,5,no\n4,4,yes\n')
  const experiment: ExperimentInput = {
    data: { source: { kind: 'file', path: 'far/away.csv', target: 'y' } },
    network: { layers: [{ units: 2, activation: 'softmax' }] },
    training: { cost: 'categoricalCrossEntropy' },
  }

  it('opened without the file can start again with other layers', async () => {
    const first = createService()
    const { runId } = take(await first.open(experiment, [{ path: 'far/away.csv', bytes: csv }]))
    const { bytes } = take(await first.exportRun(runId, 'session'))
    const second = createService()
    const refused = await second.open(experiment, [])
    expect(!refused.ok && refused.error.code).toBe('missingFile')
    const opened = take(await second.openSession(bytes, 'kept.chainrule'))
    const layers = [{ units: 5 }, ...opened.experiment.network.layers]
    const next = take(await second.open({ ...opened.experiment, network: { layers } }, []))
    expect(next.data).toMatchObject({ training: 4, classes: ['no', 'yes'] })
    expect(next.parameters).toBe(2 * 5 + 5 + 5 * 2 + 2)
  })
})
