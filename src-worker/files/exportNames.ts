/** Names of files made from what a person typed. */

const mostLetters = 80
/** What some file system refuses or a shell or a reader of names misreads: separators, wildcards, controls, marks of direction. */
const unsafe = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** @returns a name that every common file system takes, without an ending; never empty. */
export function toSafeName(name: string): string {
  const cleaned = Array.from(name.normalize('NFC').replace(unsafe, '-'))
    .slice(0, mostLetters)
    .join('')
    .replace(/^[\s.-]+|[\s.-]+$/gu, '')
  if (cleaned === '') return 'experiment'
  return reserved.test(cleaned) ? `_${cleaned}` : cleaned
}
