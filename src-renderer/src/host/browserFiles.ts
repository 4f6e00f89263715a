/** Files in a browser: its own pickers where it has them, else a file input and downloads. */
import type { Bytes, DocumentKind } from '../../../src-main/contract/ipc'

interface FileType {
  description: string
  accept: Record<string, string[]>
}

/** The pickers of the File System Access API, which the DOM library does not describe. */
export interface FilePickers {
  showOpenFilePicker?: (options: { types: FileType[] }) => Promise<FileSystemFileHandle[]>
  showSaveFilePicker?: (options: {
    suggestedName: string
    types: FileType[]
  }) => Promise<FileSystemFileHandle>
}

/** `handle` is null where the browser gives only the bytes. */
export interface ChosenFile {
  file: File
  handle: FileSystemFileHandle | null
}

const extensions: Record<DocumentKind, string[]> = {
  session: ['.chainrule'],
  experiment: ['.json'],
  data: ['.csv', '.tsv', '.txt', '.npy', '.npz', '.idx', '.idx1-ubyte', '.idx3-ubyte', '.gz'],
  weights: ['.json', '.npz', '.safetensors'],
}

/** Null when the person cancels. */
export async function chooseFile(kinds: DocumentKind[], pickers: FilePickers): Promise<ChosenFile | null> {
  const accepted = [...new Set(kinds.flatMap((kind) => extensions[kind]))]
  if (pickers.showOpenFilePicker === undefined) {
    const file = await chooseWithInput(accepted)
    return file === null ? null : { file, handle: null }
  }
  const types = [
    { description: 'Chainrule', accept: { 'application/octet-stream': pickerExtensions(accepted) } },
  ]
  const handles = await unlessCancelled(pickers.showOpenFilePicker({ types }))
  const handle = handles?.[0]
  return handle === undefined ? null : { file: await handle.getFile(), handle }
}

/** Null when the person cancels; the handle is null after a download. */
export async function saveFile(
  suggestedName: string,
  mediaType: string,
  bytes: Bytes,
  pickers: FilePickers,
): Promise<{ name: string; handle: FileSystemFileHandle | null } | null> {
  if (pickers.showSaveFilePicker === undefined) {
    download(suggestedName, mediaType, bytes)
    return { name: suggestedName, handle: null }
  }
  const extension = /\.[A-Za-z0-9]{1,16}$/.exec(suggestedName)?.[0]
  const types = extension === undefined ? [] : [{ description: '', accept: { [mediaType]: [extension] } }]
  const handle = await unlessCancelled(pickers.showSaveFilePicker({ suggestedName, types }))
  if (handle === null) return null
  await writeHandle(handle, bytes)
  return { name: handle.name, handle }
}

/** The browser writes a copy beside the file and swaps it in on close. */
export async function writeHandle(handle: FileSystemFileHandle, bytes: Bytes): Promise<void> {
  const stream = await handle.createWritable()
  try {
    await stream.write(bytes)
  } catch (error) {
    await stream.abort()
    throw error
  }
  await stream.close()
}

export function download(name: string, mediaType: string, bytes: Bytes): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads the object after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

function chooseWithInput(accepted: string[]): Promise<File | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accepted.join(',')
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null), { once: true })
    input.addEventListener('cancel', () => resolve(null), { once: true })
    input.click()
  })
}

/** The picker takes letters and digits only after the dot. */
const pickerExtensions = (accepted: string[]): string[] =>
  accepted.filter((extension) => /^\.[a-z0-9]{1,16}$/.test(extension))

async function unlessCancelled<Value>(choice: Promise<Value>): Promise<Value | null> {
  try {
    return await choice
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null
    throw error
  }
}
