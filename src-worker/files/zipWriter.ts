import { deflateSync } from 'fflate'
import { createLabError, LabFailure } from '../protocol/errors'
import { phrase } from '../spec/phrases'
import { explain } from '../spec/problem'
import { concatenate, encodeText, type Bytes } from './bytes'
import { computeCrc32 } from '../core/crc32'
import { exceedsRatio, headerLengths, methods, signatures, zipLimits } from './zipFormat'

export interface ZipItem {
  name: string
  bytes: Bytes
  /** Deflate when that makes it smaller; noise such as weights is not worth the time. */
  compress: boolean
}

/** An entry as it will lie in a file: checked, compressed and independent of its place. */
export interface PackedItem {
  name: string
  method: number
  crc: number
  size: number
  content: Uint8Array
}

interface PlacedItem extends PackedItem {
  encodedName: Uint8Array
  offset: number
}

/** 1 January 1980, midnight: the first moment that a zip can say, so that equal contents give equal files. */
const date = 0x0021
const versionNeeded = 20

/**
 * Deterministic: the items in the order given, no time of day.
 * @throws LabFailure `unsupported` when the reader's limits would refuse the file.
 */
export const writeZip = (items: readonly ZipItem[]): Bytes => joinZip(items.map(packItem))

/**
 * The first half of the work, which may be kept for a file that is written again and again.
 * What deflates beyond the ratio that the reader accepts is stored.
 * @throws LabFailure `unsupported` when it is too large for the reader.
 */
export function packItem({ name, bytes, compress }: ZipItem): PackedItem {
  if (bytes.length > zipLimits.entryBytes) refuseSize(name, zipLimits.entryBytes, bytes.length)
  const deflated = compress ? deflateSync(bytes, { level: 6 }) : bytes
  const useDeflated = deflated.length < bytes.length && !exceedsRatio(bytes.length, deflated.length)
  return {
    name,
    method: useDeflated ? methods.deflated : methods.stored,
    crc: computeCrc32(bytes),
    size: bytes.length,
    content: useDeflated ? deflated : bytes,
  }
}

/** The other half. @throws LabFailure `unsupported` when the reader's limits would refuse the file. */
export function joinZip(items: readonly PackedItem[]): Bytes {
  checkTotals(items)
  const placed: PlacedItem[] = []
  let offset = 0
  for (const item of items) {
    const encodedName = encodeText(item.name)
    placed.push({ ...item, encodedName, offset })
    offset += headerLengths.local + encodedName.length + item.content.length
  }
  const directory = placed.flatMap((item) => [writeCentral(item), item.encodedName])
  const length = directory.reduce((sum, part) => sum + part.length, 0)
  const total = offset + length + headerLengths.end
  if (total > zipLimits.fileBytes) refuseSize('', zipLimits.fileBytes, total)
  return concatenate([
    ...placed.flatMap((item) => [writeLocal(item), item.encodedName, item.content]),
    ...directory,
    writeEnd(placed.length, length, offset),
  ])
}

function writeLocal(item: PlacedItem): Bytes {
  const header = new DataView(new ArrayBuffer(headerLengths.local))
  header.setUint32(0, signatures.local, true)
  writeShared(header, 4, item)
  return new Uint8Array(header.buffer)
}

function writeCentral(item: PlacedItem): Bytes {
  const header = new DataView(new ArrayBuffer(headerLengths.central))
  header.setUint32(0, signatures.central, true)
  header.setUint16(4, versionNeeded, true)
  writeShared(header, 6, item)
  header.setUint32(42, item.offset, true)
  return new Uint8Array(header.buffer)
}

/** The part that both headers have: version, flags, method, time, date, checksum, sizes, lengths. */
function writeShared(header: DataView, at: number, item: PlacedItem): void {
  header.setUint16(at, versionNeeded, true)
  header.setUint16(at + 4, item.method, true)
  header.setUint16(at + 8, date, true)
  header.setUint32(at + 10, item.crc, true)
  header.setUint32(at + 14, item.content.length, true)
  header.setUint32(at + 18, item.size, true)
  header.setUint16(at + 22, item.encodedName.length, true)
}

function writeEnd(count: number, length: number, offset: number): Bytes {
  const record = new DataView(new ArrayBuffer(headerLengths.end))
  record.setUint32(0, signatures.end, true)
  record.setUint16(8, count, true)
  record.setUint16(10, count, true)
  record.setUint32(12, length, true)
  record.setUint32(16, offset, true)
  return new Uint8Array(record.buffer)
}

function checkTotals(items: readonly PackedItem[]): void {
  const total = items.reduce((sum, { size }) => sum + size, 0)
  if (total > zipLimits.totalBytes) refuseSize('', zipLimits.totalBytes, total)
  if (items.length > zipLimits.entries) {
    throw new Error(`at most ${zipLimits.entries} entries, not ${items.length}`)
  }
}

function refuseSize(name: string, most: number, actual: number): never {
  const problem = explain(name, phrase('atMostBytes', { count: most }), phrase('bytes', { count: actual }))
  throw new LabFailure(
    createLabError('unsupported', phrase('tooLarge', { count: actual, most }), '', [problem]),
  )
}
