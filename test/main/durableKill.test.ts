/** Processes killed while they save and autosave sessions of a real run: nothing unreadable, nothing old. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createAutosaves } from '../../src-main/autosave'
import { sweepTemporaries } from '../../src-main/durableWrite'
import { readSessionFile } from '../../src-worker/files/sessionReader'
import { writeSessions, writeWriter } from './killedWriter'
import { createTemporaryFolder } from './temporaryFolder'

const kills = 200
/** Side by side, each in a folder of its own. */
const lanes = 4
const sessionCount = 7

/** By digest: what the same bytes hold is read once. */
const updates = new Map<string, number>()

/** Update of a session that is whole. */
async function readUpdate(bytes: Uint8Array): Promise<number> {
  const digest = createHash('sha256').update(bytes).digest('hex')
  const known = updates.get(digest)
  if (known !== undefined) return known
  const read = await readSessionFile(Uint8Array.from(bytes), 'run.chainrule')
  if (!read.ok) throw new Error(read.error.message)
  updates.set(digest, read.value.document.update)
  return read.value.document.update
}

/** Kills the writer some milliseconds after it wrote a round. @returns the last rounds that it said it had written */
async function killOne(
  script: string,
  folder: string,
  round: number,
  delayMs: number,
): Promise<{ s: number; a: number }> {
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString()
      if (said.includes(`s${round} `) && said.includes(`a${round} `)) resolve()
    })
  })
  const closed = once(child, 'close')
  await Promise.race([ready, closed])
  await delay(delayMs)
  child.kill('SIGKILL')
  const [code, signal] = (await closed) as [number | null, string | null]
  expect([code, signal]).toEqual([null, 'SIGKILL'])
  const last = (letter: string) =>
    Math.max(...Array.from(said.matchAll(new RegExp(`${letter}(\\d+) `, 'g')), ([, round]) => Number(round)))
  return { s: last('s'), a: last('a') }
}

/** The round that was said to be written, or the one after it, which was written and not yet said. */
const isNewest = (update: number, round: number): boolean =>
  [round, round + 1].some((one) => update === (one % sessionCount) + 1)

interface Counts {
  kills: number
  /** Kills that left a temporary file: in the middle of a write. */
  inTheMiddle: number
}

async function killMany(script: string, folder: string, times: number, counts: Counts): Promise<void> {
  const autosaves = createAutosaves(join(folder, 'autosave'))
  const path = join(folder, 'run.chainrule')
  for (let k = 0; k < times; k++) {
    const temporaries = await countTemporaries(folder)
    const said = await killOne(script, folder, k === 0 ? 1 : 0, (k * 7) % 23)
    expect(isNewest(await readUpdate(await readFile(path)), said.s), `save ${said.s}`).toBe(true)
    await readUpdate(await readFile(`${path}.bak`))
    const found = (await autosaves.read('main'))!
    expect([said.a, said.a + 1]).toContain(found.update)
    expect(await readUpdate(found.bytes)).toBe((found.update % sessionCount) + 1)
    counts.kills++
    if ((await countTemporaries(folder)) > temporaries) counts.inTheMiddle++
  }
  const left = await countTemporaries(folder)
  const sweep = async (ageMs: number) =>
    (await sweepTemporaries(folder, ageMs)) + (await sweepTemporaries(join(folder, 'autosave'), ageMs))
  expect(await sweep(600_000)).toBe(0)
  expect(await sweep(0)).toBe(left)
  expect(await countTemporaries(folder)).toBe(0)
  expect((await readdir(folder)).sort()).toEqual(['autosave', 'run.chainrule', 'run.chainrule.bak'])
  expect((await readdir(join(folder, 'autosave'))).sort()).toEqual(['main.autosave', 'main.autosave.bak'])
}

async function countTemporaries(folder: string): Promise<number> {
  const names = [folder, join(folder, 'autosave')].map((one) => readdir(one).catch((): string[] => []))
  return (await Promise.all(names)).flat().filter((name) => name.endsWith('.tmp')).length
}

it(`${kills} kills of processes that save and autosave leave whole sessions, each the last written or the next`, async () => {
  const home = createTemporaryFolder()
  const script = await writeWriter(home, await writeSessions(home, sessionCount))
  const counts: Counts = { kills: 0, inTheMiddle: 0 }
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const folder = join(home, `lane-${lane}`)
      await mkdir(folder)
      await killMany(script, folder, kills / lanes, counts)
    }),
  )
  expect(counts.kills).toBe(kills)
  expect(counts.inTheMiddle).toBeGreaterThan(kills / 10)
}, 120_000)
