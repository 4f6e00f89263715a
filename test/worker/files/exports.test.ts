import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { exportFormats, exportRun } from '../../../src-worker/files/exportFormats'
import { toSafeName } from '../../../src-worker/files/exportNames'
import { hashWeights } from '../../../src-worker/files/digest'
import { inspectSession } from '../../../src-worker/files/inspectSession'
import { readSession } from '../../../src-worker/files/sessionReader'
import { writeSession } from '../../../src-worker/files/sessionWriter'
import { prepareData } from '../../../src-worker/data/prepareData'
import { exportFormatNames, isBeyondTolerance, type ExportFormat } from '../../../src-worker/protocol/exports'
import { appVersion, createExperiment, createSession, createTensors } from './sampleSession'
import { forgeSession } from './zipMutation'

function createPrepared(precision: 'float32' | 'float64') {
  const prepared = prepareData(createExperiment(precision).data, 1, [])
  if (!prepared.ok) throw new Error(prepared.error.message)
  return prepared.value
}

const context = (precision: 'float32' | 'float64') => ({
  document: createSession(precision),
  prepared: createPrepared(precision),
  appVersion,
  proof: null,
})

async function expectReadBack(format: ExportFormat, precision: 'float32' | 'float64') {
  if (format === 'session')
    return { kind: 'session', runs: 1, weightsSha256: await hashWeights(createSession(precision).current) }
  if (format === 'cost-svg')
    return { kind: 'figure', axisTitles: ['update', 'cost (half mean squared error)'] }
  const isHistory = format.startsWith('history')
  return {
    kind: 'numbers',
    largestDifference: expect.any(Number),
    tolerance: expect.any(Number),
    rows: isHistory ? 3 : 5,
  }
}

describe('an export', () => {
  it('has a name, a type and bytes in all fourteen formats and both precisions', async () => {
    const names: string[] = []
    expect(Object.keys(exportFormats)).toEqual(exportFormatNames)
    for (const format of exportFormatNames) {
      for (const precision of ['float32', 'float64'] as const) {
        const file = await exportRun(format, context(precision))
        expect(file.bytes.length).toBeGreaterThan(100)
        expect(file.mediaType).toMatch(/^[a-z]+\/[a-z+-]+$/)
        expect(file.readBack).toEqual(await expectReadBack(format, precision))
        expect(isBeyondTolerance(file.readBack!)).toBe(false)
        if (precision === 'float64') names.push(file.name)
      }
    }
    expect(names).toEqual([
      'Two of three-weights.json',
      'Two of three-weights-csv.zip',
      'Two of three-weights.npz',
      'Two of three-weights.safetensors',
      'Two of three.onnx',
      'Two of three-model.py',
      'Two of three-pytorch.zip',
      'Two of three-model.h',
      'Two of three-model.mjs',
      'Two of three-history.csv',
      'Two of three-history.npz',
      'Two of three.tfevents',
      'Two of three-cost.svg',
      'Two of three.chainrule',
    ])
  })

  it('of a session is one that opens', async () => {
    const { bytes, name } = await exportRun('session', context('float32'))
    const read = await readSession(bytes, name)
    expect(read.ok && read.value).toStrictEqual(createSession('float32'))
  })

  it('of weights after a divergence keeps NaN and −Infinity in every format', async () => {
    const { document } = context('float64')
    document.current[0]!.weights.set([NaN, -Infinity])
    for (const format of ['weights-json', 'weights-csv', 'weights-npz', 'weights-safetensors'] as const) {
      const file = await exportRun(format, {
        ...context('float64'),
        document: { ...document, state: 'diverged' },
      })
      expect(file.bytes.length).toBeGreaterThan(0)
    }
  })

  it('that does not read back is an internal error', async () => {
    const { document } = context('float64')
    document.current[1] = { weights: Float64Array.of(1, 2), biases: new Float64Array(0) }
    await expect(exportRun('weights-npz', { ...context('float64'), document })).rejects.toMatchObject({
      detail: { code: 'internal' },
    })
  })

  it.each([
    ['😀'.repeat(60), '😀'.repeat(50)],
    ['XOR', 'XOR'],
    ['../../etc/passwd', 'etc-passwd'],
    ['a\\b:c*d?e"f<g>h|i', 'a-b-c-d-e-f-g-h-i'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['  . ', 'experiment'],
    ['\u202egpj.exe', 'gpj.exe'],
    ['Übung №1 ✓', 'Übung №1 ✓'],
    ['\ud800x', 'x'],
  ])('of %j is named %j', (name, safe) => {
    expect(toSafeName(name)).toBe(safe)
  })
})

describe('what is inside a session', () => {
  it('is said with digests, counts and the hash of the weights', async () => {
    const document = createSession('float32')
    const info = await inspectSession(await writeSession(document, appVersion), 'a.chainrule')
    if (!info.ok) throw new Error(info.error.message)
    const { entries, ...facts } = info.value
    const independent = createHash('sha256')
    for (const { weights, biases } of document.current) {
      for (const values of [weights, biases]) {
        const bytes = Buffer.alloc(values.length * 4)
        values.forEach((value, index) => bytes.writeFloatLE(value, index * 4))
        independent.update(bytes)
      }
    }
    expect(facts).toEqual({
      name: 'Two of three',
      appVersion,
      version: '1.1',
      state: 'paused',
      stopReason: null,
      update: 4,
      epoch: 1,
      samples: 14,
      seconds: 0.125,
      lastCost: 0.125,
      layers: [
        { inputs: 2, units: 3, activation: 'tanh', bias: true },
        { inputs: 3, units: 1, activation: 'sigmoid', bias: false },
      ],
      parameters: 12,
      precision: 'float32',
      events: 1,
      runs: [{ number: 1, name: '', open: true, state: 'paused', update: 4 }],
      sweeps: [],
      weightsSha256: independent.digest('hex'),
      digestsOk: true,
    })
    expect(entries.map(({ name, digestOk }) => [name, digestOk])).toEqual(
      [
        'experiment.json',
        'run.json',
        'weights.safetensors',
        'history.npz',
        'events.json',
        'timeline.json',
        'random.json',
        'order.npz',
        'notes.md',
      ].map((name) => [name, true]),
    )
  })

  it('is told with the digest that does not agree', async () => {
    const bytes = await writeSession(createSession(), appVersion)
    const forged = await forgeSession(bytes, {}, (manifest) => ({
      ...manifest,
      entries: (manifest.entries as { name: string; bytes: number }[]).map((entry) =>
        entry.name === 'notes.md' ? { ...entry, bytes: 1 } : entry,
      ),
    }))
    const info = await inspectSession(forged, 'a.chainrule')
    if (!info.ok) throw new Error(info.error.message)
    expect(info.value.digestsOk).toBe(false)
    expect(info.value.entries.filter(({ digestOk }) => !digestOk).map(({ name }) => name)).toEqual([
      'notes.md',
    ])
  })

  it('is refused when it is no session', async () => {
    const info = await inspectSession(new Uint8Array(30), 'a.chainrule')
    expect(info.ok || info.error.code).toBe('invalidFile')
  })

  it('hashes the weights of other precision otherwise', async () => {
    const hashes = [
      await hashWeights(createTensors('float32', 1)),
      await hashWeights(createTensors('float64', 1)),
    ]
    expect(new Set(hashes).size).toBe(2)
  })
})
