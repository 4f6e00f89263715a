/**
 * The table of contents of a zip from an unknown source, checked before anything is inflated. Stricter than the
 * format: the entries lie side by side from the first byte to the directory, so that nothing overlaps or hides.
 */
import { refuseFile } from './fileFault'
import { exceedsRatio, headerLengths, methods, signatures, zipLimits } from './zipFormat'

export interface ZipEntry {
  name: string
  method: 'stored' | 'deflated'
  crc: number
  size: number
  compressedSize: number
  /** Of the local header. */
  offset: number
  /** Of the compressed bytes. */
  start: number
}

const plainName = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/
/** Level of compression (bits 1, 2) and UTF-8 names (bit 11); no encryption, no sizes behind the data. */
const knownFlags = 0x0806
const beyond32Bit = 0xffffffff
const zip64Extra = 0x0001

/**
 * @returns the entries in the order of the directory.
 * @throws LabFailure naming the entry and the fault.
 */
export function decodeZipDirectory(bytes: Uint8Array): ZipEntry[] {
  if (bytes.length > zipLimits.fileBytes) {
    refuseFile('', `a zip of at most ${zipLimits.fileBytes} bytes`, `${bytes.length} bytes`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { count, offset, end } = decodeEnd(view)
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  let at = offset
  for (let index = 0; index < count; index++) {
    const { entry, next } = decodeCentral(view, at, end, index)
    if (names.has(entry.name)) refuseFile(entry.name, 'each entry once', 'a second entry of this name')
    names.add(entry.name)
    entries.push(entry)
    at = next
  }
  if (at !== end) refuseFile('', 'a directory of the length it states', `${end - at} bytes more`)
  checkLayout(view, entries, offset)
  checkSizes(entries)
  return entries
}

function decodeEnd(view: DataView): { count: number; offset: number; end: number } {
  const at = view.byteLength - headerLengths.end
  if (at < 0 || view.getUint32(at, true) !== signatures.end) {
    refuseFile('', 'a zip file that ends with its directory', `${view.byteLength} bytes that do not`)
  }
  const count = view.getUint16(at + 10, true)
  const parts = view.getUint16(at + 4, true) | view.getUint16(at + 6, true)
  if (parts !== 0 || view.getUint16(at + 8, true) !== count || view.getUint16(at + 20, true) !== 0) {
    refuseFile('', 'a zip of one part without a comment', 'several parts, or a comment')
  }
  if (count > zipLimits.entries) refuseFile('', `at most ${zipLimits.entries} entries`, String(count))
  const length = view.getUint32(at + 12, true)
  const offset = view.getUint32(at + 16, true)
  if (offset + length !== at) {
    refuseFile('', 'a directory that lies before the end record', `${length} bytes at ${offset}`)
  }
  return { count, offset, end: at }
}

function decodeCentral(view: DataView, at: number, end: number, index: number) {
  const place = `entry ${index + 1}`
  if (at + headerLengths.central > end || view.getUint32(at, true) !== signatures.central) {
    refuseFile(place, 'a header in the directory', 'other bytes')
  }
  const nameLength = view.getUint16(at + 28, true)
  const next =
    at + headerLengths.central + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  if (next > end) refuseFile(place, 'a header that ends within the directory', 'one that does not')
  const name = decodeName(view, at + headerLengths.central, nameLength, place)
  checkKind(view, at + 8, name)
  const entry: ZipEntry = {
    name,
    method: view.getUint16(at + 10, true) === methods.stored ? 'stored' : 'deflated',
    crc: view.getUint32(at + 16, true),
    compressedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
    start: 0,
  }
  if (view.getUint16(at + 34, true) !== 0) refuseFile(name, 'an entry of this file', 'one of another part')
  return { entry, next }
}

function decodeName(view: DataView, at: number, length: number, place: string): string {
  if (length > zipLimits.nameBytes) {
    refuseFile(place, `a name of at most ${zipLimits.nameBytes} letters`, `${length} letters`)
  }
  let name = ''
  for (let i = 0; i < length; i++) name += String.fromCharCode(view.getUint8(at + i))
  if (!plainName.test(name)) refuseFile(place, 'a plain name without folders', JSON.stringify(name))
  return name
}

/** @param at place of the flags, which the method follows, in either header. */
function checkKind(view: DataView, at: number, name: string): void {
  const flags = view.getUint16(at, true)
  const method = view.getUint16(at + 2, true)
  if ((flags & 1) !== 0) refuseFile(name, 'an entry that is not encrypted', 'an encrypted one')
  if ((flags & ~knownFlags) !== 0) refuseFile(name, 'no flags but those of deflate', `flags ${flags}`)
  if (method !== methods.stored && method !== methods.deflated) {
    refuseFile(name, 'an entry that is stored or deflated', `method ${method}`)
  }
}

/** The local headers say the same as the directory, and the entries fill the file up to it without a gap. */
function checkLayout(view: DataView, entries: readonly ZipEntry[], directory: number): void {
  let at = 0
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (entry.offset !== at)
      refuseFile(entry.name, `an entry that begins at byte ${at}`, String(entry.offset))
    checkLocal(view, entry, directory)
    at = entry.start + entry.compressedSize
    if (at > directory) refuseFile(entry.name, 'an entry that ends before the directory', `an end at ${at}`)
  }
  if (at !== directory) refuseFile('', `a directory at byte ${at}`, String(directory))
}

function checkLocal(view: DataView, entry: ZipEntry, directory: number): void {
  const at = entry.offset
  if (at + headerLengths.local > directory || view.getUint32(at, true) !== signatures.local) {
    refuseFile(entry.name, 'a header before its bytes', 'other bytes')
  }
  const nameLength = view.getUint16(at + 26, true)
  const extra = at + headerLengths.local + nameLength
  entry.start = extra + view.getUint16(at + 28, true)
  if (entry.start > directory)
    refuseFile(entry.name, 'a header that ends before the directory', 'one that does not')
  checkKind(view, at + 6, entry.name)
  const { compressedSize, size } = decodeLocalSizes(view, at, extra, entry.start)
  const agrees =
    decodeName(view, at + headerLengths.local, nameLength, entry.name) === entry.name &&
    (view.getUint16(at + 8, true) === methods.stored) === (entry.method === 'stored') &&
    view.getUint32(at + 14, true) === entry.crc &&
    compressedSize === entry.compressedSize &&
    size === entry.size
  if (!agrees) refuseFile(entry.name, 'a header that agrees with the directory', 'one that does not')
}

/** NumPy writes the two sizes of a small entry as a zip64 extra field of its local header: 1, 16, size, compressed. */
function decodeLocalSizes(view: DataView, at: number, extra: number, end: number) {
  const compressedSize = view.getUint32(at + 18, true)
  const size = view.getUint32(at + 22, true)
  const isZip64 = compressedSize === beyond32Bit && size === beyond32Bit && end - extra === 20
  if (!isZip64 || view.getUint16(extra, true) !== zip64Extra || view.getUint16(extra + 2, true) !== 16) {
    return { compressedSize, size }
  }
  return {
    size: Number(view.getBigUint64(extra + 4, true)),
    compressedSize: Number(view.getBigUint64(extra + 12, true)),
  }
}

function checkSizes(entries: readonly ZipEntry[]): void {
  let total = 0
  for (const { name, method, size, compressedSize } of entries) {
    total += size
    if (size > zipLimits.entryBytes)
      refuseFile(name, `at most ${zipLimits.entryBytes} bytes`, `${size} bytes`)
    if (total > zipLimits.totalBytes) {
      refuseFile(name, `at most ${zipLimits.totalBytes} bytes in all`, `${total} bytes`)
    }
    if (method === 'stored' && size !== compressedSize) {
      refuseFile(name, `${size} stored bytes`, `${compressedSize} bytes`)
    }
    if (exceedsRatio(size, compressedSize)) {
      refuseFile(name, `at most ${zipLimits.ratio} bytes from one`, `${size} from ${compressedSize}`)
    }
  }
}
