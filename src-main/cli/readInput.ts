import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { Attachment } from '../../src-worker/protocol/tables'
import type { Experiment } from '../../src-worker/spec/experiment'
import { parseExperiment } from '../../src-worker/spec/parseExperiment'
import { CliFailure, describeProblems, exitCodes } from './failure'
import { findJsonFault } from './findJsonFault'

const largestFile = 512 * 1024 * 1024
const zipMagic = [0x50, 0x4b]

export type Input =
  | { kind: 'session'; name: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'experiment'; name: string; experiment: Experiment; attachments: Attachment[] }

/**
 * Reads an experiment with the files it names, or a session file; told apart by their bytes. `-` is standard input,
 * whose experiment names files from the folder in which the command runs.
 */
export async function readInput(path: string, bundledFolder: URL): Promise<Input> {
  const name = path === '-' ? 'standard input' : basename(path)
  const bytes = path === '-' ? await readStandardInput(name) : await readBytes(path, path)
  if (bytes[0] === zipMagic[0] && bytes[1] === zipMagic[1]) return { kind: 'session', name, bytes }
  const experiment = readExperiment(readJson(bytes, name), name)
  return {
    kind: 'experiment',
    name,
    experiment,
    attachments: await readAttachments(experiment, dirname(path), bundledFolder),
  }
}

export async function readBytes(path: string, shown: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const { size } = await stat(path)
    if (size > largestFile)
      throw new CliFailure(`${shown}: expected at most ${largestFile} bytes, found ${size}`)
    return Uint8Array.from(await readFile(path))
  } catch (caught) {
    if (caught instanceof CliFailure) throw caught
    throw new CliFailure(`${shown}: expected a readable file, found ${describeFileError(caught)}`)
  }
}

async function readStandardInput(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    size += part.length
    if (size > largestFile) throw new CliFailure(`${name}: expected at most ${largestFile} bytes, found more`)
    parts.push(part)
  }
  return Uint8Array.from(Buffer.concat(parts))
}

export function describeFileError(caught: unknown): string {
  const code = caught instanceof Error && 'code' in caught ? String(caught.code) : ''
  if (code === 'ENOENT') return 'no file there'
  if (code === 'EISDIR') return 'a folder'
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'a file in its place'
  if (code === 'ENOSPC') return 'no room on the disk'
  if (code === 'EROFS') return 'a disk that can only be read'
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to use it'
  return caught instanceof Error ? caught.message : String(caught)
}

/** @throws CliFailure with line and column. */
export function readJson(bytes: Uint8Array, name: string): unknown {
  const text = new TextDecoder().decode(bytes)
  try {
    return JSON.parse(text)
  } catch (caught) {
    const fault = findJsonFault(text)
    if (fault === null) throw caught
    const { line, column, expected, actual } = fault
    throw new CliFailure(`${name}: line ${line}, column ${column}: expected ${expected}, found ${actual}`)
  }
}

/** @throws CliFailure with every problem. */
export function readExperiment(value: unknown, name: string): Experiment {
  const parsed = parseExperiment(value)
  if (!parsed.ok) throw new CliFailure(describeProblems(name, parsed.error), exitCodes.unusable, parsed.error)
  return parsed.value
}

/** The files that an experiment names. @param folder where their relative paths start */
export async function readAttachments(
  { data: { source } }: Pick<Experiment, 'data'>,
  folder: string,
  bundledFolder: URL,
): Promise<Attachment[]> {
  const attach = async (relative: string): Promise<Attachment> => ({
    path: relative,
    bytes: await readBytes(resolve(folder, relative), relative),
  })
  if (source.kind === 'file') return [await attach(source.path)]
  if (source.kind === 'idx') return [await attach(source.images), await attach(source.labels)]
  if (source.kind !== 'bundled') return []
  const bytes = Uint8Array.from(await readFile(new URL(`${source.name}.csv`, bundledFolder)))
  return [{ path: `bundled:${source.name}`, bytes }]
}
