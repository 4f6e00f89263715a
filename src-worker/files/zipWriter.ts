import { deflateSync } from 'fflate'
import { createLabError, LabFailure } from '../protocol/errors'
import { concatenate, encodeText, type Bytes } from './bytes'
import { computeCrc32 } from './crc32'
import { exceedsRatio, headerLengths, methods, signatures, zipLimits } from './zipFormat'

export interface ZipItem {
  name: string
  bytes: Bytes
  /** Deflate when that makes it smaller; noise such as weights is not worth the time. */
  compress: boolean
}

interface PackedItem {
  name: Uint8Array
  method: number
  crc: number
  size: number
  content: Uint8Array
  offset: number
}

/** 1 January 1980, midnight: the first moment that a zip can say, so that equal contents give equal files. */
const date = 0x0021
const versionNeeded = 20

/**
 * Deterministic: the items in the order given, no time of day.
 * An item that deflates beyond the ratio which the reader accepts is stored.
 * @throws LabFailure `unsupported` when the reader's limits would refuse the file.
 */
export function writeZip(items: readonly ZipItem[]): Bytes {
  checkLimits(items)
  const packed: PackedItem[] = []
  let offset = 0
  for (const item of items) {
    const one = packItem(item, offset)
    packed.push(one)
    offset += headerLengths.local + one.name.length + one.content.length
  }
  const directory = packed.flatMap((item) => [writeCentral(item), item.name])
  const length = directory.reduce((sum, part) => sum + part.length, 0)
  if (offset + length + headerLengths.end > zipLimits.fileBytes) refuseSize('', zipLimits.fileBytes, offset)
  return concatenate([
    ...packed.flatMap((item) => [writeLocal(item), item.name, item.content]),
    ...directory,
    writeEnd(packed.length, length, offset),
  ])
}

function packItem({ name, bytes, compress }: ZipItem, offset: number): PackedItem {
  const deflated = compress ? deflateSync(bytes, { level: 6 }) : bytes
  const useDeflated = deflated.length < bytes.length && !exceedsRatio(bytes.length, deflated.length)
  return {
    name: encodeText(name),
    method: useDeflated ? methods.deflated : methods.stored,
    crc: computeCrc32(bytes),
    size: bytes.length,
    content: useDeflated ? deflated : bytes,
    offset,
  }
}

function writeLocal(item: PackedItem): Bytes {
  const header = new DataView(new ArrayBuffer(headerLengths.local))
  header.setUint32(0, signatures.local, true)
  writeShared(header, 4, item)
  return new Uint8Array(header.buffer)
}

function writeCentral(item: PackedItem): Bytes {
  const header = new DataView(new ArrayBuffer(headerLengths.central))
  header.setUint32(0, signatures.central, true)
  header.setUint16(4, versionNeeded, true)
  writeShared(header, 6, item)
  header.setUint32(42, item.offset, true)
  return new Uint8Array(header.buffer)
}

/** The part that both headers have: version, flags, method, time, date, checksum, sizes, lengths. */
function writeShared(header: DataView, at: number, item: PackedItem): void {
  header.setUint16(at, versionNeeded, true)
  header.setUint16(at + 4, item.method, true)
  header.setUint16(at + 8, date, true)
  header.setUint32(at + 10, item.crc, true)
  header.setUint32(at + 14, item.content.length, true)
  header.setUint32(at + 18, item.size, true)
  header.setUint16(at + 22, item.name.length, true)
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

function checkLimits(items: readonly ZipItem[]): void {
  const total = items.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const large = items.find(({ bytes }) => bytes.length > zipLimits.entryBytes)
  if (large !== undefined) refuseSize(large.name, zipLimits.entryBytes, large.bytes.length)
  if (total > zipLimits.totalBytes) refuseSize('', zipLimits.totalBytes, total)
  if (items.length > zipLimits.entries)
    throw new Error(`at most ${zipLimits.entries} entries, not ${items.length}`)
}

function refuseSize(name: string, most: number, actual: number): never {
  const problem = { path: name, expected: `at most ${most} bytes`, actual: `${actual} bytes` }
  throw new LabFailure(
    createLabError('unsupported', `too large for one file: ${actual} bytes of ${most}`, '', [problem]),
  )
}
