/** Distributions over a run: each moment as it was, with the settings of then, computed once. */
import { describe, expect, it, vi } from 'vitest'
import * as moment from '../../../src-worker/analysis/distributionMoment'
import type { DistributionRequest, Distributions } from '../../../src-worker/protocol/distributions'
import type { TrainingPatch } from '../../../src-worker/protocol/trainerApi'
import type { UpdateTrace } from '../../../src-worker/protocol/trace'
import type { TrainerService } from '../../../src-worker/session/trainerService'
import type { TrainingRun } from '../../../src-worker/session/trainingRun'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { createService, take } from './services'

vi.mock('../../../src-worker/analysis/distributionMoment', { spy: true })
const counted = () => vi.mocked(moment.countMoment).mock.calls.map(([{ state }]) => state.update)

const experiment: ExperimentInput = {
  data: { source: { kind: 'generator', name: 'moons', samples: 60, seed: 3 } },
  network: { layers: [{ units: 6, activation: 'tanh' }, { units: 1 }] },
  training: {
    precision: 'float64',
    batchSize: 7,
    optimizer: { name: 'rmsprop', learningRate: 0.02 },
    stop: {},
  },
}
const linear: DistributionRequest = { bins: 'linear', axis: 'linear' }

async function open(training: ExperimentInput['training'] = {}) {
  const service = createService()
  const opened = take(
    await service.open({ ...experiment, training: { ...experiment.training, ...training } }, []),
  )
  return { service, runId: opened.runId }
}

async function readAll(service: TrainerService, runId: number, request = linear): Promise<Distributions> {
  for (;;) {
    const read = take(await service.readDistributions(runId, request))
    if (read.pending === 0) return read
  }
}

/** The change of each layer's weights over their norm, from the trace of the moment that is shown. */
const ratiosOf = ({ layers, after }: UpdateTrace): number[] =>
  layers.map(({ weights: { values } }, l) => {
    const changed = Array.from(after[l]!.weights.values, (value, p) => value - values[p]!)
    return Math.hypot(...changed) / Math.hypot(...values)
  })

const ratiosAt = ({ layers }: Distributions, k: number): number[] =>
  layers.map(({ change, norm }) => change[k]! / norm[k]!)

describe('distributions over a run', () => {
  it('at every moment the counts make up all values: 12 and 6 weights, 360 and 60 outputs', async () => {
    const { service, runId } = await open()
    await service.advanceTo(runId, 400)
    for (const bins of ['linear', 'size'] as const) {
      const read = await readAll(service, runId, { bins, axis: 'log' })
      expect([read.update[0], read.update.at(-1), read.shown]).toEqual([0, 400, read.update.length - 1])
      const totals = read.layers.map((layer) => [layer.weights, layer.gradients, layer.activations])
      expect(totals.map((kinds) => kinds.map(({ total }) => total))).toEqual([
        [12, 12, 360],
        [6, 6, 60],
      ])
      for (const { edges, counts, below, above, notNumbers, total } of totals.flat()) {
        const count = edges.length - 1
        for (let k = 0; k < read.update.length; k++) {
          const inside = counts.subarray(k * count, (k + 1) * count).reduce((sum, one) => sum + one, 0)
          expect(inside + below[k]! + above[k]! + notNumbers[k]!).toBe(total)
        }
      }
    }
  })

  it.each([
    ['kept', 'float64'],
    ['made again', 'float64'],
    ['made again', 'float32'],
  ] as const)(
    'the ratio at each moment is that of its trace, whatever was changed: %s, %s',
    async (how, precision) => {
      const { service, runId } = await open({ precision })
      const changes: [number, TrainingPatch][] = [
        [0, { l2: 0.01 }],
        [20, { optimizer: { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } }],
        [40, { batchSize: 'full' }],
        [40, { optimizer: { name: 'sgd', learningRate: 0.2, momentum: 0.5, nesterov: true } }],
        [41, { clipNorm: 0.001 }],
      ]
      const expected = new Map<number, number[]>()
      const { timeline } = (service as unknown as { findRun(runId: number): TrainingRun }).findRun(runId)
      for (let update = 0; update <= 44; update++) {
        // Before what is changed at it.
        if (how === 'kept') timeline.mark()
        for (const [at, patch] of changes) if (at === update) take(await service.change(runId, patch))
        if (update === 30)
          take(await service.setParameter(runId, { layer: 1, kind: 'W', row: 1, column: 2, value: 3 }))
        expected.set(update, ratiosOf(take(await service.trace(runId))))
        if (update < 44) take(await service.command(runId, 'stepUpdate'))
      }
      const read = await readAll(service, runId)
      expect(read.update.length).toBe(45)
      read.update.forEach((update, k) =>
        ratiosAt(read, k).forEach((ratio, l) =>
          expect([update, ratio]).toEqual([update, expect.closeTo(expected.get(update)![l]!, 10)]),
        ),
      )
      expect([read.layers[0]!.weights.maximum[29], read.layers[0]!.weights.maximum[30]]).toEqual([
        expect.closeTo(1, 0),
        3,
      ])
    },
  )

  it('the moment looked back at is among them, and the newest too', async () => {
    const { service, runId } = await open()
    await service.advanceTo(runId, 300)
    take(await service.seek(runId, 123))
    const read = await readAll(service, runId)
    expect([read.update[read.shown], read.update.at(-1)]).toEqual([123, 300])
    expect(ratiosAt(read, read.shown)).toEqual(
      ratiosOf(take(await service.trace(runId))).map((ratio) => expect.closeTo(ratio, 12)),
    )
  })

  it('no moment is computed twice, by calls at once, by other bins or after going on', async () => {
    const { service, runId } = await open()
    await service.advanceTo(runId, 200)
    vi.mocked(moment.countMoment).mockClear()
    await Promise.all([readAll(service, runId), readAll(service, runId, { bins: 'size', axis: 'linear' })])
    expect(new Set(counted()).size).toBe(counted().length)
    const before = counted().length
    expect(before).toBeGreaterThan(1)
    await readAll(service, runId)
    expect(counted().length).toBe(before)
    await service.advanceTo(runId, 210)
    await readAll(service, runId)
    expect(new Set(counted()).size).toBe(counted().length)
  })

  it('float32 runs are read as well, and what is set by hand counts at once', async () => {
    const { service, runId } = await open({ precision: 'float32' })
    expect((await readAll(service, runId)).layers[1]!.weights.maximum[0]).toBeLessThan(7)
    take(await service.setParameter(runId, { layer: 2, kind: 'W', row: 0, column: 0, value: 7 }))
    const read = await readAll(service, runId)
    expect(read.layers[1]!.weights.maximum[read.shown]).toBe(7)
  })

  it('ends with the run: a run that was replaced answers staleRun', async () => {
    const { service, runId } = await open()
    await service.advanceTo(runId, 50)
    const reading = service.readDistributions(runId, linear)
    take(await service.open(experiment, []))
    const reply = await reading
    expect(reply.ok ? '' : reply.error.code).toMatch(/^(staleRun)?$/)
    expect(await service.readDistributions(runId, linear)).toMatchObject({ error: { code: 'staleRun' } })
  })
})
