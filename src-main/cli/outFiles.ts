import { constants, existsSync, statSync } from 'node:fs'
import { mkdir, open, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { writeDurably } from '../durableWrite'
import { CliFailure } from './failure'
import { describeFileError } from './readInput'

/**
 * The folder of --out, made where it is absent. One level at a time: where nothing can be made, as below /proc, Node's
 * own recursive way never ends.
 * @throws CliFailure
 */
export async function createFolder(path: string): Promise<void> {
  try {
    const missing: string[] = []
    let folder = resolve(path)
    for (; !existsSync(folder); folder = dirname(folder)) missing.unshift(folder)
    if (!statSync(folder).isDirectory())
      throw new CliFailure(`--out ${path}: expected a folder, found a file in its place`)
    for (const level of missing) await mkdir(level)
  } catch (caught) {
    if (caught instanceof CliFailure) throw caught
    throw new CliFailure(`--out ${path}: expected a folder to write to, found ${describeFileError(caught)}`)
  }
}

/**
 * Old or new content after a crash, never a mixture. A pipe and a device that takes letters (`/dev/stdout`) are written
 * into as they are, for nothing else may take their place.
 * @throws CliFailure
 */
export async function writeOut(path: string, bytes: Uint8Array): Promise<void> {
  try {
    const found = await stat(path).catch(() => null)
    if (found?.isFIFO() || found?.isCharacterDevice()) await writeInto(path, bytes)
    else await writeDurably(path, bytes, { expected: null, keepPrevious: false })
  } catch (caught) {
    const found = existsSync(dirname(resolve(path)))
      ? describeFileError(caught)
      : `no folder ${JSON.stringify(dirname(path))}`
    throw new CliFailure(`${path}: expected to write the file, found ${found}`)
  }
}

/** Waits for a reader, where it is a pipe that has none. */
async function writeInto(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, constants.O_WRONLY)
  try {
    await handle.writeFile(bytes)
  } finally {
    await handle.close()
  }
}
