/**
 * Writes a file so that after a crash at any moment the old or the new content is there, never a mixture:
 * temporary file beside the target → all bytes → fsync → previous kept as `.bak` → rename → fsync of the folder.
 */
import { randomBytes } from 'node:crypto'
import * as nodeFiles from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { HostFailure, systemCode } from './fileFailure'

export type FileSystem = Pick<
  typeof nodeFiles,
  'open' | 'link' | 'copyFile' | 'rename' | 'rm' | 'stat' | 'realpath' | 'chmod' | 'readdir'
>

/** What tells that nobody else wrote the file in between. */
export interface Stamp {
  modifiedMs: number
  bytes: number
}

export interface DurableWriteOptions {
  /** As the file was last seen; null when it must not be checked. */
  expected: Stamp | null
  /** Keeps the previous content beside the file as `.bak`. @default true */
  keepPrevious?: boolean
  /** @default node:fs/promises */
  files?: FileSystem
}

const temporaryPattern = /^\..+\.[0-9a-f]{16}\.tmp$/
const retryDelaysMs = [10, 30, 90, 270]

/** Null when there is no file. */
export async function readStamp(path: string, files: FileSystem = nodeFiles): Promise<Stamp | null> {
  try {
    const { mtimeMs, size } = await files.stat(path)
    return { modifiedMs: mtimeMs, bytes: size }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

/**
 * @returns the file's stamp; of a time of 0 where it could not be read after all was written
 * @throws HostFailure `changedOnDisk`, `noAccess` for what is neither file nor folder (a pipe, a device: it would be
 * replaced), or the file system's error; the target then has its old content.
 */
export async function writeDurably(
  path: string,
  bytes: Uint8Array,
  options: DurableWriteOptions,
): Promise<Stamp> {
  const files = options.files ?? nodeFiles
  const target = await followLink(path, files)
  await checkUnchanged(target, options.expected, files)
  const temporary = temporaryBeside(target)
  try {
    await writeTemporary(temporary, bytes, files)
    await copyMode(target, temporary, files)
    if (options.keepPrevious ?? true) await keepPrevious(target, files)
    await checkUnchanged(target, options.expected, files)
    await retryWhileBusy(() => files.rename(temporary, target))
  } catch (error) {
    await removeQuietly(temporary, files)
    throw error
  }
  // The new content is in its place: nothing from here on is a reason to say that it was not written.
  await syncQuietly(dirname(target), files)
  const stamp = await readStamp(target, files).catch(() => null)
  return stamp ?? { modifiedMs: 0, bytes: bytes.byteLength }
}

/** Removes temporary files that a killed writer left, when older than `ageMs`. Answers how many. */
export async function sweepTemporaries(
  folder: string,
  ageMs: number,
  files: FileSystem = nodeFiles,
): Promise<number> {
  const names = await files.readdir(folder).catch((): string[] => [])
  let removed = 0
  for (const name of names.filter((entry) => temporaryPattern.test(entry))) {
    const stamp = await readStamp(join(folder, name), files).catch(() => null)
    if (stamp === null || Date.now() - stamp.modifiedMs < ageMs) continue
    await files.rm(join(folder, name), { force: true }).catch(() => undefined)
    removed += 1
  }
  return removed
}

const temporaryBeside = (target: string): string =>
  join(dirname(target), `.${basename(target)}.${randomBytes(8).toString('hex')}.tmp`)

/** A link is written through, not replaced. */
async function followLink(path: string, files: FileSystem): Promise<string> {
  try {
    return await files.realpath(path)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    return path
  }
}

async function checkUnchanged(target: string, expected: Stamp | null, files: FileSystem): Promise<void> {
  if (expected === null) return
  const found = await readStamp(target, files)
  if (found?.modifiedMs !== expected.modifiedMs || found.bytes !== expected.bytes)
    throw new HostFailure('changedOnDisk', 'the file was changed or removed by another program')
}

async function writeTemporary(temporary: string, bytes: Uint8Array, files: FileSystem): Promise<void> {
  const handle = await files.open(temporary, 'wx', 0o666)
  try {
    let written = 0
    while (written < bytes.byteLength) {
      const { bytesWritten } = await handle.write(bytes, written, bytes.byteLength - written, written)
      if (bytesWritten <= 0) throw new HostFailure('noSpace', 'the disk took no more bytes')
      written += bytesWritten
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function copyMode(target: string, temporary: string, files: FileSystem): Promise<void> {
  const previous = await files.stat(target).catch(() => null)
  if (previous !== null && !previous.isFile() && !previous.isDirectory())
    throw new HostFailure('noAccess', 'no regular file, but a pipe, device or socket')
  if (previous !== null) await files.chmod(temporary, previous.mode & 0o777)
}

/** By a second link, so that the target is never missing; by a copy where the file system has no links. */
async function keepPrevious(target: string, files: FileSystem): Promise<void> {
  const backup = `${target}.bak`
  const temporary = temporaryBeside(backup)
  try {
    if (!(await linkOrCopy(target, temporary, files))) return
    await retryWhileBusy(() => files.rename(temporary, backup))
    // Renaming one link of a file onto another link of it does nothing.
    await files.rm(temporary, { force: true })
  } catch (error) {
    await removeQuietly(temporary, files)
    throw error
  }
}

/** False when there is no target. */
async function linkOrCopy(target: string, other: string, files: FileSystem): Promise<boolean> {
  try {
    await files.link(target, other)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false
    await files.copyFile(target, other)
    await syncQuietly(other, files)
  }
  return true
}

const removeQuietly = (path: string, files: FileSystem): Promise<void> =>
  files.rm(path, { force: true }).catch(() => undefined)

/** Virus scanners on Windows hold a fresh file for some milliseconds. */
async function retryWhileBusy(work: () => Promise<void>): Promise<void> {
  for (const delayMs of retryDelaysMs) {
    try {
      return await work()
    } catch (error) {
      if (!['EBUSY', 'EPERM'].includes(systemCode(error))) throw error
      await delay(delayMs)
    }
  }
  await work()
}

/** Not every system opens a folder, or syncs what is open for reading. */
async function syncQuietly(path: string, files: FileSystem): Promise<void> {
  const handle = await files.open(path, 'r').catch(() => null)
  if (handle === null) return
  await handle.sync().catch(() => undefined)
  await handle.close().catch(() => undefined)
}
