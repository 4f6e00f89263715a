import { existsSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
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

/** Old or new content after a crash, never a mixture. @throws CliFailure */
export async function writeOut(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeDurably(path, bytes, { expected: null, keepPrevious: false })
  } catch (caught) {
    throw new CliFailure(`${path}: expected to write the file, found ${describeFileError(caught)}`)
  }
}
