import { gunzipSync } from 'fflate'
import type { LabError } from '../protocol/errors'
import { limits } from '../spec/limits'
import { fail, succeed, type Result } from '../spec/problem'
import { computeCrc32 } from '../core/crc32'
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
  const refuse = (expected: string, actual: string) =>
    fail(createDataError('invalidFile', file, [{ path: '', expected, actual }]))
  if (bytes.length < frameBytes) return refuse('a gzip file', `${bytes.length} bytes`)
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8, 8)
  const checksum = trailer.getUint32(0, true)
  const size = trailer.getUint32(4, true)
  if (size > limits.dataBytes) return refuse(`at most ${limits.dataBytes} bytes when inflated`, String(size))
  if (size > bytes.length * highestGain) {
    return refuse('a size that gzip can reach', `${size} bytes declared by ${bytes.length}`)
  }
  let inflated: Uint8Array
  try {
    inflated = gunzipSync(bytes, { out: new Uint8Array(size) })
  } catch {
    return refuse('a whole gzip file', 'a stream that is cut off or damaged')
  }
  if (inflated.length !== size || computeCrc32(inflated) !== checksum) {
    return refuse('content that fits the checksum of the gzip file', 'other content')
  }
  return succeed(inflated)
}
