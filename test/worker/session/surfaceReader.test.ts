/** Cost surface and gradient noise of a real run: of the shown moment, whatever goes on beside it. */
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Evaluator } from '../../../src-worker/core/evaluator'
import type { LayerViews } from '../../../src-worker/core/network'
import type { NoiseRequest, PlaneChoice, SurfaceRequest } from '../../../src-worker/protocol/surface'
import type { TrainingRun } from '../../../src-worker/session/trainingRun'
import { TrainerService } from '../../../src-worker/session/trainerService'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { take } from './services'

const experiment: ExperimentInput = {
  data: {
    source: { kind: 'generator', name: 'moons', samples: 90, seed: 3 },
    split: { validation: 0.3, test: 0, seed: 1 },
  },
  network: { layers: [{ units: 5, activation: 'tanh' }, { units: 1 }] },
  training: { batchSize: 7, optimizer: { name: 'adam', learningRate: 0.02 }, l2: 0.01, stop: {} },
}

/** Shows the open run itself, for comparison. */
class OpenService extends TrainerService {
  constructor() {
    super({ now: () => performance.now(), assistants: null, pause: () => setImmediate(), appVersion: 'test' })
  }

  look(runId: number): TrainingRun {
    return this.findRun(runId)
  }
}

async function open(precision: 'float32' | 'float64') {
  const service = new OpenService()
  const training = { ...experiment.training, precision }
  const { runId } = take(await service.open({ ...experiment, training }, []))
  return { service, runId }
}

const weights: PlaneChoice = {
  kind: 'parameters',
  x: { layer: 1, kind: 'W', row: 1, column: 3 },
  y: { layer: 2, kind: 'W', row: 4, column: 0 },
}
const createRequest = (changes: Partial<SurfaceRequest> = {}): SurfaceRequest => ({
  plane: weights,
  resolution: 9,
  reach: null,
  part: 'validation',
  withPenalty: false,
  ...changes,
})
const noiseRequest: NoiseRequest = { sizes: [1, 8], draws: 20, seed: 1 }

const copyOf = (parameters: readonly LayerViews[]): LayerViews[] =>
  parameters.map((layer) => ({ weights: layer.weights.slice(), biases: layer.biases.slice() }))

/** Of core's evaluator over a part. */
function evaluate(
  { shape, prepared, training }: TrainingRun,
  parameters: LayerViews[],
  part: 'training' | 'validation',
) {
  const evaluator = new Evaluator(shape, { x: prepared.x, y: prepared.dataset.y })
  return evaluator.evaluate(parameters, prepared.split[part], training.cost, false).advance(Infinity)!.cost
}

describe.each(['float64', 'float32'] as const)('a run in %s', (precision) => {
  it('every point of 9 × 9 costs what core says with the two weights set', async () => {
    const { service, runId } = await open(precision)
    await service.advanceTo(runId, 120)
    const run = service.look(runId)
    const parameters = copyOf(run.engine.parameters)
    const [w1, w2] = [parameters[0]!.weights[8]!, parameters[1]!.weights[4]!]
    const surface = take(await service.mapCost(runId, createRequest({ reach: 3 })))
    expect([surface.update, surface.rows, surface.rowsOfPart]).toEqual([120, 27, 27])
    expect(surface.here).toEqual({
      update: 120,
      x: w1,
      y: w2,
      distance: 0,
      cost: evaluate(run, parameters, 'validation'),
    })
    for (let p = 0; p < 81; p++) {
      parameters[0]!.weights[8] = w1 + 3 * ((p % 9) / 4 - 1)
      parameters[1]!.weights[4] = w2 + 3 * (Math.floor(p / 9) / 4 - 1)
      expect(surface.values[p]).toBe(evaluate(run, parameters, 'validation'))
    }
  })

  it('each moment of the path is what looking back shows, whatever was changed on the way', async () => {
    const { service, runId } = await open(precision)
    await service.advanceTo(runId, 60)
    // Kept before what is changed at it.
    service.look(runId).timeline.mark()
    take(
      await service.change(runId, {
        l2: 0,
        optimizer: { name: 'rmsprop', learningRate: 0.01, rho: 0.9, epsilon: 1e-8 },
      }),
    )
    take(await service.setParameter(runId, { layer: 1, kind: 'W', row: 1, column: 3, value: 1.5 }))
    await service.advanceTo(runId, 150)
    take(await service.seek(runId, 100))
    const surface = take(await service.mapCost(runId, createRequest()))
    const updates = surface.path.map(({ update }) => update)
    expect([updates[0], updates.at(-1), surface.update]).toEqual([0, 150, 100])
    expect(updates).toContain(60)
    expect(updates).toEqual([...new Set(updates)].sort((a, b) => a - b))
    expect(updates.length).toBeGreaterThan(40)
    expect(surface.path.find(({ update }) => update === 100)).toEqual(surface.here)
    const run = service.look(runId)
    const center = copyOf(run.engine.parameters)
    for (const { update, x, y, cost, distance } of surface.path.filter(
      ({ update }, k) => k % 6 === 0 || update === 60,
    )) {
      take(await service.seek(runId, update))
      const moment = copyOf(run.engine.parameters)
      expect([update, x, y]).toEqual([update, moment[0]!.weights[8], moment[1]!.weights[4]])
      expect(cost).toBe(evaluate(run, moment, 'validation'))
      moment[0]!.weights[8] = center[0]!.weights[8]!
      moment[1]!.weights[4] = center[1]!.weights[4]!
      const apart = moment.flatMap((layer, l) => [
        ...layer.weights.map((value, p) => value - center[l]!.weights[p]!),
        ...layer.biases.map((value, p) => value - center[l]!.biases[p]!),
      ])
      expect(distance).toBeCloseTo(Math.hypot(...apart), 12)
    }
    for (const { x, y } of surface.path) {
      expect([x >= surface.minimum[0], x <= surface.maximum[0]]).toEqual([true, true])
      expect([y >= surface.minimum[1], y <= surface.maximum[1]]).toEqual([true, true])
    }
  })

  it('the components of its way carry most of it, and the moment is the point in the middle', async () => {
    const { service, runId } = await open(precision)
    await service.advanceTo(runId, 200)
    const surface = take(await service.mapCost(runId, createRequest({ plane: { kind: 'trajectory' } })))
    const [first, second] = surface.variance!
    expect(first).toBeGreaterThan(second)
    expect(first + second).toBeGreaterThan(0.8)
    expect(first + second).toBeLessThanOrEqual(1 + 1e-12)
    expect([surface.here.x, surface.here.y, surface.here.cost]).toEqual([0, 0, surface.values[40]])
  })
})

it('the penalty is that of the shown moment’s settings', async () => {
  const { service, runId } = await open('float64')
  const ask = async (withPenalty: boolean) =>
    take(await service.mapCost(runId, createRequest({ withPenalty, part: 'training' }))).here.cost
  const squares = service
    .look(runId)
    .engine.parameters.flatMap((layer) => [...layer.weights])
    .reduce((sum, weight) => sum + weight * weight, 0)
  expect((await ask(true)) - (await ask(false))).toBeCloseTo(0.005 * squares, 14)
})

it('a run before its second update has no way to take components of', async () => {
  const { service, runId } = await open('float64')
  for (const words of [/has not moved/, /one direction only, of 2 moments/]) {
    const reply = await service.mapCost(runId, createRequest({ plane: { kind: 'trajectory' } }))
    expect(!reply.ok && reply.error).toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(words),
    })
    take(await service.command(runId, 'stepUpdate'))
  }
})

describe('beside other work', () => {
  const request = createRequest({ resolution: 129, part: 'training', plane: { kind: 'random', seed: 5 } })

  it('training on meanwhile changes nothing of the map, nor the map of the training', async () => {
    const [quiet, busy] = [await open('float32'), await open('float32')]
    await quiet.service.advanceTo(quiet.runId, 80)
    await busy.service.advanceTo(busy.runId, 80)
    const expected = take(await quiet.service.mapCost(quiet.runId, request))
    let updates = 0
    const mapping = busy.service.mapCost(busy.runId, request, () => {
      updates = busy.service.look(busy.runId).newest
      return true
    })
    await busy.service.advanceTo(busy.runId, 3000)
    expect(take(await mapping)).toEqual(expected)
    expect(updates).toBeGreaterThan(80)
    await quiet.service.advanceTo(quiet.runId, 3000)
    expect(busy.service.look(busy.runId).engine.getState()).toEqual(
      quiet.service.look(quiet.runId).engine.getState(),
    )
  })

  it('distributions, noise and two maps at once are what each is alone', async () => {
    const { service, runId } = await open('float32')
    await service.advanceTo(runId, 500)
    const other = createRequest({ plane: { kind: 'trajectory' } })
    const alone = [
      take(await service.mapCost(runId, request)),
      take(await service.mapCost(runId, other)),
      take(await service.measureNoise(runId, noiseRequest)),
    ]
    const read = service.readDistributions(runId, { bins: 'linear', axis: 'linear' })
    const together = await Promise.all([
      service.mapCost(runId, request),
      service.mapCost(runId, other),
      service.measureNoise(runId, noiseRequest),
    ])
    expect(together.map((reply) => take<unknown>(reply))).toEqual(alone)
    expect(take(await read).update.at(-1)).toBe(500)
  })

  it('says how far it is and ends when told so', async () => {
    const { service, runId } = await open('float64')
    await service.advanceTo(runId, 10)
    const seen: [number, number][] = []
    const reply = await service.mapCost(runId, request, (done, total) => {
      seen.push([done, total])
      return seen.length < 2
    })
    expect(!reply.ok && reply.error.code).toBe('cancelled')
    expect(seen.length).toBe(2)
    const [[first, total], [second]] = seen as [[number, number], [number, number]]
    expect(first).toBe(0)
    expect(total).toBe(129 ** 2 + 2 * 11)
    expect(second).toBeGreaterThan(0)
    const noise = await service.measureNoise(runId, noiseRequest, () => false)
    expect(!noise.ok && noise.error.code).toBe('cancelled')
  })

  it.each(['restart', 'newWeights'] as const)('ends with the run: %s', async (command) => {
    const { service, runId } = await open('float64')
    await service.advanceTo(runId, 10)
    const mapping = service.mapCost(runId, request)
    take(await service.command(runId, command))
    const reply = await mapping
    expect(!reply.ok && reply.error.code).toBe('staleRun')
    expect((await service.mapCost(runId + 1, request)).ok).toBe(false)
  })
})

it('noise is of the training rows and of the moment that is shown', async () => {
  const { service, runId } = await open('float32')
  const before = take(await service.measureNoise(runId, noiseRequest))
  await service.advanceTo(runId, 40)
  const after = take(await service.measureNoise(runId, { ...noiseRequest, sizes: [63, 64] }))
  expect([before.update, after.update, after.trainingRows, after.usedRows]).toEqual([0, 40, 63, 63])
  expect(after.rows.map(({ size, noise }) => [size, noise < 1e-25])).toEqual([[63, true]])
  take(await service.seek(runId, 0))
  expect(take(await service.measureNoise(runId, noiseRequest))).toEqual(before)
})

describe('what does not fit is refused, with its place', () => {
  const place = { layer: 1, kind: 'W', row: 0, column: 0 } as const
  const cases: [Partial<SurfaceRequest>, string[]][] = [
    [{ resolution: 8 }, ['resolution']],
    [{ resolution: 131, reach: 0 }, ['resolution', 'reach']],
    [{ reach: Infinity }, ['reach']],
    [{ plane: { kind: 'random', seed: -1 } }, ['plane.seed']],
    [
      { plane: { kind: 'parameters', x: { ...place, row: 2 }, y: { ...place, layer: 3 } } },
      ['plane.x.row', 'plane.y.layer'],
    ],
    [{ plane: { kind: 'parameters', x: place, y: place } }, ['plane.y']],
  ]
  it.each(cases)('%o', async (changes, paths) => {
    const { service, runId } = await open('float64')
    const reply = await service.mapCost(runId, createRequest(changes))
    expect(!reply.ok && [reply.error.code, reply.error.problems.map(({ path }) => path)]).toEqual([
      'invalidData',
      paths,
    ])
  })

  it('a part without rows, and sizes, draws and seeds that are none', async () => {
    const service = new OpenService()
    const { runId } = take(
      await service.open(
        { ...experiment, data: { ...experiment.data, split: { validation: 0, test: 0, seed: 1 } } },
        [],
      ),
    )
    const map = await service.mapCost(runId, createRequest())
    expect(!map.ok && map.error.problems.map(({ path }) => path)).toEqual(['part'])
    const noise = await service.measureNoise(runId, { sizes: [4, 0.5], draws: 1, seed: 2 ** 32 })
    expect(!noise.ok && noise.error.problems.map(({ path }) => path)).toEqual(['sizes[1]', 'draws', 'seed'])
  })
})
