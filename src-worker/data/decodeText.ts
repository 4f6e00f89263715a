import { fail, succeed, type Result } from '../spec/problem'
import type { LabError } from '../protocol/errors'
import { tableBytes } from './checkSize'
import { createDataError } from './dataFault'

/**
 * UTF-8 without its byte-order mark, line ends made `\n`.
 * @returns the text, or `invalidFile` for bytes that are not UTF-8 (with the first line at fault) or too many.
 */
export function decodeText(bytes: Uint8Array, file: string): Result<string, LabError> {
  if (bytes.length > tableBytes) {
    const problem = { path: '', expected: `at most ${tableBytes} bytes`, actual: String(bytes.length) }
    return fail(createDataError('invalidFile', file, [problem]))
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return succeed(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
  } catch {
    const problem = {
      path: findFaultyLine(bytes),
      expected: 'text in UTF-8',
      actual: describeEncoding(bytes),
    }
    return fail(createDataError('invalidFile', file, [problem]))
  }
}

/** What cannot be decoded becomes U+FFFD when decoding leniently; its line is where a person looks. */
function findFaultyLine(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes)
  const before = text.slice(0, Math.max(0, text.indexOf('\ufffd')))
  return `row ${before.split(/\r\n?|\n/).length}`
}

function describeEncoding(bytes: Uint8Array): string {
  const [first, second] = bytes
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  return utf16 ? 'text in UTF-16' : 'bytes that are not UTF-8'
}
