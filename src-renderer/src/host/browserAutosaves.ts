/**
 * Recovery copies in the browser's private file system, two generations a slot written in turn.
 * A file is a line of JSON with the digest, then the bytes. Without that file system they live as long as the page.
 */
import type { Autosave, AutosaveSummary, Bytes } from '../../../src-main/contract/ipc'
import { writeHandle } from './browserFiles'

/** The few operations that autosave needs of a place for files. */
export interface SlotStore {
  names(): Promise<string[]>
  /** Null when there is no such file. */
  read(name: string): Promise<Bytes | null>
  write(name: string, bytes: Bytes): Promise<void>
  remove(name: string): Promise<void>
}

export interface BrowserAutosaves {
  write(summary: Omit<AutosaveSummary, 'savedAt'>, bytes: Bytes): Promise<AutosaveSummary>
  list(): Promise<AutosaveSummary[]>
  read(slot: string): Promise<Autosave | null>
  discard(slot: string): Promise<void>
}

const generations = ['a', 'b'] as const

export function createBrowserAutosaves(openStore: () => Promise<SlotStore>): BrowserAutosaves {
  let opened: Promise<SlotStore> | null = null
  const store = (): Promise<SlotStore> => (opened ??= openStore())
  const load = async (slot: string): Promise<{ name: string; found: Autosave | null }[]> => {
    const files = await store()
    const names = generations.map((generation) => `${slot}.${generation}`)
    return Promise.all(
      names.map(async (name) => ({ name, found: await decode(await files.read(name), slot) })),
    )
  }
  const read = async (slot: string): Promise<Autosave | null> =>
    (await load(slot)).map(({ found }) => found).reduce(newer, null)
  return {
    read,
    write: async (summary, bytes) => {
      const saved = { ...summary, savedAt: Date.now() }
      const files = await store()
      const [first, second] = await load(summary.slot)
      const firstIsOlder = (first?.found?.savedAt ?? 0) <= (second?.found?.savedAt ?? 0)
      await files.write(`${summary.slot}.${firstIsOlder ? 'a' : 'b'}`, await encode(saved, bytes))
      return saved
    },
    list: async () => {
      const slots = new Set((await (await store()).names()).map((name) => name.replace(/\.[ab]$/, '')))
      const found = (await Promise.all([...slots].map(read))).filter((entry) => entry !== null)
      return found
        .map(({ slot, name, update, savedAt }) => ({ slot, name, update, savedAt }))
        .sort((left, right) => right.savedAt - left.savedAt)
    },
    discard: async (slot) => {
      const files = await store()
      for (const generation of generations) await files.remove(`${slot}.${generation}`)
    },
  }
}

/** The browser's private file system; memory where it has none or refuses it. */
export async function openSlotStore(): Promise<SlotStore> {
  try {
    const root = await navigator.storage.getDirectory()
    return createPrivateStore(await root.getDirectoryHandle('autosave', { create: true }))
  } catch {
    return createMemoryStore()
  }
}

function createPrivateStore(folder: FileSystemDirectoryHandle): SlotStore {
  return {
    names: async () => {
      const names: string[] = []
      for await (const name of folder.keys()) names.push(name)
      return names.filter((name) => /^[a-z0-9-]{1,40}\.[ab]$/.test(name))
    },
    read: async (name) => {
      const handle = await folder.getFileHandle(name).catch(() => null)
      return handle === null ? null : new Uint8Array(await (await handle.getFile()).arrayBuffer())
    },
    write: async (name, bytes) => writeHandle(await folder.getFileHandle(name, { create: true }), bytes),
    remove: (name) => folder.removeEntry(name).catch(() => undefined),
  }
}

export function createMemoryStore(): SlotStore {
  const files = new Map<string, Bytes>()
  return {
    names: () => Promise.resolve([...files.keys()]),
    read: (name) => Promise.resolve(files.get(name) ?? null),
    write: (name, bytes) => Promise.resolve(void files.set(name, bytes)),
    remove: (name) => Promise.resolve(void files.delete(name)),
  }
}

const newer = (left: Autosave | null, right: Autosave | null): Autosave | null =>
  left === null || (right !== null && right.savedAt > left.savedAt) ? right : left

async function digest(bytes: Bytes): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function encode(summary: AutosaveSummary, bytes: Bytes): Promise<Bytes> {
  const header = new TextEncoder().encode(`${JSON.stringify({ ...summary, sha256: await digest(bytes) })}\n`)
  const file = new Uint8Array(header.byteLength + bytes.byteLength)
  file.set(header)
  file.set(bytes, header.byteLength)
  return file
}

/** Null for what is cut short, or is not what its digest says. */
async function decode(file: Bytes | null, slot: string): Promise<Autosave | null> {
  const end = file?.subarray(0, 4096).indexOf(0x0a) ?? -1
  if (file === null || end < 0) return null
  const header = parseHeader(new TextDecoder().decode(file.subarray(0, end)))
  const bytes = file.slice(end + 1)
  if (header === null || header.slot !== slot || header.sha256 !== (await digest(bytes))) return null
  return { slot, name: header.name, update: header.update, savedAt: header.savedAt, bytes }
}

function parseHeader(text: string): (AutosaveSummary & { sha256: string }) | null {
  try {
    const { slot, name, update, savedAt, sha256 } = JSON.parse(text) as Record<string, unknown>
    const numbers = Number.isFinite(update) && Number.isFinite(savedAt)
    if (!numbers || typeof name !== 'string' || typeof slot !== 'string' || typeof sha256 !== 'string')
      return null
    return { slot, name, update: Number(update), savedAt: Number(savedAt), sha256 }
  } catch {
    return null
  }
}
