/**
 * Typed arrays as the bytes of a file. All formats here are little-endian, and so is every platform that runs
 * WebAssembly; arrays of numbers are therefore copied as they lie in memory.
 */

export type Bytes = Uint8Array<ArrayBuffer>
export type NumberArray = Uint8Array | Uint32Array | Float32Array | Float64Array

/** The same memory as bytes; no copy. */
export const viewBytes = (values: NumberArray): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

/** A copy of `bytes[start, end)` in a buffer of its own, aligned for any typed array. */
export const copyBytes = (bytes: Uint8Array, start: number, end: number): Bytes => {
  const copy = new Uint8Array(end - start)
  copy.set(bytes.subarray(start, end))
  return copy
}

export function concatenate(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

const encoder = new TextEncoder()
/** A byte order mark is a letter of the text here, so that every text comes back as it was. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const encodeText = (text: string): Bytes => encoder.encode(text)

/** @returns the text, or null when the bytes are not UTF-8. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}
