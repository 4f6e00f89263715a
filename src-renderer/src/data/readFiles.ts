import { limits } from '../../../src-worker/spec/limits'
import type { FilePart } from './fileForms'

/** Why a file that was chosen or dropped could not be taken. */
export interface FileProblem {
  kind: 'tooLarge' | 'failed'
  name: string
  /** The most that is taken, in MiB. */
  size: number
}

/** The bytes of files that were chosen together: of all, or of none. */
export async function readFiles(
  files: FileList | null | undefined,
): Promise<{ parts: FilePart[]; problem: FileProblem | null }> {
  const parts: FilePart[] = []
  const size = limits.dataBytes / 1024 / 1024
  for (const file of Array.from(files ?? [])) {
    const { name } = file
    if (file.size > limits.dataBytes) return { parts: [], problem: { kind: 'tooLarge', name, size } }
    try {
      parts.push({ name, bytes: new Uint8Array(await file.arrayBuffer()) })
    } catch {
      return { parts: [], problem: { kind: 'failed', name, size } }
    }
  }
  return { parts, problem: null }
}
