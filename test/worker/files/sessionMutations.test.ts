/** Two thousand damaged sessions a run of the tests: each gives an equal state or a typed error, nothing else. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { concatenate } from '../../../src-worker/files/bytes'
import { firstWords, type SessionFile } from '../../../src-worker/files/sessionDocument'
import { readSessionFile } from '../../../src-worker/files/sessionReader'
import { writeSessionFile } from '../../../src-worker/files/sessionWriter'
import { createSweep } from '../../spec/sweeps'
import { appVersion, createFileSession, createSession } from './sampleSession'
import { createResult } from './sampleSweep'

const mutations = 2000

/** A run with data, one beside it that shares them, one with its own, and a sweep. */
function createFile(): SessionFile {
  const document = createFileSession()
  const { dataset } = document
  return {
    document,
    words: { number: 3, name: 'Open', note: '', branchOf: { number: 1, update: 2 } },
    kept: [
      { ...firstWords, document: { ...createFileSession(), dataset } },
      { ...firstWords, number: 2, note: 'float32', document: createSession() },
    ],
    sweeps: [
      {
        name: 'Rates',
        sweep: createSweep({ vary: [{ path: 'training.l2', values: [0, 0.1] }] }),
        results: [createResult([1, 0.5, NaN]), createResult([2, Infinity])],
      },
    ],
  }
}

it(`${mutations} of them, by bytes changed, removed and put in`, async () => {
  const file = createFile()
  const bytes = await writeSessionFile(file, appVersion)
  const whole = await readSessionFile(bytes, 'a.chainrule')
  expect(whole.ok && whole.value).toStrictEqual(file)
  const edit = fc.oneof(
    fc.record({
      at: fc.nat(bytes.length - 1),
      remove: fc.constant(1),
      insert: fc.uint8Array({ minLength: 1, maxLength: 1 }),
    }),
    fc.record({
      at: fc.nat(bytes.length - 1),
      remove: fc.nat(400),
      insert: fc.uint8Array({ maxLength: 40 }),
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
      let mutated: Uint8Array<ArrayBuffer> = bytes
      for (const { at, remove, insert } of edits)
        mutated = concatenate([mutated.subarray(0, at), insert, mutated.subarray(at + remove)])
      const read = await readSessionFile(mutated, 'a.chainrule')
      if (read.ok) expect(read.value).toStrictEqual(file)
      else expect(read.error).toMatchObject({ code: 'invalidFile', file: 'a.chainrule' })
    }),
    { numRuns: mutations },
  )
}, 120_000)
