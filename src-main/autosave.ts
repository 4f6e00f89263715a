/**
 * Recovery copies in the application's own folder, two generations a slot (`.autosave` and its `.bak`).
 * One file: a line of JSON with the digest, then the bytes. What does not match its digest does not exist.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Autosave, AutosaveSummary, Bytes } from './contract/ipc'
import { writeDurably, type FileSystem } from './durableWrite'
import { HostFailure } from './fileFailure'
import { createWorkQueue } from './workQueue'

const headerSchema = v.strictObject({
  format: v.literal('chainrule-autosave'),
  slot: v.string(),
  name: v.string(),
  update: v.pipe(v.number(), v.finite()),
  savedAt: v.pipe(v.number(), v.finite()),
  sha256: v.string(),
})

const slotPattern = /^[a-z0-9-]{1,40}$/
const suffix = '.autosave'
const longestHeader = 4096

export interface Autosaves {
  write(summary: Omit<AutosaveSummary, 'savedAt'>, bytes: Uint8Array): Promise<AutosaveSummary>
  /** Newest first. */
  list(): Promise<AutosaveSummary[]>
  /** The newest generation that is whole; null when there is none. */
  read(slot: string): Promise<Autosave | null>
  discard(slot: string): Promise<void>
  /** Those written since the start: on the way out the person has said what becomes of them. */
  discardWritten(): Promise<void>
  /** The page that wrote them is gone without a word: they stay for the next one, at the latest at the next start. */
  keepWritten(): void
}

/** @param files what writes; the real file system when absent */
export function createAutosaves(folder: string, files?: FileSystem): Autosaves {
  // A discard never overtakes the write before it.
  const queue = createWorkQueue()
  let written = new Set<string>()
  const pathOf = (slot: string): string => join(folder, `${checkSlot(slot)}${suffix}`)
  const read = async (slot: string): Promise<Autosave | null> => {
    const path = pathOf(slot)
    return (await loadEnvelope(path, slot)) ?? (await loadEnvelope(`${path}.bak`, slot))
  }
  const discard = (slot: string): Promise<void> =>
    queue(async () => {
      const path = pathOf(slot)
      await rm(`${path}.bak`, { force: true })
      await rm(path, { force: true })
      written.delete(slot)
    })
  return {
    read,
    write: (summary, bytes) => {
      // Of the page that asks for it, which may be gone before its turn comes.
      const ofPage = written
      return queue(async () => {
        const path = pathOf(summary.slot)
        await mkdir(folder, { recursive: true })
        ofPage.add(summary.slot)
        const saved = { ...summary, savedAt: Date.now() }
        await writeDurably(path, encodeEnvelope(saved, bytes), { expected: null, ...(files && { files }) })
        return saved
      })
    },
    list: async () => {
      const slots = new Set((await readdir(folder).catch((): string[] => [])).map(slotOfFile))
      const found = await Promise.all([...slots].filter((slot) => slot !== '').map(read))
      return found
        .filter((entry) => entry !== null)
        .map(({ slot, name, update, savedAt }) => ({ slot, name, update, savedAt }))
        .sort((left, right) => right.savedAt - left.savedAt)
    },
    discard,
    discardWritten: async () => {
      await Promise.all([...written].map(discard))
    },
    keepWritten: () => {
      written = new Set()
    },
  }
}

function checkSlot(slot: string): string {
  if (!slotPattern.test(slot)) throw new HostFailure('badRequest', 'a slot is named by a-z, 0-9 and -')
  return slot
}

function slotOfFile(name: string): string {
  const slot = name.replace(/\.autosave(\.bak)?$/, '')
  return slot !== name && slotPattern.test(slot) ? slot : ''
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function encodeEnvelope(summary: AutosaveSummary, bytes: Uint8Array): Uint8Array {
  const header = { format: 'chainrule-autosave', ...summary, sha256: digest(bytes) }
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), bytes])
}

async function loadEnvelope(path: string, slot: string): Promise<Autosave | null> {
  const content = await readFile(path).catch(() => null)
  const end = content?.subarray(0, longestHeader).indexOf(0x0a) ?? -1
  if (content === null || end < 0) return null
  const header = v.safeParse(headerSchema, parseJson(content.toString('utf8', 0, end)))
  const bytes: Bytes = new Uint8Array(content.subarray(end + 1))
  if (!header.success || header.output.slot !== slot || header.output.sha256 !== digest(bytes)) return null
  const { name, update, savedAt } = header.output
  return { slot, name, update, savedAt, bytes }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
