import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAutosaves } from '../../src-main/autosave'
import { describeFailure } from '../../src-main/fileFailure'
import { createBrowserAutosaves, createMemoryStore } from '../../src-renderer/src/host/browserAutosaves'
import { createTemporaryFolder } from './temporaryFolder'

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
const summary = (slot: string, update: number) => ({ slot, name: `run of ${slot}`, update })

function createOnDisk() {
  const folder = join(createTemporaryFolder(), 'autosave')
  const names = async (): Promise<string[]> =>
    (await readdir(folder).catch(() => [])).map((name) => join(folder, name))
  return {
    autosaves: createAutosaves(folder),
    /** Changes one byte at the end of the newest generation, or of all. */
    damage: async (all: boolean) => {
      for (const path of await names()) {
        if (!all && path.endsWith('.bak')) continue
        const content = await readFile(path)
        content.writeUInt8(content.readUInt8(content.length - 1) ^ 1, content.length - 1)
        await writeFile(path, content)
      }
    },
    count: async () => (await names()).length,
  }
}

function createInBrowser() {
  const store = createMemoryStore()
  return {
    autosaves: createBrowserAutosaves(() => Promise.resolve(store)),
    damage: async (all: boolean) => {
      const names = await store.names()
      const files = await Promise.all(names.map((name) => store.read(name)))
      const newest = files.reduce((best, file, k) => (savedAt(file) > savedAt(files[best]) ? k : best), 0)
      for (const [k, name] of names.entries()) {
        const file = files[k]
        if (!file || (!all && k !== newest)) continue
        file[file.length - 1] = (file[file.length - 1] ?? 0) ^ 1
        await store.write(name, file)
      }
    },
    count: async () => (await store.names()).length,
  }
}

const savedAt = (file: Uint8Array | null | undefined): number =>
  (JSON.parse(new TextDecoder().decode(file ?? bytes('{}\n')).split('\n', 1)[0] ?? '') as { savedAt: number })
    .savedAt

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3))

describe.each([
  ['in a folder', createOnDisk],
  ['in a browser', createInBrowser],
])('autosave %s', (_name, create) => {
  it('keeps two generations and reads the newest', async () => {
    const { autosaves, count } = create()
    for (const update of [10, 20, 30]) {
      await autosaves.write(summary('main', update), bytes(`at ${update}`))
      await tick()
    }
    const found = await autosaves.read('main')
    expect(found).toMatchObject({ slot: 'main', name: 'run of main', update: 30 })
    expect(new TextDecoder().decode(found?.bytes)).toBe('at 30')
    expect(await count()).toBe(2)
  })

  it('falls back to the generation before when the newest is damaged, and to none when both are', async () => {
    const { autosaves, damage } = create()
    await autosaves.write(summary('main', 10), bytes('at 10'))
    await tick()
    await autosaves.write(summary('main', 20), bytes('at 20'))
    await damage(false)
    expect(await autosaves.read('main')).toMatchObject({ update: 10 })
    await damage(true)
    expect(await autosaves.read('main').then((found) => found?.update)).not.toBe(10)
  })

  it('lists the newest first and discards one slot', async () => {
    const { autosaves } = create()
    await autosaves.write(summary('first', 1), bytes('1'))
    await tick()
    await autosaves.write(summary('second', 2), bytes('2'))
    expect((await autosaves.list()).map(({ slot }) => slot)).toStrictEqual(['second', 'first'])
    await autosaves.discard('second')
    expect((await autosaves.list()).map(({ slot }) => slot)).toStrictEqual(['first'])
    expect(await autosaves.read('second')).toBeNull()
  })

  it('an empty place has nothing', async () => {
    const { autosaves } = create()
    expect(await autosaves.list()).toStrictEqual([])
    expect(await autosaves.read('main')).toBeNull()
    await autosaves.discard('main')
  })
})

describe('a slot', () => {
  it.each(['', '../main', 'Main', 'a/b', 'x'.repeat(41)])('is not named %o', async (slot) => {
    const failure = await createOnDisk().autosaves.write(summary(slot, 1), bytes('x')).catch(describeFailure)
    expect(failure).toMatchObject({ code: 'badRequest' })
  })
})

describe('on the way out', () => {
  it('what was written since the start goes, what an earlier start left stays', async () => {
    const folder = join(createTemporaryFolder(), 'autosave')
    await createAutosaves(folder).write(summary('earlier', 7), bytes('seven'))
    const autosaves = createAutosaves(folder)
    await autosaves.write(summary('present', 8), bytes('eight'))
    await autosaves.discardWritten()
    expect((await autosaves.list()).map(({ slot }) => slot)).toEqual(['earlier'])
  })

  it('what a page wrote that is gone stays, what the next one wrote goes', async () => {
    const autosaves = createAutosaves(join(createTemporaryFolder(), 'autosave'))
    await autosaves.write(summary('gone', 7), bytes('seven'))
    autosaves.keepWritten()
    await autosaves.write(summary('present', 8), bytes('eight'))
    await autosaves.discardWritten()
    expect((await autosaves.list()).map(({ slot }) => slot)).toEqual(['gone'])
  })

  it('what a page asked for that went before its turn came stays too', async () => {
    const autosaves = createAutosaves(join(createTemporaryFolder(), 'autosave'))
    const writing = ['one', 'two'].map((slot) => autosaves.write(summary(slot, 7), bytes(slot)))
    autosaves.keepWritten()
    await Promise.all(writing)
    await autosaves.discardWritten()
    expect((await autosaves.list()).map(({ slot }) => slot).sort()).toEqual(['one', 'two'])
  })
})
