/**
 * TFRecord: records of bytes, each with its length and two checksums, CRC-32C masked.
 * Source: tensorflow/core/lib/io/record_writer.h and lib/hash/crc32c.h; RFC 3720, B.4 for the polynomial.
 */
import { concatenate, type Bytes } from './bytes'
import { refuseFile } from './fileFault'

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1
  return value
})

/** CRC-32C (Castagnoli), an unsigned 32-bit number. */
export function computeCrc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return ~crc >>> 0
}

/** A checksum that may itself lie in what another checksum is taken of. */
export function maskCrc(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}

export const writeRecords = (records: readonly Uint8Array[]): Bytes =>
  concatenate(records.flatMap((record) => [frame(record.length), record, checksum(record)]))

function frame(length: number): Uint8Array {
  const header = new Uint8Array(12)
  const view = new DataView(header.buffer)
  view.setBigUint64(0, BigInt(length), true)
  view.setUint32(8, maskCrc(computeCrc32c(header.subarray(0, 8))), true)
  return header
}

function checksum(record: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, maskCrc(computeCrc32c(record)), true)
  return bytes
}

/** @throws LabFailure `invalidFile` when a length or a checksum does not fit. */
export function decodeRecords(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const records: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    if (bytes.length - at < 16) refuseFile(`byte ${at}`, 'a record', `${bytes.length - at} bytes`)
    const length = Number(view.getBigUint64(at, true))
    requireChecksum(bytes.subarray(at, at + 8), view.getUint32(at + 8, true), at)
    if (length > bytes.length - at - 16) refuseFile(`byte ${at}`, `${length} bytes`, 'fewer')
    const record = bytes.subarray(at + 12, at + 12 + length)
    requireChecksum(record, view.getUint32(at + 12 + length, true), at + 12)
    records.push(record)
    at += length + 16
  }
  return records
}

function requireChecksum(bytes: Uint8Array, stored: number, at: number): void {
  const computed = maskCrc(computeCrc32c(bytes))
  if (computed !== stored) refuseFile(`byte ${at}`, `checksum ${computed}`, String(stored))
}
