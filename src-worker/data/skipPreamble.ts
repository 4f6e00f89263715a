/** Lines before a table that say something about it: `sep=;` as spreadsheets write it, comments with `#` in front. */
import { delimiters, type Delimiter } from './detectTable'

export interface Preamble {
  /** Letters and lines in front of the table, blank ones among them. */
  letters: number
  lines: number
  /** Lines that are not blank. */
  remarks: number
  /** As `sep=` says. */
  delimiter: Delimiter | null
}

const separatorLine = /^"?sep=(.)"?\s*$/i
const nothing: Preamble = { letters: 0, lines: 0, remarks: 0, delimiter: null }

/** @param text line ends are `\n`. @returns nothing to skip where nothing would be left. */
export function findPreamble(text: string): Preamble {
  let found = nothing
  let blank = 0
  let at = 0
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end < 0 ? text.length : end)
    const separator =
      found.delimiter === null && found.remarks === 0 ? separatorLine.exec(line)?.[1] : undefined
    const isBlank = line.trim() === ''
    if (!isBlank && separator === undefined && !line.startsWith('#')) return found
    if (end < 0) return nothing
    at = end + 1
    if (isBlank) {
      blank++
      continue
    }
    found = {
      letters: at,
      lines: found.lines + blank + 1,
      remarks: found.remarks + 1,
      delimiter: found.delimiter ?? delimiters.find((known) => known === separator) ?? null,
    }
    blank = 0
  }
  return nothing
}
