import type { TextEncoding } from '../spec/names'
import { fail, succeed, type Result, type Said } from '../spec/problem'
import type { LabError } from '../protocol/errors'
import { phrase } from '../spec/phrases'
import { tableBytes } from './checkSize'
import { createDataError, placeCell } from './dataFault'

const encodingWords: Record<TextEncoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1252': 'Windows-1252',
  gb18030: 'GB 18030',
}

/** UTF-16 by its byte-order mark, else UTF-8: nothing else can be told for certain. */
export function detectEncoding([first, second]: Uint8Array): TextEncoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

/**
 * The text without its byte-order mark, line ends made `\n`.
 * @returns the text, or `invalidFile` for bytes that are not in this encoding (with the first line at fault) or too many.
 */
export function decodeText(
  bytes: Uint8Array,
  encoding: TextEncoding,
  file: string,
): Result<string, LabError> {
  if (bytes.length > tableBytes) {
    const problem = {
      path: '',
      expected: phrase('atMostBytes', { count: tableBytes }),
      actual: String(bytes.length),
    }
    return fail(createDataError('invalidFile', file, [problem]))
  }
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return succeed(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
  } catch {
    const problem = {
      path: findFaultyLine(bytes, encoding),
      expected: phrase('textIn', { name: encodingWords[encoding] }),
      actual: phrase('bytesNot', { name: encodingWords[encoding] }),
    }
    return fail(createDataError('invalidFile', file, [problem]))
  }
}

/** What cannot be decoded becomes U+FFFD when decoding leniently; its line is where a person looks. */
function findFaultyLine(bytes: Uint8Array, encoding: TextEncoding): Said {
  const text = new TextDecoder(encoding).decode(bytes)
  const before = text.slice(0, Math.max(0, text.indexOf('\ufffd')))
  return placeCell(before.split(/\r\n?|\n/).length, '')
}
