/**
 * The arrays of an NPZ file, which is a zip of NPY entries as `numpy.savez` and `numpy.savez_compressed` write it,
 * from an unknown source: sizes are bounded before anything is inflated, checksums are compared, and names are only
 * compared. Source: PKWARE APPNOTE.TXT 6.3, sections 4.3 and 4.4.
 */
import { inflateSync } from 'fflate'
import { computeCrc32 } from '../core/crc32'
import type { LabError } from '../protocol/errors'
import { limits } from '../spec/limits'
import { fail, succeed, type Result, type Said } from '../spec/problem'
import { phrase, type Phrase } from '../spec/phrases'
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
  const refuse = (expected: Said, actual: Said) =>
    fail(createDataError('invalidFile', file, [{ path: '', expected, actual }]))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.length - headers.end
  if (end < 0 || view.getUint32(end, true) !== signatures.end) {
    return refuse(phrase('zipDirectory'), phrase('bytesNoDirectory', { count: bytes.length }))
  }
  const count = view.getUint16(end + 10, true)
  if (count < 1 || count > mostEntries)
    return refuse(phrase('arrayCount', { count: mostEntries }), String(count))
  const entries: NpzEntry[] = []
  let at = view.getUint32(end + 16, true)
  for (let k = 0; k < count; k++) {
    if (at + headers.central > end || view.getUint32(at, true) !== signatures.central) {
      return refuse(phrase('directory'), phrase('otherBytesAt', { count: at }))
    }
    const entry = readEntry(bytes, view, at)
    const fault = findEntryFault(entry, entries, view.getUint16(at + 8, true))
    if (fault !== null) return refuse(fault, phrase('entry', { name: JSON.stringify(entry.name) }))
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
function findEntryFault(entry: NpzEntry, before: readonly NpzEntry[], flags: number): Phrase | null {
  const { name, method, size, compressedSize } = entry
  if (name === '' || name.length > mostNameBytes) return phrase('arrayNames', { name: ending })
  if (before.some((other) => other.name === name)) return phrase('arrayOnce')
  if ((flags & encrypted) !== 0) return phrase('notEncrypted')
  if (method !== methods.stored && method !== methods.deflated) return phrase('deflated')
  if (size > limits.dataBytes) return phrase('arrayBytes', { count: limits.dataBytes })
  return size > compressedSize * highestGain ? phrase('deflateSize') : null
}

/** @returns the bytes of one array, their checksum compared; or `invalidFile` at its name. */
export function extractNpz(bytes: Uint8Array, entry: NpzEntry, file: string): Result<Uint8Array, LabError> {
  const refuse = (expected: Said, actual: Said) =>
    fail(createDataError('invalidFile', file, [{ path: entry.name, expected, actual }]))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { offset, size, compressedSize } = entry
  if (offset + headers.local > bytes.length || view.getUint32(offset, true) !== signatures.local) {
    return refuse(phrase('localHeader'), phrase('otherBytes'))
  }
  const start = offset + headers.local + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + compressedSize > bytes.length)
    return refuse(phrase('bytes', { count: compressedSize }), phrase('endOfFile'))
  const content = inflate(bytes.subarray(start, start + compressedSize), entry)
  if (content?.length !== size) return refuse(phrase('bytesStated', { count: size }), phrase('otherContent'))
  if (computeCrc32(content) !== entry.crc) return refuse(phrase('checksum'), phrase('otherContent'))
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
