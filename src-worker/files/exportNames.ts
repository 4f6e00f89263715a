/** Names of files made from what a person typed. */

import { encodeText } from './bytes'

/** With an ending this stays below the 255 bytes that a file name may have. */
const mostBytes = 200
/** What some file system refuses or a shell or a reader of names misreads: separators, wildcards, controls, marks of direction. */
const unsafe = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** @returns a name that every common file system takes, without an ending; never empty. */
export function toSafeName(name: string): string {
  const cleaned = shorten(name.normalize('NFC').replace(unsafe, '-')).replace(/^[\s.-]+|[\s.-]+$/gu, '')
  if (cleaned === '') return 'experiment'
  return reserved.test(cleaned) ? `_${cleaned}` : cleaned
}

/** Whole letters of UTF-8 only. */
function shorten(name: string): string {
  let length = 0
  const letters = Array.from(name)
  const end = letters.findIndex((letter) => (length += encodeText(letter).length) > mostBytes)
  return end < 0 ? name : letters.slice(0, end).join('')
}
