import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionDocument } from '../../../src-worker/files/sessionDocument'
import { readSession } from '../../../src-worker/files/sessionReader'
import { writeSession } from '../../../src-worker/files/sessionWriter'
import type { LabError } from '../../../src-worker/protocol/errors'
import { appVersion, createFileSession, createSession } from './sampleSession'
import { forgeSession, readEntryText } from './zipMutation'

const anyDouble = fc.double({ noNaN: false })
const finiteDouble = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 5e-324, -5e-324),
)

async function reopen(document: SessionDocument): Promise<SessionDocument> {
  const read = await readSession(await writeSession(document, appVersion), 'a.chainrule')
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}

async function refuse(bytes: Uint8Array<ArrayBuffer>): Promise<LabError> {
  const read = await readSession(bytes, 'a.chainrule')
  if (read.ok) throw new Error('expected a refusal')
  return read.error
}

describe('a session file', () => {
  it('brings every field back, for float32, float64 and data of one’s own', async () => {
    for (const document of [createSession('float32'), createSession('float64'), createFileSession()]) {
      expect(await reopen(document)).toStrictEqual(document)
    }
  })

  it('has the same bytes after save, load, save, whatever the order of the experiment’s fields', async () => {
    for (const document of [createSession('float32'), createFileSession()]) {
      const { training, network, ...rest } = document.experiment
      const shuffled = { training: { ...training, stop: { updates: 9, epochs: 8 } }, network, ...rest }
      const changes = [...document.changes.slice(0, -1), { update: 2, training: shuffled.training }]
      const first = await writeSession({ ...document, experiment: shuffled, changes }, appVersion)
      const read = await readSession(first, 'a.chainrule')
      expect(read.ok && (await writeSession(read.value, appVersion))).toEqual(first)
    }
  })

  it('keeps every double bit for bit, in 100 random sessions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(finiteDouble, { minLength: 12, maxLength: 12 }),
        fc.array(anyDouble, { minLength: 3, maxLength: 3 }),
        fc.array(finiteDouble, { minLength: 6, maxLength: 6 }),
        async (weights, costs, x) => {
          const document = createFileSession()
          document.current[0]!.weights.set(weights.slice(0, 6))
          document.optimizer.slots[1]!.layers[1]!.weights.set(weights.slice(6, 9))
          document.history.cost.set(costs)
          document.dataset!.x.set(x)
          expect(await reopen(document)).toStrictEqual(document)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('keeps the bits of a NaN in the history', async () => {
    const document = createSession()
    new Uint32Array(document.history.cost.buffer).set([1, 0x7ff80002])
    const read = await reopen(document)
    expect(Array.from(new Uint32Array(read.history.cost.buffer).subarray(0, 2))).toEqual([1, 0x7ff80002])
  })

  it('keeps weights that are not finite after a divergence, and refuses to save them otherwise', async () => {
    const document = createSession()
    document.current[0]!.weights[4] = NaN
    const diverged: SessionDocument = { ...document, state: 'diverged' }
    expect((await reopen(diverged)).current[0]!.weights[4]).toBeNaN()
    await expect(writeSession(document, appVersion)).rejects.toMatchObject({
      detail: {
        code: 'internal',
        problems: [{ path: 'weights.safetensors: current.0.weight[4]', actual: 'NaN' }],
      },
    })
  })

  it('stores pictures as bytes and simple fractions as float32', async () => {
    const cases: [number[], string][] = [
      [[0, 1, 2, 254, 255, 9], "'|u1'"],
      [[0.5, 1, 2, 3, 4, 256], "'<f4'"],
      [[0.1, 1, 2, 3, 4, 5], "'<f8'"],
      [[-0, 1, 2, 3, 4, 5], "'<f4'"],
    ]
    for (const [x, type] of cases) {
      const document = createFileSession()
      document.dataset!.x.set(x)
      const text = readEntryText(await writeSession(document, appVersion), 'data.npz')
      expect(text).toContain(`{'descr': ${type}, 'fortran_order': False, 'shape': (3, 2), }`)
      const { dataset, ...rest } = document
      const { dataset: back, ...others } = await reopen(document)
      expect(others).toStrictEqual(rest)
      expect(Array.from(back!.x)).toStrictEqual(Array.from(dataset!.x))
    }
  })
})

describe('a damaged session', () => {
  it('is refused or unchanged for every single flipped bit, one in each second byte', async () => {
    const document = createSession()
    const bytes = await writeSession(document, appVersion)
    for (let at = 0; at < bytes.length; at += 2) {
      const flipped = bytes.slice()
      flipped[at]! ^= 1 << (at % 8)
      const read = await readSession(flipped, 'a.chainrule')
      if (read.ok) expect(read.value, `byte ${at}`).toStrictEqual(document)
      else expect(read.error.code).toBe('invalidFile')
    }
  })

  it('gives a typed error for 300 mutations of JSON whose digests were made true again', async () => {
    const bytes = await writeSession(createSession(), appVersion)
    const names = ['manifest.json', 'experiment.json', 'run.json', 'events.json', 'random.json']
    const text = fc.oneof(
      fc.json(),
      fc.constantFrom('', 'null', '-1', '1e999', '"', '[[', '1.5', '{"__proto__": 1}'),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(10_000),
        fc.nat(30),
        text,
        async (name, place, removed, inserted) => {
          const entry = readEntryText(bytes, name)
          const at = place % entry.length
          const mutated = entry.slice(0, at) + inserted + entry.slice(at + removed)
          const forged =
            name === 'manifest.json'
              ? await forgeSession(bytes, {}, () => mutated)
              : await forgeSession(bytes, { [name]: mutated })
          const read = await readSession(forged, 'a.chainrule')
          if (!read.ok) expect(read.error).toMatchObject({ code: 'invalidFile', file: 'a.chainrule' })
        },
      ),
      { numRuns: 300 },
    )
  })

  it('gives a typed error for 200 random byte strings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect((await refuse(Uint8Array.from(bytes))).code).toBe('invalidFile')
      }),
      { numRuns: 200 },
    )
  })

  it('is refused when only the digest tells, naming the entry', async () => {
    const bytes = await writeSession(createSession(), appVersion)
    const forged = await forgeSession(bytes, {}, (manifest) => ({
      ...manifest,
      entries: (manifest.entries as { name: string; sha256: string }[]).map((entry) =>
        entry.name === 'notes.md' ? { ...entry, sha256: '0'.repeat(64) } : entry,
      ),
    }))
    const { problems, message } = await refuse(forged)
    expect(problems[0]?.path).toBe('notes.md')
    expect(message).toBe(
      'a.chainrule: notes.md: expected the bytes whose SHA-256 the manifest has, found other bytes',
    )
  })
})

describe('a session of another version', () => {
  it('is refused by name when newer, even with fields and entries that nobody knows yet', async () => {
    const bytes = await writeSession(createSession(), appVersion)
    for (const version of [
      { major: 2, minor: 0 },
      { major: 1, minor: 2 },
    ]) {
      const forged = await forgeSession(bytes, { 'keyframes.safetensors': 'x' }, (manifest) => ({
        ...manifest,
        version,
        extra: 1,
      }))
      const { problems } = await refuse(forged)
      expect(problems[0]?.path).toBe('manifest.json: version')
      expect(problems[0]?.actual).toContain('made by a newer version of Chainrule')
    }
  })

  it('is refused when it is another format', async () => {
    const bytes = await writeSession(createSession(), appVersion)
    const forged = await forgeSession(bytes, {}, (manifest) => ({ ...manifest, format: 'other' }))
    expect((await refuse(forged)).problems[0]).toEqual({
      path: 'manifest.json: format',
      expected: '"chainrule-session"',
      actual: '"other"',
    })
  })
})
