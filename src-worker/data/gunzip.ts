import { gunzipSync } from 'fflate'
import type { LabError } from '../protocol/errors'
import { limits } from '../spec/limits'
import { fail, succeed, type Result, type Said } from '../spec/problem'
import { computeCrc32 } from '../core/crc32'
import { phrase } from '../spec/phrases'
import { createDataError } from './dataFault'

/** Header and trailer of a gzip member, and the most that deflate can gain. */
const frameBytes = 18
const highestGain = 1032

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/**
 * Inflates a gzip file of one member. The size it declares is checked before any memory is taken for it,
 * the output never grows past it, and the CRC-32 of the result is compared: the inflater does none of this.
 * @returns the bytes, or `invalidFile`.
 */
export function gunzip(bytes: Uint8Array, file: string): Result<Uint8Array, LabError> {
  const refuse = (expected: Said, actual: Said) =>
    fail(createDataError('invalidFile', file, [{ path: '', expected, actual }]))
  if (bytes.length < frameBytes) return refuse(phrase('gzipFile'), phrase('bytes', { count: bytes.length }))
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8, 8)
  const checksum = trailer.getUint32(0, true)
  const size = trailer.getUint32(4, true)
  if (size > limits.dataBytes) return refuse(phrase('inflated', { count: limits.dataBytes }), String(size))
  if (size > bytes.length * highestGain) {
    return refuse(phrase('gzipSize'), phrase('bytesDeclared', { count: size, other: bytes.length }))
  }
  let inflated: Uint8Array
  try {
    inflated = gunzipSync(bytes, { out: new Uint8Array(size) })
  } catch {
    return refuse(phrase('wholeGzip'), phrase('cutOff'))
  }
  if (inflated.length !== size || computeCrc32(inflated) !== checksum) {
    return refuse(phrase('gzipChecksum'), phrase('otherContent'))
  }
  return succeed(inflated)
}
