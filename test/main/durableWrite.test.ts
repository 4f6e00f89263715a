import * as nodeFiles from 'node:fs/promises'
import { readFile, readdir, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readStamp, writeDurably, type FileSystem } from '../../src-main/durableWrite'
import { describeFailure } from '../../src-main/fileFailure'
import { createTemporaryFolder } from './temporaryFolder'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const unchecked = { expected: null }

const fault = (code: string): Error => Object.assign(new Error(`${code}: a path`), { code })

/** The real file system, with one operation that fails. */
const faulty = (name: keyof FileSystem, code: string, times = Infinity): FileSystem => {
  let left = times
  const broken = (...args: unknown[]): Promise<unknown> => {
    if (left-- > 0) return Promise.reject(fault(code))
    return (nodeFiles[name] as (...all: unknown[]) => Promise<unknown>)(...args)
  }
  return { ...nodeFiles, [name]: broken }
}

/** An open that hands out files of which `write` or `sync` is replaced. */
const withHandle = (change: Record<string, (...args: unknown[]) => Promise<unknown>>): FileSystem => ({
  ...nodeFiles,
  open: async (...args: Parameters<typeof nodeFiles.open>) => {
    const handle = await nodeFiles.open(...args)
    if (args[1] === 'wx')
      for (const [name, method] of Object.entries(change)) Reflect.set(handle, name, method)
    return handle
  },
})

describe('a durable write', () => {
  it('makes a file, and keeps the previous content as .bak', async () => {
    const path = join(createTemporaryFolder(), 'run.chainrule')
    await writeDurably(path, bytes('one'), unchecked)
    await writeDurably(path, bytes('two, longer'), unchecked)
    await writeDurably(path, bytes('three'), unchecked)
    expect(await readFile(path, 'utf8')).toBe('three')
    expect(await readFile(`${path}.bak`, 'utf8')).toBe('two, longer')
    expect((await readdir(join(path, '..'))).sort()).toStrictEqual(['run.chainrule', 'run.chainrule.bak'])
  })

  it('answers the stamp that the next write expects', async () => {
    const path = join(createTemporaryFolder(), 'run.chainrule')
    const first = await writeDurably(path, bytes('one'), unchecked)
    expect(first).toStrictEqual(await readStamp(path))
    await expect(writeDurably(path, bytes('two'), { expected: first })).resolves.toMatchObject({ bytes: 3 })
  })

  it('writes through a link and keeps the mode', async () => {
    const folder = createTemporaryFolder()
    const path = join(folder, 'run.chainrule')
    await writeFile(path, 'one', { mode: 0o640 })
    await symlink(path, join(folder, 'link.chainrule'))
    await writeDurably(join(folder, 'link.chainrule'), bytes('two'), unchecked)
    expect(await readFile(path, 'utf8')).toBe('two')
    expect((await nodeFiles.lstat(join(folder, 'link.chainrule'))).isSymbolicLink()).toBe(true)
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o640)
  })

  it('writes on when the system takes only a part', async () => {
    const path = join(createTemporaryFolder(), 'run.chainrule')
    const files = withHandle({
      async write(this: nodeFiles.FileHandle, ...args: unknown[]) {
        const [buffer, offset, , position] = args as [Uint8Array, number, number, number]
        const part = buffer.slice(offset, offset + 2)
        await nodeFiles.appendFile(this, part)
        return { bytesWritten: position + part.byteLength - offset }
      },
    })
    await writeDurably(path, bytes('seven!!'), { ...unchecked, files })
    expect(await readFile(path, 'utf8')).toBe('seven!!')
  })
})

describe('a file that another program changed', () => {
  it.each([
    ['changed', (path: string) => writeFile(path, 'theirs, longer')],
    ['touched', (path: string) => utimes(path, 1000, 1000)],
    ['removed', (path: string) => nodeFiles.rm(path)],
  ])('%s: nothing is overwritten', async (_name, change) => {
    const path = join(createTemporaryFolder(), 'run.chainrule')
    const expected = await writeDurably(path, bytes('one'), unchecked)
    await change(path)
    const before = await readFile(path, 'utf8').catch(() => null)
    const failure = await writeDurably(path, bytes('mine'), { expected }).catch(describeFailure)
    expect(failure).toMatchObject({ code: 'changedOnDisk' })
    expect(await readFile(path, 'utf8').catch(() => null)).toBe(before)
  })
})

describe('a failure leaves the old content and no temporary file', () => {
  const handleFault = (method: string, code: string): FileSystem =>
    withHandle({ [method]: () => Promise.reject(fault(code)) })

  it.each([
    ['the disk is full', handleFault('write', 'ENOSPC'), 'noSpace'],
    ['the disk takes nothing', withHandle({ write: () => Promise.resolve({ bytesWritten: 0 }) }), 'noSpace'],
    ['fsync fails', handleFault('sync', 'EIO'), 'internal'],
    ['the folder is closed', faulty('open', 'EACCES'), 'noAccess'],
    ['the disk is read-only', faulty('open', 'EROFS'), 'readOnly'],
    ['the file stays busy', faulty('rename', 'EBUSY'), 'inUse'],
    ['the rename is denied', faulty('rename', 'EACCES'), 'noAccess'],
  ])('%s', async (_name, files, code) => {
    const path = join(createTemporaryFolder(), 'run.chainrule')
    await writeDurably(path, bytes('old'), unchecked)
    const failure = await writeDurably(path, bytes('new'), { ...unchecked, files }).catch(describeFailure)
    expect(failure).toMatchObject({ code })
    expect(JSON.stringify(failure)).not.toContain('a path')
    expect(await readFile(path, 'utf8')).toBe('old')
  })

  it('the folder is not there', async () => {
    const path = join(createTemporaryFolder(), 'none/run.chainrule')
    expect(await writeDurably(path, bytes('new'), unchecked).catch(describeFailure)).toMatchObject({
      code: 'missing',
    })
  })

  it('a file busy three times is written at the fourth', async () => {
    const path = join(createTemporaryFolder(), 'run.chainrule')
    await writeDurably(path, bytes('new'), { ...unchecked, files: faulty('rename', 'EBUSY', 3) })
    expect(await readFile(path, 'utf8')).toBe('new')
  })

  it('a file system without links keeps the previous content by a copy', async () => {
    const path = join(createTemporaryFolder(), 'run.chainrule')
    await writeDurably(path, bytes('old'), unchecked)
    await writeDurably(path, bytes('new'), { ...unchecked, files: faulty('link', 'EPERM') })
    expect(await readFile(`${path}.bak`, 'utf8')).toBe('old')
  })
})
