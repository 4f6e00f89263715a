/**
 * The table of contents of a zip from an unknown source, checked before anything is inflated. Stricter than the
 * format: the entries lie side by side from the first byte to the directory, so that nothing overlaps or hides.
 */
import { phrase } from '../spec/phrases'
import type { Said } from '../spec/problem'
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
    refuseFile(
      '',
      phrase('zipBytes', { count: zipLimits.fileBytes }),
      phrase('bytes', { count: bytes.length }),
    )
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { count, offset, end } = decodeEnd(view)
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  let at = offset
  for (let index = 0; index < count; index++) {
    const { entry, next } = decodeCentral(view, at, end, index)
    if (names.has(entry.name)) refuseFile(entry.name, phrase('entryOnce'), phrase('secondEntry'))
    names.add(entry.name)
    entries.push(entry)
    at = next
  }
  if (at !== end) refuseFile('', phrase('directoryLength'), phrase('bytesMore', { count: end - at }))
  checkLayout(view, entries, offset)
  checkSizes(entries)
  return entries
}

function decodeEnd(view: DataView): { count: number; offset: number; end: number } {
  const at = view.byteLength - headerLengths.end
  if (at < 0 || view.getUint32(at, true) !== signatures.end) {
    refuseFile('', phrase('zipDirectory'), phrase('bytesNoDirectory', { count: view.byteLength }))
  }
  const count = view.getUint16(at + 10, true)
  const parts = view.getUint16(at + 4, true) | view.getUint16(at + 6, true)
  if (parts !== 0 || view.getUint16(at + 8, true) !== count || view.getUint16(at + 20, true) !== 0) {
    refuseFile('', phrase('onePartZip'), phrase('severalParts'))
  }
  if (count > zipLimits.entries)
    refuseFile('', phrase('entriesTo', { most: zipLimits.entries }), String(count))
  const length = view.getUint32(at + 12, true)
  const offset = view.getUint32(at + 16, true)
  if (offset + length !== at) {
    refuseFile('', phrase('directoryBefore'), phrase('bytesAt', { count: length, at: offset }))
  }
  return { count, offset, end: at }
}

function decodeCentral(view: DataView, at: number, end: number, index: number) {
  const place = phrase('entryPlace', { number: index + 1 })
  if (at + headerLengths.central > end || view.getUint32(at, true) !== signatures.central) {
    refuseFile(place, phrase('centralHeader'), phrase('otherBytes'))
  }
  const nameLength = view.getUint16(at + 28, true)
  const next =
    at + headerLengths.central + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  if (next > end) refuseFile(place, phrase('headerInDirectory'), phrase('notSuch'))
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
  if (view.getUint16(at + 34, true) !== 0) refuseFile(name, phrase('ownEntry'), phrase('otherPart'))
  return { entry, next }
}

function decodeName(view: DataView, at: number, length: number, place: Said): string {
  if (length > zipLimits.nameBytes) {
    refuseFile(place, phrase('nameTo', { most: zipLimits.nameBytes }), phrase('letters', { count: length }))
  }
  let name = ''
  for (let i = 0; i < length; i++) name += String.fromCharCode(view.getUint8(at + i))
  if (!plainName.test(name)) refuseFile(place, phrase('plainName'), JSON.stringify(name))
  return name
}

/** @param at place of the flags, which the method follows, in either header. */
function checkKind(view: DataView, at: number, name: string): void {
  const flags = view.getUint16(at, true)
  const method = view.getUint16(at + 2, true)
  if ((flags & 1) !== 0) refuseFile(name, phrase('plainEntry'), phrase('encryptedEntry'))
  if ((flags & ~knownFlags) !== 0) refuseFile(name, phrase('knownFlags'), phrase('flags', { flags }))
  if (method !== methods.stored && method !== methods.deflated) {
    refuseFile(name, phrase('storedEntry'), phrase('method', { method }))
  }
}

/** The local headers say the same as the directory, and the entries fill the file up to it without a gap. */
function checkLayout(view: DataView, entries: readonly ZipEntry[], directory: number): void {
  let at = 0
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (entry.offset !== at) refuseFile(entry.name, phrase('entryBegin', { at }), String(entry.offset))
    checkLocal(view, entry, directory)
    at = entry.start + entry.compressedSize
    if (at > directory) refuseFile(entry.name, phrase('entryEnd'), phrase('endAt', { at }))
  }
  if (at !== directory) refuseFile('', phrase('directoryAt', { at }), String(directory))
}

function checkLocal(view: DataView, entry: ZipEntry, directory: number): void {
  const at = entry.offset
  if (at + headerLengths.local > directory || view.getUint32(at, true) !== signatures.local) {
    refuseFile(entry.name, phrase('localHeader'), phrase('otherBytes'))
  }
  const nameLength = view.getUint16(at + 26, true)
  const extra = at + headerLengths.local + nameLength
  entry.start = extra + view.getUint16(at + 28, true)
  if (entry.start > directory) refuseFile(entry.name, phrase('headerBeforeDirectory'), phrase('notSuch'))
  checkKind(view, at + 6, entry.name)
  const { compressedSize, size } = decodeLocalSizes(view, at, extra, entry.start)
  const agrees =
    decodeName(view, at + headerLengths.local, nameLength, entry.name) === entry.name &&
    (view.getUint16(at + 8, true) === methods.stored) === (entry.method === 'stored') &&
    view.getUint32(at + 14, true) === entry.crc &&
    compressedSize === entry.compressedSize &&
    size === entry.size
  if (!agrees) refuseFile(entry.name, phrase('headerAgrees'), phrase('notSuch'))
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
      refuseFile(
        name,
        phrase('atMostBytes', { count: zipLimits.entryBytes }),
        phrase('bytes', { count: size }),
      )
    if (total > zipLimits.totalBytes) {
      refuseFile(
        name,
        phrase('bytesInAll', { count: zipLimits.totalBytes }),
        phrase('bytes', { count: total }),
      )
    }
    if (method === 'stored' && size !== compressedSize) {
      refuseFile(name, phrase('storedBytes', { count: size }), phrase('bytes', { count: compressedSize }))
    }
    if (exceedsRatio(size, compressedSize)) {
      refuseFile(
        name,
        phrase('bytesFromOne', { most: zipLimits.ratio }),
        phrase('bytesFrom', { size, compressed: compressedSize }),
      )
    }
  }
}
