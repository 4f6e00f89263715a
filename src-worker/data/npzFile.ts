/**
 * The arrays of an NPZ file, which is a zip of NPY entries as `numpy.savez` and `numpy.savez_compressed` write it,
 * from an unknown source: sizes are bounded before anything is inflated, checksums are compared, and names are only
 * compared. Source: PKWARE APPNOTE.TXT 6.3, sections 4.3 and 4.4.
 */
import { inflateSync } from 'fflate'
import { computeCrc32 } from '../core/crc32'
import type { LabError } from '../protocol/errors'
import { limits } from '../spec/limits'
import { fail, succeed, type Result } from '../spec/problem'
import { createDataError } from './dataFault'

export interface NpzEntry {
  /** Without its ending. */
  name: string
  size: number
  compressedSize: number
  method: number
  crc: number
  /** Of the local header. */
  offset: number
}

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const
const headers = { local: 30, central: 46, end: 22 } as const
const mostEntries = 256
const mostNameBytes = 200
/** The most that deflate can gain. */
const highestGain = 1032
const methods = { stored: 0, deflated: 8 } as const
const encrypted = 1
const ending = '.npy'

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** @returns the arrays that a file lists, none of them read yet; or `invalidFile`. */
export function listNpz(bytes: Uint8Array, file: string): Result<NpzEntry[], LabError> {
  const refuse = (expected: string, actual: string) =>
    fail(createDataError('invalidFile', file, [{ path: '', expected, actual }]))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.length - headers.end
  if (end < 0 || view.getUint32(end, true) !== signatures.end) {
    return refuse('a zip file that ends with its directory', `${bytes.length} bytes that do not`)
  }
  const count = view.getUint16(end + 10, true)
  if (count < 1 || count > mostEntries) return refuse(`1 to ${mostEntries} arrays`, String(count))
  const entries: NpzEntry[] = []
  let at = view.getUint32(end + 16, true)
  for (let k = 0; k < count; k++) {
    if (at + headers.central > end || view.getUint32(at, true) !== signatures.central) {
      return refuse('a directory of entries', `other bytes at ${at}`)
    }
    const entry = readEntry(bytes, view, at)
    const fault = findEntryFault(entry, entries, view.getUint16(at + 8, true))
    if (fault !== null) return refuse(fault, `the entry ${JSON.stringify(entry.name)}`)
    entries.push(entry)
    at +=
      headers.central +
      view.getUint16(at + 28, true) +
      view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true)
  }
  return succeed(entries)
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): NpzEntry {
  const start = at + headers.central
  const name = new TextDecoder().decode(bytes.subarray(start, start + view.getUint16(at + 28, true)))
  return {
    name: name.endsWith(ending) ? name.slice(0, -ending.length) : '',
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    compressedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  }
}

/** @returns what was expected instead; null for an entry that may be read. */
function findEntryFault(entry: NpzEntry, before: readonly NpzEntry[], flags: number): string | null {
  const { name, method, size, compressedSize } = entry
  if (name === '' || name.length > mostNameBytes) return `arrays whose names end with ${ending}`
  if (before.some((other) => other.name === name)) return 'each array once'
  if ((flags & encrypted) !== 0) return 'entries that are not encrypted'
  if (method !== methods.stored && method !== methods.deflated) return 'entries that are stored or deflated'
  if (size > limits.dataBytes) return `arrays of at most ${limits.dataBytes} bytes`
  return size > compressedSize * highestGain ? 'a size that deflate can reach' : null
}

/** @returns the bytes of one array, their checksum compared; or `invalidFile` at its name. */
export function extractNpz(bytes: Uint8Array, entry: NpzEntry, file: string): Result<Uint8Array, LabError> {
  const refuse = (expected: string, actual: string) =>
    fail(createDataError('invalidFile', file, [{ path: entry.name, expected, actual }]))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { offset, size, compressedSize } = entry
  if (offset + headers.local > bytes.length || view.getUint32(offset, true) !== signatures.local) {
    return refuse('a header before its bytes', 'other bytes')
  }
  const start = offset + headers.local + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + compressedSize > bytes.length) return refuse(`${compressedSize} bytes`, 'the end of the file')
  const content = inflate(bytes.subarray(start, start + compressedSize), entry)
  if (content?.length !== size) return refuse(`${size} bytes as it states`, 'other content')
  if (computeCrc32(content) !== entry.crc) return refuse('content that fits its checksum', 'other content')
  return succeed(content)
}

/** @returns null for a stream that is damaged or longer than it states. */
function inflate(compressed: Uint8Array, { method, size }: NpzEntry): Uint8Array | null {
  if (method === methods.stored) return compressed
  try {
    return inflateSync(compressed, { out: new Uint8Array(size) })
  } catch {
    return null
  }
}
