/** The documents of a browser: bytes read with a cap, handles where the browser gives them, by opaque ids. */
import type {
  Bytes,
  DocumentHandle,
  DocumentKind,
  HostReply,
  OpenedDocument,
} from '../../../src-main/contract/ipc'
import { chooseFile, download, saveFile, writeHandle, type FilePickers } from './browserFiles'
import { fail, replyOf } from './hostReply'

const largestDocumentBytes = 256 * 1024 * 1024

interface KnownDocument {
  name: string
  mediaType: string
  /** Null where only a download is possible. */
  handle: FileSystemFileHandle | null
  /** Of the file when it was last read or written; 0 without a handle. */
  modifiedMs: number
}

export interface BrowserDocuments {
  open(kinds: DocumentKind[]): Promise<HostReply<OpenedDocument | null>>
  save(id: string, bytes: Bytes, overwriteChanged: boolean): Promise<HostReply<DocumentHandle>>
  saveAs(name: string, mediaType: string, bytes: Bytes): Promise<HostReply<DocumentHandle | null>>
}

export function createBrowserDocuments(pickers: FilePickers): BrowserDocuments {
  const known = new Map<string, KnownDocument>()
  const register = (document: KnownDocument): DocumentHandle => {
    const id = crypto.randomUUID()
    known.set(id, document)
    return { id, name: document.name }
  }
  return {
    open: async (kinds) => {
      const chosen = await replyOf(() => chooseFile(kinds, pickers))
      if (!chosen.ok) return chosen
      if (chosen.value === null) return { ok: true, value: null }
      const { file, handle } = chosen.value
      if (file.size > largestDocumentBytes) return fail('tooLarge', 'the file is over 256 MiB')
      return replyOf(async () => {
        const bytes = new Uint8Array(await file.arrayBuffer())
        const { name, lastModified: modifiedMs } = file
        return { ...register({ name, mediaType: 'application/octet-stream', handle, modifiedMs }), bytes }
      })
    },
    save: async (id, bytes, overwriteChanged) => {
      const document = known.get(id)
      if (document === undefined) return fail('unknownDocument', 'no document has this id')
      const { handle, name } = document
      if (handle === null) {
        download(name, document.mediaType, bytes)
        return { ok: true, value: { id, name } }
      }
      const found = await replyOf(() => readModified(handle))
      if (!overwriteChanged && (!found.ok || found.value !== document.modifiedMs))
        return fail('changedOnDisk', 'the file was changed or removed by another program')
      return replyOf(async () => {
        await writeHandle(handle, bytes)
        document.modifiedMs = await readModified(handle)
        return { id, name }
      })
    },
    saveAs: (suggestedName, mediaType, bytes) =>
      replyOf(async () => {
        const saved = await saveFile(suggestedName, mediaType, bytes, pickers)
        if (saved === null) return null
        const modifiedMs = saved.handle === null ? 0 : await readModified(saved.handle)
        return register({ ...saved, mediaType, modifiedMs })
      }),
  }
}

const readModified = async (handle: FileSystemFileHandle): Promise<number> =>
  (await handle.getFile()).lastModified
