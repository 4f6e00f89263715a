/** Several runs in one session file: written once, read whole, refused by the place when they contradict each other. */
import { describe, expect, it } from 'vitest'
import { firstWords, type SessionFile } from '../../../src-worker/files/sessionDocument'
import { readSessionFile } from '../../../src-worker/files/sessionReader'
import { writeSession, writeSessionFile } from '../../../src-worker/files/sessionWriter'
import { appVersion, createFileSession, createSession } from './sampleSession'
import { forgeSession } from './zipMutation'

function createFile(): SessionFile {
  const document = createFileSession()
  return {
    document,
    words: { number: 4, name: 'Open', note: '', branchOf: { number: 2, update: 3 } },
    kept: [
      {
        ...firstWords,
        number: 2,
        note: 'a note\nof two lines',
        document: { ...createFileSession(), dataset: document.dataset },
      },
      { ...firstWords, number: 3, name: '第三', document: createSession() },
    ],
    sweeps: [],
  }
}

const read = async (bytes: Uint8Array<ArrayBuffer>) => {
  const reply = await readSessionFile(bytes, 'a.chainrule')
  return reply.ok ? reply.value : reply.error.problems[0]
}

it('is read as it was written, and written again the same', async () => {
  const file = createFile()
  const bytes = await writeSessionFile(file, appVersion)
  const back = (await read(bytes)) as SessionFile
  expect(back).toStrictEqual(file)
  expect(back.kept[0]!.document.dataset).toBe(back.document.dataset)
  expect(await writeSessionFile(back, appVersion)).toEqual(bytes)
})

it('of one run that nobody named is the file that it was before there were several', async () => {
  const document = createSession()
  const plain = { document, words: firstWords, kept: [], sweeps: [] }
  expect(await writeSessionFile(plain, appVersion)).toEqual(await writeSession(document, appVersion))
})

describe('a file whose runs contradict each other', () => {
  const list = (change: (runs: { open: object; kept: object[] }) => object) => async () => {
    const bytes = await writeSessionFile(createFile(), appVersion)
    const words = ({ number, name, note, branchOf }: SessionFile['words']) => ({
      number,
      name,
      note,
      branchOf,
    })
    const file = createFile()
    const runs = {
      open: words(file.words),
      kept: file.kept.map((run) => ({ ...words(run), data: run.number === 2 ? 4 : null })),
    }
    return read(await forgeSession(bytes, { 'runs.json': JSON.stringify(change(runs)) }))
  }

  it('is refused by the place', async () => {
    const twice = await list(({ open, kept }) => ({ open, kept: [kept[0], { ...kept[1], number: 2 }] }))()
    expect(twice).toMatchObject({
      path: 'runs.json: kept[1].number',
      expected: 'a number above 2',
      actual: '2',
    })
    const absent = await list(({ open, kept }) => ({ open, kept: kept.slice(1) }))()
    expect(absent).toMatchObject({ path: 'runs.json: kept', actual: 'run-3.chainrule' })
    const own = await list(({ open, kept }) => ({ open, kept: [{ ...kept[0], data: null }, kept[1]] }))()
    expect(own).toMatchObject({
      path: 'run-2.chainrule: data.npz',
      expected: 'the data that run.json describes',
      actual: 'no such entry',
    })
    const later = await list(({ open, kept }) => ({ open, kept: [{ ...kept[0], data: 3 }, kept[1]] }))()
    expect(later).toMatchObject({ path: 'runs.json', actual: 'run 3' })
    const open = await list(({ open, kept }) => ({ open: { ...open, number: 3 }, kept }))()
    expect(open).toMatchObject({ path: 'runs.json: kept[1].number' })
  })

  it('is refused when a run holds runs itself, or is no session', async () => {
    const bytes = await writeSessionFile(createFile(), appVersion)
    const nested = await forgeSession(bytes, { 'run-3.chainrule': bytes })
    expect(await read(nested)).toMatchObject({ path: 'run-3.chainrule: runs.json', actual: 'further runs' })
    const noise = await forgeSession(bytes, { 'run-3.chainrule': 'x' })
    expect(await read(noise)).toMatchObject({ path: 'run-3.chainrule' })
  })

  it('is refused when a run lies there that no list names', async () => {
    const alone = await writeSession(createSession(), appVersion)
    const forged = await forgeSession(alone, { 'run-1.chainrule': alone })
    expect(await read(forged)).toMatchObject({ path: 'run-1.chainrule', actual: 'no runs.json' })
  })
})

it('gives a typed error for each flipped bit, one in every 31st byte', async () => {
  const file = createFile()
  const bytes = await writeSessionFile(file, appVersion)
  for (let at = 0; at < bytes.length; at += 31) {
    const flipped = bytes.slice()
    flipped[at]! ^= 1 << (at % 8)
    const reply = await readSessionFile(flipped, 'a.chainrule')
    if (reply.ok) expect(reply.value, `byte ${at}`).toStrictEqual(file)
    else expect(reply.error.code).toBe('invalidFile')
  }
})
