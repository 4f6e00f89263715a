/** Every form in which a run leaves the lab, from the trainer's own service. */
import { describe, expect, it } from 'vitest'
import { readTorchArchive } from '../../../src-worker/files/models/torchArchive'
import { decodeZip } from '../../../src-worker/files/zipReader'
import { exportFormatNames, type NumbersReadBack } from '../../../src-worker/protocol/exports'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { createService, take } from './services'

const moons: ExperimentInput = {
  data: {
    source: { kind: 'generator', name: 'moons', samples: 60, seed: 3 },
    scaling: 'standardize',
    split: { validation: 0.2 },
  },
  network: { layers: [{ units: 6, activation: 'gelu' }, { units: 1 }] },
  training: { batchSize: 7, optimizer: { name: 'adam' }, stop: {} },
}

async function openMoons() {
  const service = createService()
  const { runId } = take(await service.open(moons, []))
  take(await service.advanceTo(runId, 40))
  take(await service.change(runId, { l2: 0.25 }))
  take(await service.advanceTo(runId, 60))
  return { service, runId }
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describe('an export of a run in float32', () => {
  it('in each of fourteen formats is read back: outputs of 60 rows differ by 1e-6 at most, weights by nothing', async () => {
    const { service, runId } = await openMoons()
    for (const format of exportFormatNames) {
      const { readBack } = take(await service.exportRun(runId, format))
      if (!/^(weights|model)/.test(format)) continue
      const most = /^weights|numpy|javascript/.test(format) ? 1e-12 : 1e-6
      expect(readBack).toMatchObject({ kind: 'numbers', rows: 60 })
      const { largestDifference, tolerance } = readBack as NumbersReadBack
      expect(largestDifference).toBeLessThan(most)
      // Relative to the largest output of the one sigmoid unit.
      expect(tolerance / most).toBeCloseTo(0.767, 3)
    }
  })

  it('of a model while looking back is of the moment: its update, settings, optimizer and order', async () => {
    const { service, runId } = await openMoons()
    take(await service.seek(runId, 12))
    const { bytes } = take(await service.exportRun(runId, 'model-pytorch'))
    const names = ['model.py', 'train.py', 'batches.py', 'updates.py', 'run.json', 'weights.npz']
    const files = decodeZip(bytes, new Set([...names, 'optimizer.npz', 'order.npz', 'data.npz']))
    const run = JSON.parse(textOf(files.get('run.json')!))
    // 48 rows in batches of seven: the seventh of an epoch has six rows.
    expect(run).toMatchObject({
      update: 12,
      samples: 83,
      step: 12,
      order: { epoch: 1, batch: 5, cursor: 35 },
      training: { l2: 0, batchSize: 7 },
    })
    const weights = JSON.parse(textOf(take(await service.exportRun(runId, 'weights-json')).bytes))
    expect(Array.from(readTorchArchive(bytes).layers[0]!.weights)).toEqual(weights.layers[0].weights.flat())
    const program = textOf(take(await service.exportRun(runId, 'model-numpy')).bytes)
    expect(program).toContain('after update 12.')
    expect(program).toContain('    print("update 13: all 18 tensors agree")')
    expect(take(await service.exportRun(runId, 'session')).readBack).toMatchObject({
      kind: 'session',
      runs: 1,
    })
  })
})

it('a network of sixteen layers with two slots a parameter has its PyTorch archive', async () => {
  const service = createService()
  const layers = Array.from({ length: 16 }, (_, l) => ({ units: l === 15 ? 1 : 2 + (l % 3) }))
  const { runId } = take(await service.open({ ...moons, network: { layers } }, []))
  take(await service.advanceTo(runId, 3))
  const { bytes, readBack } = take(await service.exportRun(runId, 'model-pytorch'))
  expect(readTorchArchive(bytes).layers).toHaveLength(16)
  expect((readBack as NumbersReadBack).largestDifference).toBeLessThan(1e-6)
})
