import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../src-worker/protocol/errors'
import type { InspectRequest, StepPicture, TensorKind } from '../../../src-worker/protocol/microscope'
import { mostStepNumbers } from '../../../src-worker/session/microscope'
import { TrainerService } from '../../../src-worker/session/trainerService'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { precisions } from '../../../src-worker/spec/names'
import { readGolden } from '../core/goldenCases'
import { createService, take } from './services'

const codeOf = (reply: Reply<unknown>) => (reply.ok ? null : reply.error.code)

const everything = { start: 0, count: 1e9 }
const whole: InspectRequest = {
  fault: null,
  samples: everything,
  units: [everything, everything, everything, everything],
  cell: null,
}
const valuesOf = (picture: StepPicture, kind: TensorKind, layer: number): number[] => [
  ...picture.tensors.find(({ id }) => id.kind === kind && id.layer === layer)!.shown.values,
]

async function openExample(training: Partial<typeof exampleExperiment.training> = {}) {
  const service = createService()
  const experiment = { ...exampleExperiment, training: { ...exampleExperiment.training, ...training } }
  const { runId } = take(await service.open(experiment, []))
  return {
    service,
    runId,
    inspect: async (request = whole) => take(await service.inspect(runId, request)),
    step: async () => take(await service.command(runId, 'stepUpdate')),
  }
}

const rate = (learningRate: number) =>
  ({ optimizer: { name: 'sgd', learningRate, momentum: 0, nesterov: false } }) as const

/** 2-9-4-1 on 20 rows, shuffled, with momentum: 72 parameters, so that a check pauses once. */
const larger: ExperimentInput = {
  data: { source: { kind: 'generator', name: 'moons', samples: 20, seed: 4 } },
  network: {
    layers: [
      { units: 9, activation: 'tanh' },
      { units: 4, activation: 'softplus' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
  training: {
    cost: 'binaryCrossEntropy',
    optimizer: { name: 'sgd', learningRate: 0.2, momentum: 0.9 },
    batchSize: 8,
    stop: {},
  },
}

describe('the update under the microscope', () => {
  it('before any update is the golden one in every tensor, to 1e-12', async () => {
    const { inspect } = await openExample()
    const picture = await inspect()
    const { trace, after } = readGolden(
      readFileSync(new URL('../../golden/seed-2-3-1.json', import.meta.url), 'utf8'),
    )
    const pairs: [TensorKind, number[][][]][] = [
      ['i', trace.i],
      ['o', trace.o],
      ['dO', trace.dCost_dO],
      ['dI', trace.dCost_dI],
      ['dW', trace.dW],
      ['db', trace.db],
      ['weightsAfter', after['1']!.W],
      ['biasAfter', after['1']!.b],
    ]
    for (const [kind, matrices] of pairs) {
      matrices.forEach((matrix, l) => {
        const values = valuesOf(picture, kind, l + 1)
        expect(values).toHaveLength(matrix.flat().length)
        matrix.flat().forEach((expected, p) => expect(values[p], `${kind}${l + 1}`).toBeCloseTo(expected, 12))
      })
    }
    expect(picture.cost).toBeCloseTo(trace.cost, 12)
    expect(picture.model.update).toBe(1)
    expect(picture.rowIndices).toEqual([0, 1, 2, 3])
  })

  it('after one update is update 2, from the weights that update 1 promised', async () => {
    const { inspect, step } = await openExample()
    const first = await inspect()
    await step()
    const second = await inspect()
    expect(second.model.update).toBe(2)
    expect(valuesOf(second, 'weights', 1)).toEqual(valuesOf(first, 'weightsAfter', 1))
    expect(valuesOf(second, 'bias', 2)).toEqual(valuesOf(first, 'biasAfter', 2))
    expect(second.cost).toBe(first.effect.costAfter)
  })

  it('is the same picture when asked for twice, and with another cell it is the same update', async () => {
    const { inspect } = await openExample()
    const first = await inspect()
    expect(await inspect()).toEqual(first)
    const cell = { kind: 'dW', layer: 1, row: 0, column: 1 } as const
    const derived = await inspect({ ...whole, cell })
    expect(derived.derivation!.value).toBeCloseTo(-0.0025551480369113326, 15)
    expect({ ...derived, derivation: null }).toEqual(first)
  })

  it('follows a change of the learning rate from 0.5 to 2 at once', async () => {
    const { service, runId, inspect } = await openExample()
    const before = await inspect()
    take(await service.change(runId, rate(2)))
    const after = await inspect()
    expect([before.model.learningRate, after.model.learningRate]).toEqual([0.5, 2])
    expect(after.effect.promised / before.effect.promised).toBeCloseTo(4, 10)
    expect(valuesOf(after, 'dW', 1)).toEqual(valuesOf(before, 'dW', 1))
  })

  it('follows a batch size of 3, and the next batch of that epoch, which is the fourth row', async () => {
    const { service, runId, inspect, step } = await openExample()
    take(await service.change(runId, { batchSize: 3 }))
    expect((await inspect()).rowIndices).toEqual([0, 1, 2])
    await step()
    const last = await inspect()
    expect([last.rowIndices, last.model.samples]).toEqual([[3], 1])
  })

  it('with a planted fault shows it, and without it shows what it showed before', async () => {
    const { inspect } = await openExample()
    const right = await inspect()
    const fault = { name: 'flippedSign', layer: 2 } as const
    const wrong = await inspect({ ...whole, fault })
    expect(wrong.fault).toEqual(fault)
    expect(valuesOf(wrong, 'dW', 1)).toEqual(valuesOf(right, 'dW', 1).map((g) => -g))
    expect(valuesOf(await inspect({ ...whole, fault: { ...fault, layer: 1 } }), 'dW', 2)).toEqual(
      valuesOf(right, 'dW', 2),
    )
    expect(await inspect()).toEqual(right)
    expect(right.possibleFaults).toHaveLength(9)
  })

  it('after a restart is that of the new way, when another learning rate led to the same update', async () => {
    const { service, runId, inspect, step } = await openExample()
    await step()
    take(await service.change(runId, rate(2)))
    await step()
    const before = await inspect()
    take(await service.command(runId, 'restart'))
    await step()
    await step()
    const after = await inspect()
    expect(after.model.update).toBe(before.model.update)
    expect(valuesOf(after, 'weights', 1)).not.toEqual(valuesOf(before, 'weights', 1))
    expect(valuesOf(after, 'weights', 1)).toEqual([
      ...take(await service.trace(runId)).layers[0]!.weights.values,
    ])
  })

  it('is that of the new weights after they were drawn', async () => {
    const { service, runId, inspect } = await openExample()
    const before = await inspect()
    take(await service.command(runId, 'newWeights'))
    expect(valuesOf(await inspect(), 'weights', 1)).not.toEqual(valuesOf(before, 'weights', 1))
  })

  it('of a run that was replaced is refused', async () => {
    const { service, runId } = await openExample()
    take(await service.open(exampleExperiment, []))
    expect(codeOf(await service.inspect(runId, whole))).toBe('staleRun')
    expect(codeOf(await service.mapSaturation(runId))).toBe('staleRun')
    expect(codeOf(await service.sweepEpsilon(runId, null))).toBe('staleRun')
  })

  it('of a batch of 100,000 through 200 units is refused: 80.7 million numbers are more than 2²⁶', async () => {
    const service = createService()
    const { runId } = take(
      await service.open(
        {
          data: { source: { kind: 'generator', name: 'moons', samples: 100_000 } },
          network: { layers: [{ units: 200, activation: 'relu' }, { units: 1 }] },
          training: { batchSize: 'full', precision: 'float32' },
        },
        [],
      ),
    )
    const refused = await service.inspect(runId, whole)
    expect(codeOf(refused)).toBe('stepTooLarge')
    expect(!refused.ok && refused.error.message).toContain(String(mostStepNumbers))
    take(await service.change(runId, { batchSize: 100 }))
    expect(take(await service.inspect(runId, whole)).model.samples).toBe(100)
  })
})

describe('the gradient check', () => {
  it('gives every parameter of the example, W row by row, then b', async () => {
    const { service, runId, inspect } = await openExample()
    const report = take(await service.checkGradient(runId))
    const picture = await inspect()
    expect([report.parameters, report.checked, report.passed, report.fault]).toEqual([13, 13, true, null])
    report.layers.forEach((layer, l) => {
      expect([...layer.analytic]).toEqual([
        ...valuesOf(picture, 'dW', l + 1),
        ...valuesOf(picture, 'db', l + 1),
      ])
      expect([...layer.verdict]).toEqual(Array.from(layer.analytic, () => 1))
      layer.numeric.forEach((numeric, p) => expect(numeric).toBeCloseTo(layer.analytic[p]!, 9))
    })
    expect(report.layers.map(({ inputs, units, bias }) => [inputs, units, bias])).toEqual([
      [2, 3, true],
      [3, 1, true],
    ])
  })

  it('finds Δb1 not summed: its three numbers fail, the ten others pass', async () => {
    const { service, runId } = await openExample()
    const fault = { name: 'biasNotSummed', layer: 1 } as const
    const report = take(await service.checkGradient(runId, fault))
    expect([report.passed, report.fault]).toEqual([false, fault])
    expect(report.layers.map(({ verdict }) => [...verdict])).toEqual([
      [1, 1, 1, 1, 1, 1, 0, 0, 0],
      [1, 1, 1, 1],
    ])
  })

  it('ended by its listener is cancelled before the first parameter, and the run goes on', async () => {
    const service = createService()
    const { runId } = take(await service.open(larger, []))
    const told: number[][] = []
    const ended = await service.checkGradient(runId, null, (done, total) => {
      told.push([done, total])
      return false
    })
    expect(codeOf(ended)).toBe('cancelled')
    expect(told).toEqual([[0, 72]])
    expect(take(await service.command(runId, 'stepUpdate')).update).toBe(1)
    const report = take(await service.checkGradient(runId, null, () => Promise.resolve(true)))
    expect([report.checked, report.passed]).toEqual([72, true])
  })
})

describe('the sweep of step sizes', () => {
  it('tells 25 times how far it is, and ends when told to', async () => {
    const { service, runId, inspect } = await openExample()
    const told: number[] = []
    const { points, parameters } = take(
      await service.sweepEpsilon(runId, null, (done, total) => told.push(done) <= total),
    )
    expect([points.length, parameters]).toEqual([25, 13])
    expect(told).toEqual(Array.from({ length: 25 }, (_, k) => k + 1))
    const before = await inspect()
    expect(codeOf(await service.sweepEpsilon(runId, null, (done) => done < 3))).toBe('cancelled')
    expect(await inspect()).toEqual(before)
  })
})

it('one cell is checked against its difference, with a fault and without', async () => {
  const { service, runId } = await openExample()
  const cell = { kind: 'db', layer: 2, row: 0, column: 0 } as const
  expect(take(await service.checkCell(runId, null, cell))).toMatchObject({ passed: true, epsilon: 1e-5 })
  const fault = { name: 'lostBatchMean', layer: 2 } as const
  expect(take(await service.checkCell(runId, fault, cell))).toMatchObject({ passed: false })
  expect(take(await service.checkCell(runId, null, { ...cell, kind: 'bias' }))).toBeNull()
})

it('the saturation map shows the network itself, whatever fault was looked at before', async () => {
  const { service, runId, inspect } = await openExample()
  await inspect({ ...whole, fault: { name: 'flippedSign', layer: 2 } })
  const { samples, layers } = take(await service.mapSaturation(runId))
  expect([samples, ...layers.map(({ slopes }) => slopes.length)]).toEqual([4, 12, 4])
  expect((await inspect()).fault).toBeNull()
})

describe.each(precisions)('in %s', (precision) => {
  const experiment = { ...larger, training: { ...larger.training, precision } }

  it('five updates with everything looked at in between end at the weights of five without, bit for bit', async () => {
    const run = async (look: (service: TrainerService, runId: number) => Promise<void>) => {
      const service = createService()
      const { runId } = take(await service.open(experiment, []))
      for (let update = 0; update < 5; update++) {
        await look(service, runId)
        take(await service.command(runId, 'stepUpdate'))
      }
      return take(await service.trace(runId))
    }
    const fault = { name: 'flippedSign', layer: 3 } as const
    const cell = { kind: 'dW', layer: 2, row: 8, column: 3 } as const
    const without = await run(async () => undefined)
    const looked = await run(async (service, runId) => {
      take(await service.inspect(runId, whole))
      take(await service.inspect(runId, { ...whole, fault, cell }))
      take(await service.checkCell(runId, fault, cell))
      take(await service.checkGradient(runId, fault))
      take(await service.mapSaturation(runId))
      take(await service.sweepEpsilon(runId, null))
    })
    expect(looked).toEqual(without)
    expect(without.update).toBe(6)
  })
})
