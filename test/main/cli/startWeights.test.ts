import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { train } from '../../../src-main/cli/train'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { createService, take } from '../../worker/session/services'
import {
  S,
  seeds,
  ST,
  torch,
  W1,
  writeNpzByHand,
  writeSafetensorsByHand,
} from '../../worker/session/weightFiles'
import { createTemporaryFolder } from '../temporaryFolder'
import { runCommand } from './runCommand'

const drawn: ExperimentInput = {
  ...exampleExperiment,
  network: { ...exampleExperiment.network, initialization: { kind: 'heNormal', seed: 5 } },
  training: { ...exampleExperiment.training, stop: { updates: 3 } },
}
const typed: ExperimentInput = {
  ...drawn,
  network: { ...drawn.network, initialization: { kind: 'explicit', ...seeds } },
}

function write(bytes: Uint8Array): { file: string; out: string } {
  const folder = createTemporaryFolder()
  const file = join(folder, 'w.bin')
  writeFileSync(file, bytes)
  return { file, out: join(folder, 'out') }
}

describe('chainrule train --weights', () => {
  it('of PyTorch trains to the bytes that the same weights typed in train to', async () => {
    const { file, out } = write(writeSafetensorsByHand(torch))
    const done = await runCommand(train, drawn, 'train', '--out', out, '--weights', file)
    expect(done.code).toBe(0)
    expect(done.out.split('\n').slice(0, 2)).toEqual([
      'layer 1: 0.weight [out, in] by its shape, 0.bias',
      'layer 2: 2.weight [out, in] by its shape, 2.bias',
    ])
    const plain = write(new Uint8Array())
    await runCommand(train, typed, 'train', '--out', plain.out)
    for (const name of ['weights.json', 'weights.npz', 'history.csv']) {
      const [one, other] = [out, plain.out].map((folder) => readFileSync(join(folder, name)))
      if (name !== 'history.csv') expect(one).toEqual(other)
      else expect(one!.toString().split('\n').length).toBe(5)
    }
  })

  it('asks for --orientation where a matrix is square, and takes it', async () => {
    const square: ExperimentInput = {
      ...drawn,
      network: {
        layers: [
          { units: 2, bias: false },
          { units: 1, bias: false },
        ],
      },
    }
    const tensors = {
      W1: [
        [1, 2],
        [3, 4],
      ],
      W2: [[0], [0]],
    }
    const { file, out } = write(writeNpzByHand({ ...tensors, W2: [[5, 6]] }))
    const done = await runCommand(train, square, 'train', '--out', out, '--weights', file)
    expect(done.out).toContain('layer 1: W1 [out, in] as the other layers')
    const alone = write(writeNpzByHand({ W1: tensors.W1 }))
    const single: ExperimentInput = {
      ...square,
      data: { source: { kind: 'inline', inputs: [[0, 1]], targets: [[1, 0]] } },
      network: { layers: [{ units: 2, bias: false }] },
    }
    const line = ['train', '--out', alone.out, '--weights', alone.file] as const
    await expect(runCommand(train, single, ...line)).rejects.toThrow(
      'layer 1: W1: expected --orientation in-out or out-in for a square matrix, found none',
    )
    const turned = await runCommand(train, single, ...line, '--orientation', 'out-in')
    expect(turned.out).toContain('layer 1: W1 [out, in] by --orientation')
  })

  it('warns where the layers fit in another order too', async () => {
    const wide: ExperimentInput = {
      ...drawn,
      network: { layers: [3, 3, 3, 1].map((units) => ({ units, bias: false })) },
    }
    const tensors = {
      'in.kernel': W1,
      'hidden.kernel': S,
      'decoder.kernel': ST,
      'out.kernel': seeds.weights[1]!,
    }
    const { file, out } = write(writeNpzByHand(tensors))
    const done = await runCommand(train, wide, 'train', '--out', out, '--weights', file)
    expect(done.code).toBe(0)
    expect(done.out.split('\n')[4]).toBe(
      'warning: w.bin: its layers are taken as the file has them; they fit as in.kernel, decoder.kernel, hidden.kernel, out.kernel too',
    )
  })

  it('says what does not fit, and trains nothing', async () => {
    const { file, out } = write(writeNpzByHand({ ...torch, '0.weight': W1, '2.weight': [[1]] }))
    await expect(runCommand(train, drawn, 'train', '--out', out, '--weights', file)).rejects.toThrow(
      `${file}: layer 2: 2.weight: expected [3, 1], or [1, 3] as [out, in], found [1, 1]`,
    )
    expect(() => readFileSync(join(out, 'weights.json'))).toThrow('ENOENT')
  })

  it('is not for a session, which has its own', async () => {
    const service = createService()
    const { runId } = take(await service.open(drawn, []))
    const session = take(await service.exportRun(runId, 'session')).bytes
    const { file, out } = write(writeSafetensorsByHand(torch))
    await expect(runCommand(train, session, 'train', '--out', out, '--weights', file)).rejects.toThrow(
      'expected an experiment beside --weights, found a session',
    )
  })
})
