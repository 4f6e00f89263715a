/** Weights of other programs as start weights: what fits, how it lies, and what is said of the rest. */
import { describe, expect, it } from 'vitest'
import type { Orientation, WeightsReport } from '../../../src-worker/protocol/weights'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import { formatProblem } from '../../../src-worker/spec/problem'
import { writeNpyFile, writeNpzFile } from '../data/npyBytes'
import { take } from './services'
import {
  b1,
  b2,
  joinSafetensors,
  layersOf,
  open,
  read,
  S,
  seeds,
  ST,
  torch,
  twoTargets,
  W1,
  W1T,
  W2,
  W2T,
  ways,
  withLayers,
  writeJsonByHand,
  writeNpzByHand,
  writeSafetensorsByHand,
  type Tensors,
} from './weightFiles'

const words = (report: WeightsReport) => report.problems.map(formatProblem)

describe('files of others', () => {
  it.each<[string, Uint8Array<ArrayBuffer>, string[]]>([
    ['safetensors of PyTorch', writeSafetensorsByHand(torch), Array(2).fill('out-in shape')],
    ['with its word', writeSafetensorsByHand(torch, { format: 'pt' }), Array(2).fill('out-in file')],
    ['NPZ of PyTorch', writeNpzByHand(torch), Array(2).fill('out-in shape')],
    ['JSON of PyTorch', writeJsonByHand(torch), Array(2).fill('out-in shape')],
    [
      'Keras, by name, layers out of order',
      writeSafetensorsByHand({
        'dense_10/bias:0': b2,
        'dense_10/kernel:0': W2,
        'dense_9/bias:0': b1,
        'dense_9/kernel:0': W1,
      }),
      Array(2).fill('in-out shape'),
    ],
    [
      'numpy.savez(*get_weights())',
      writeNpzByHand({ arr_0: W1, arr_1: b1, arr_2: W2, arr_3: b2 }),
      Array(2).fill('in-out shape'),
    ],
    ['a list of get_weights()', writeJsonByHand([W1, b1, W2, b2]), Array(2).fill('in-out shape')],
    ['a NumPy program', writeNpzByHand({ W1, W2, b1: [b1], b2: [b2] }), Array(2).fill('in-out shape')],
  ])('%s', async (_name, bytes, known) => {
    const report = await read([3, 1], bytes)
    expect(report.problems).toEqual([])
    expect(ways(report)).toEqual(known)
    expect(report.weights).toEqual({ kind: 'explicit', ...seeds })
  })

  it('names without an order: as the file has them, or the one way in which the shapes fit', async () => {
    const inFile = { 'hidden.weight': W1T, 'hidden.bias': b1, 'end.weight': W2T, 'end.bias': b2 }
    const sorted = { 'end.bias': b2, 'end.weight': W2T, 'hidden.bias': b1, 'hidden.weight': W1T }
    for (const [tensors, order] of [
      [inFile, 'file'],
      [sorted, 'shapes'],
    ] as const) {
      const report = await read([3, 1], writeSafetensorsByHand(tensors))
      expect(report.order).toBe(order)
      expect(report.weights).toMatchObject(seeds)
    }
  })

  it('without biases the layers begin with zeros, and say so', async () => {
    const report = await read([3, 1], writeNpzByHand({ 'fc1.weight': W1T, 'fc2.weight': W2T }))
    expect(report.layers.map(({ zeroBiases }) => zeroBiases)).toEqual([true, true])
    expect(report.weights?.biases).toEqual([[0, 0, 0], [0]])
    expect(
      (await read([3, 1], writeNpzByHand({ 'fc1.weight': W1T, 'fc2.weight': W2T }), null, false)).weights
        ?.biases,
    ).toEqual([null, null])
  })

  it('halves are read exactly: 1, −2, 2⁻²⁴ and 65504 of F16, 1 and −3.5 of BF16', async () => {
    const halves = Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff, 0x3c00, 0x3c00, 0x3f80, 0xc060, 0x3f80)
    const bytes = joinSafetensors(
      {
        '0.weight': { dtype: 'F16', shape: [3, 2], data_offsets: [0, 12] },
        '1.weight': { dtype: 'BF16', shape: [1, 3], data_offsets: [12, 18] },
      },
      new Uint8Array(halves.buffer),
    )
    const { weights } = await read([3, 1], bytes, null, false)
    expect(weights?.weights).toEqual([
      [
        [1, 2 ** -24, 1],
        [-2, 65504, 1],
      ],
      [[1], [-3.5], [1]],
    ])
  })
})

describe('a square matrix', () => {
  const only: Tensors = {
    'fc.weight': [
      [1, 2],
      [3, 4],
    ],
    'fc.bias': [5, 6],
  }
  const target = { ...withLayers(layersOf([2])), data: twoTargets }

  it('alone is asked about, and lies as the person says', async () => {
    const { service, runId } = await open(target)
    const ask = async (asked: Orientation | null) =>
      take(await service.readWeights(runId, writeNpzByHand(only), 'w.npz', asked))
    const open1 = await ask(null)
    expect(open1).toMatchObject({
      problems: [],
      weights: null,
      layers: [{ orientation: null, knownFrom: null }],
    })
    expect((await ask('in-out')).weights?.weights).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
    ])
    const turned = await ask('out-in')
    expect(turned.weights?.weights).toEqual([
      [
        [1, 3],
        [2, 4],
      ],
    ])
    expect(ways(turned)).toEqual(['out-in caller'])
  })

  it('called a kernel lies [in, out]', async () => {
    const { service, runId } = await open(target)
    const bytes = writeSafetensorsByHand({ 'dense/kernel:0': only['fc.weight']! })
    expect(ways(take(await service.readWeights(runId, bytes, 'w', null)))).toEqual(['in-out name'])
  })

  it('beside others lies as they do', async () => {
    const tensors = { '0.weight': W1T, '1.weight': S, '2.weight': W2T }
    const report = await read([3, 3, 1], writeNpzByHand(tensors))
    expect(ways(report)).toEqual(['out-in shape', 'out-in others', 'out-in shape'])
    expect(report.weights?.weights[1]).toEqual(ST)
    const straight = await read([3, 3, 1], writeNpzByHand({ W1, W2: S, W3: W2 }))
    expect(ways(straight)).toEqual(['in-out shape', 'in-out others', 'in-out shape'])
    expect(straight.weights?.weights[1]).toEqual(S)
  })

  it('is asked about where the others disagree', async () => {
    const report = await read([3, 3, 1], writeNpzByHand({ '0.weight': W1T, '1.weight': S, '2.weight': W2 }))
    expect(ways(report)).toEqual(['out-in shape', 'null null', 'in-out shape'])
    expect(report).toMatchObject({ problems: [], weights: null })
  })
})

describe('what does not fit is said', () => {
  it.each<[string, Uint8Array<ArrayBuffer>, Orientation | null, string[]]>([
    [
      'a tensor too many',
      writeNpzByHand({ ...torch, '4.weight': [[1]] }),
      null,
      ['4.weight: expected only tensors of the open network, found one more, [1, 1]'],
    ],
    [
      'a tensor of no layer',
      writeNpzByHand({ ...torch, running_mean: [1, 2] }),
      null,
      ['running_mean: expected only tensors of the open network, found one more, [2]'],
    ],
    [
      'a matrix too few',
      writeNpzByHand({ '0.weight': W1T, '0.bias': b1, '2.bias': b2 }),
      null,
      ['layer 2: weights: expected a matrix [3, 1], found none'],
    ],
    [
      'another shape',
      writeNpzByHand({ ...torch, '2.weight': [[1, 2]] }),
      null,
      ['layer 2: 2.weight: expected [3, 1], or [1, 3] as [out, in], found [1, 2]'],
    ],
    [
      'biases of another length',
      writeNpzByHand({ ...torch, '0.bias': [1, 2] }),
      null,
      ['layer 1: 0.bias: expected [3], found [2]'],
    ],
    [
      'NaN',
      writeNpzByHand({
        ...torch,
        '0.weight': [
          [1, 4],
          [2, NaN],
          [3, 6],
        ],
      }),
      null,
      ['layer 1: 0.weight[1, 1]: expected a finite number, found NaN'],
    ],
    [
      'whole numbers',
      writeNpzFile({
        '0.weight': writeNpyFile('<i4', [3, 2], Int32Array.of(1, 2, 3, 4, 5, 6)),
        '1.weight': writeNpyFile('<f8', [1, 3], Float64Array.of(1, 2, 3)),
      }),
      null,
      ['layer 1: 0.weight: expected floating-point numbers, found int32'],
    ],
    [
      'against the person’s word',
      writeNpzByHand(torch),
      'in-out',
      [
        'layer 1: 0.weight: expected [2, 3] as [in, out], found [3, 2]',
        'layer 2: 2.weight: expected [3, 1] as [in, out], found [1, 3]',
      ],
    ],
    [
      'against the file’s word',
      writeSafetensorsByHand({ 'a.weight': W1, 'b.weight': W2T }, { format: 'pt' }),
      null,
      ['layer 1: a.weight: expected [3, 2] as [out, in], as the file says, found [2, 3]'],
    ],
  ])('%s', async (_name, bytes, asked, expected) => {
    const report = await read([3, 1], bytes, asked)
    expect(words(report)).toEqual(expected)
    expect(report.weights).toBeNull()
  })

  it('biases for a layer that has none', async () => {
    const report = await read([3, 1], writeNpzByHand({ W1, W2, b1 }), null, false)
    expect(words(report)).toEqual(['b1: expected only tensors of the open network, found one more, [3]'])
  })

  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    [
      'I64',
      joinSafetensors({ '0.weight': { dtype: 'I64', shape: [1], data_offsets: [0, 8] } }, new Uint8Array(8)),
      'w: 0.weight: dtype: expected F32 or F64 or F16 or BF16, found "I64"',
    ],
    [
      'a table',
      new TextEncoder().encode('a,b\n1,2\n'),
      'w: expected weights as JSON, NPZ or safetensors, found 8 other bytes',
    ],
    [
      'an experiment',
      writeJsonByHand(exampleExperiment),
      'w: format: expected a list of numbers or of rows, found "chainrule-experiment"',
    ],
    ['a ragged matrix', writeJsonByHand({ W1: [[1, 2], [3]] }), 'w: W1: [1]: expected 2 numbers, found 1'],
    ['a word among numbers', writeJsonByHand({ b: [1, 'x'] }), 'w: b: [1]: expected a number, found "x"'],
  ])('no weights at all: %s', async (_name, bytes, message) => {
    const { service, runId } = await open(withLayers(layersOf([3, 1])))
    const reply = await service.readWeights(runId, bytes, 'w', null)
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalidFile', message } })
  })

  it('a network of 200,251 numbers is too large', async () => {
    const { service, runId } = await open(withLayers(layersOf([445, 445, 1])))
    const reply = await service.readWeights(runId, writeNpzByHand(torch), 'w', null)
    const problem = { path: 'network', expected: 'at most 200000 weights and biases', actual: '200251' }
    expect(reply).toMatchObject({ ok: false, error: { code: 'unsupported', problems: [problem] } })
  })
})
