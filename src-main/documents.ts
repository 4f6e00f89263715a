/**
 * The only place that knows where the person's documents lie. The page has opaque ids, which it gets after a dialog,
 * a recent entry or a request of the desktop, and which end with the process.
 */
import { randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { DocumentHandle, OpenedDocument } from './contract/ipc'
import { readStamp, writeDurably, type Stamp } from './durableWrite'
import { HostFailure } from './fileFailure'
import { createWorkQueue } from './workQueue'

export const largestDocumentBytes = 256 * 1024 * 1024

interface KnownDocument {
  path: string
  /** Null until it was read or written. */
  stamp: Stamp | null
}

export interface Documents {
  open(path: string): Promise<OpenedDocument>
  /** @throws HostFailure `unknownDocument`, `changedOnDisk` or the file system's own. */
  save(id: string, bytes: Uint8Array, overwriteChanged: boolean): Promise<DocumentHandle>
  saveAs(path: string, bytes: Uint8Array): Promise<DocumentHandle>
  /** For the main process only. */
  pathOf(id: string): string
}

export function createDocuments(): Documents {
  const known = new Map<string, KnownDocument>()
  const queue = createWorkQueue()
  const find = (id: string): KnownDocument => {
    const found = known.get(id)
    if (found === undefined) throw new HostFailure('unknownDocument', 'no document has this id')
    return found
  }
  const register = (path: string, stamp: Stamp | null): DocumentHandle => {
    const id = randomUUID()
    known.set(id, { path, stamp })
    return { id, name: basename(path) }
  }
  return {
    open: async (path) => {
      const { bytes, stamp } = await loadDocument(path)
      return { ...register(path, stamp), bytes }
    },
    save: (id, bytes, overwriteChanged) =>
      queue(async () => {
        const document = find(id)
        const expected = overwriteChanged ? null : document.stamp
        document.stamp = await writeDurably(document.path, bytes, { expected })
        return { id, name: basename(document.path) }
      }),
    saveAs: (path, bytes) =>
      queue(async () => register(path, await writeDurably(path, bytes, { expected: null }))),
    pathOf: (id) => find(id).path,
  }
}

async function loadDocument(path: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; stamp: Stamp | null }> {
  const found = await stat(path)
  if (!found.isFile()) throw new HostFailure('notAFile', 'a folder, or another thing that is no file')
  if (found.size > largestDocumentBytes) throw new HostFailure('tooLarge', 'the file is over 256 MiB')
  const stamp = await readStamp(path)
  const bytes = new Uint8Array(await readFile(path))
  if (bytes.byteLength > largestDocumentBytes) throw new HostFailure('tooLarge', 'the file is over 256 MiB')
  return { bytes, stamp }
}
