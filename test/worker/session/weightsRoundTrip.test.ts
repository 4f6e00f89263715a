/** The lab's own files of weights come back to the bit, and damaged ones never as something else. */
import { describe, expect, it } from 'vitest'
import { Random } from '../../../src-worker/core/random'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import { take } from './services'
import {
  layersOf,
  open,
  read,
  torch,
  twoTargets,
  ways,
  withLayers,
  writeJsonByHand,
  writeNpzByHand,
  writeSafetensorsByHand,
} from './weightFiles'

describe('our own files', () => {
  it.each(['float32', 'float64'] as const)(
    'of a run in %s begin a run with the same bits',
    async (precision) => {
      const training = { ...exampleExperiment.training, precision }
      const from = await open({ ...exampleExperiment, training })
      take(await from.service.command(from.runId, 'stepEpoch'))
      for (const format of ['weights-json', 'weights-npz', 'weights-safetensors'] as const) {
        const file = take(await from.service.exportRun(from.runId, format))
        const report = take(await from.service.readWeights(from.runId, file.bytes, file.name, null))
        expect(report.problems).toEqual([])
        expect(ways(report)).toEqual(Array(2).fill(format === 'weights-npz' ? 'in-out shape' : 'in-out file'))
        const next = await open({
          ...exampleExperiment,
          training,
          network: { ...exampleExperiment.network, initialization: report.weights! },
        })
        expect(take(await next.service.exportRun(next.runId, format)).bytes).toEqual(file.bytes)
      }
    },
  )

  it('of square layers say how they lie, but NPZ, which has no word for it', async () => {
    const { service, runId } = await open({ ...withLayers(layersOf([2, 2])), data: twoTargets })
    const known = []
    for (const format of ['weights-json', 'weights-npz', 'weights-safetensors'] as const) {
      const { bytes } = take(await service.exportRun(runId, format))
      const report = take(await service.readWeights(runId, bytes, 'w', null))
      known.push([report.weights !== null, ...ways(report)])
    }
    expect(known).toEqual([
      [true, 'in-out file', 'in-out file'],
      [false, 'null null', 'null null'],
      [true, 'in-out file', 'in-out file'],
    ])
  })

  it('of 195,801 numbers begin a run whose session, and its start weights, come back', async () => {
    const experiment = withLayers(layersOf([440, 440, 1]))
    const from = await open(experiment)
    const file = take(await from.service.exportRun(from.runId, 'weights-npz'))
    const report = take(await from.service.readWeights(from.runId, file.bytes, file.name, null))
    expect(ways(report)).toEqual(['in-out shape', 'in-out others', 'in-out shape'])
    const network = { ...experiment.network, initialization: report.weights! }
    const next = await open({ ...experiment, network })
    const session = take(await next.service.exportRun(next.runId, 'session'))
    const { runId } = take(await from.service.openSession(session.bytes, session.name))
    const again = take(await from.service.exportRun(runId, 'weights-npz'))
    expect(Buffer.compare(again.bytes, file.bytes)).toBe(0)
  })

  it('say other activations and another scaling', async () => {
    const layers = layersOf([3, 1]).map((layer) => ({ ...layer, activation: 'tanh' as const }))
    const scaled = withLayers(layers)
    const from = await open({ ...scaled, data: { ...scaled.data, scaling: 'minmax' } })
    for (const format of ['weights-json', 'weights-safetensors'] as const) {
      const { bytes } = take(await from.service.exportRun(from.runId, format))
      expect(take(await from.service.readWeights(from.runId, bytes, 'w', null)).otherScaling).toBe(false)
      const report = await read([3, 1], bytes)
      expect(report.otherScaling).toBe(true)
      expect(report.layers.map(({ otherActivation }) => otherActivation)).toEqual(['tanh', 'tanh'])
    }
  })
})

describe('1,500 damaged files', () => {
  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ['JSON', writeJsonByHand(torch)],
    ['NPZ', writeNpzByHand(torch)],
    ['safetensors', writeSafetensorsByHand(torch, { format: 'pt' })],
  ])('500 of %s: finite weights of the right shape, problems, or a typed error', async (_name, bytes) => {
    const { service, runId } = await open(withLayers(layersOf([3, 1])))
    const random = Random.fromSeed(11, 'shuffling')
    const ends = { weights: 0, problems: 0, errors: 0 }
    for (let round = 0; round < 500; round++) {
      const copy = bytes.slice()
      for (let hit = 0; hit <= round % 3; hit++) copy[random.nextBelow(copy.length)] = random.nextBelow(256)
      const cut = round % 10 === 9 ? copy.slice(0, random.nextBelow(copy.length)) : copy
      const reply = await service.readWeights(runId, cut, 'w', null)
      if (!reply.ok) {
        expect(reply.error).toMatchObject({ code: 'invalidFile', file: 'w' })
        ends.errors++
      } else if (reply.value.weights === null) {
        expect(reply.value.problems.length).toBeGreaterThan(0)
        ends.problems++
      } else {
        const { weights, biases } = reply.value.weights
        const shape = [
          ...weights.map((rows) => [rows.length, rows[0]!.length]),
          ...biases.map((row) => row!.length),
        ]
        expect(shape).toEqual([[2, 3], [3, 1], 3, 1])
        expect([...weights.flat(2), ...biases.flat()].every(Number.isFinite)).toBe(true)
        ends.weights++
      }
    }
    expect(ends.errors).toBeGreaterThan(0)
    expect(ends.weights + ends.problems + ends.errors).toBe(500)
  })
})
