import type { LabError } from '../protocol/errors'
import { fail, succeed, type Result, type Said } from '../spec/problem'
import { phrase } from '../spec/phrases'
import { createDataError } from './dataFault'
import { gunzip, isGzip } from './gunzip'

/** Unsigned bytes with their dimensions, row-major; `values` is a view of the bytes read. */
export interface IdxArray {
  dimensions: number[]
  values: Uint8Array
}

const unsignedByte = 0x08

/**
 * Reads a file of the MNIST family: two zero bytes, type 8 (unsigned byte), the number of dimensions,
 * the dimensions as big-endian 32-bit numbers, then the values. Inflated first when it is a gzip file.
 * Source: LeCun, Cortes & Burges, "The MNIST database of handwritten digits", file formats.
 * @param dimensions 3 for images (count, rows, columns), 1 for labels (count).
 */
export function readIdx(bytes: Uint8Array, file: string, dimensions: 1 | 3): Result<IdxArray, LabError> {
  const refuse = (path: Said, expected: Said, actual: Said) =>
    fail(createDataError('invalidFile', file, [{ path, expected, actual }]))
  const inflated: Result<Uint8Array, LabError> = isGzip(bytes) ? gunzip(bytes, file) : succeed(bytes)
  if (!inflated.ok) return inflated
  const content = inflated.value
  const headerBytes = 4 + 4 * dimensions
  const magic = (unsignedByte << 8) | dimensions
  const what = dimensions === 3 ? phrase('idxImages') : phrase('idxLabels')
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  const found = content.length < 4 ? null : view.getUint32(0)
  if (found !== null && found !== magic) {
    return refuse(phrase('magicNumber'), phrase('magicFor', { count: magic, name: what }), String(found))
  }
  if (content.length < headerBytes) {
    return refuse(
      '',
      phrase('headerOf', { name: what, count: headerBytes }),
      phrase('bytes', { count: content.length }),
    )
  }
  const sizes = Array.from({ length: dimensions }, (_, d) => view.getUint32(4 + 4 * d))
  if (sizes.some((size) => size === 0)) return refuse('dimensions', phrase('sizes'), sizes.join(' × '))
  /** Three 32-bit sizes can pass 2⁵³; as the product only gets larger, what is rounded there never fits a file. */
  const length = headerBytes + sizes.reduce((product, size) => product * size, 1)
  if (content.length !== length) {
    return refuse(
      'length',
      phrase('bytesFor', { count: length, name: sizes.join(' × ') }),
      phrase('bytes', { count: content.length }),
    )
  }
  return succeed({ dimensions: sizes, values: content.subarray(headerBytes) })
}
