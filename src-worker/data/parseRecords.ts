import { phrase, type Phrase } from '../spec/phrases'
import { addFault, type FaultList } from './dataFault'
import { finishWork, type Work } from './work'

/** Letters between two looks at the listener. */
const pieceLetters = 1 << 18
const quote = '"'

/**
 * Splits a text into records by RFC 4180, cells without surrounding spaces. Blank lines are records of one empty cell.
 * @param text line ends are `\n`.
 * @param most records at most; those after are left.
 */
export const parseRecords = (
  text: string,
  delimiter: string,
  most: number,
  faults: FaultList | null,
): string[][] => finishWork(parsePieces(text, delimiter, most, faults))

/** As `parseRecords`, in pieces. */
export function* parsePieces(
  text: string,
  delimiter: string,
  most: number,
  faults: FaultList | null,
): Work<string[][]> {
  const records: string[][] = []
  const hasQuotes = text.includes(quote)
  let nextPiece = pieceLetters
  let at = 0
  while (at <= text.length && records.length < most && text !== '') {
    const lineEnd = findOr(text, '\n', at)
    const line = text.slice(at, lineEnd)
    if (hasQuotes && line.includes(quote)) {
      const reader = new QuotedRecord(text, delimiter, at)
      records.push(reader.read())
      for (const actual of faults === null ? [] : reader.faults) {
        addFault(faults!, { row: records.length, column: '', expected: closedQuote, actual })
      }
      at = reader.at + 1
    } else {
      records.push(trimAll(line.split(delimiter)))
      at = lineEnd + 1
    }
    if (at >= nextPiece) {
      yield at / text.length
      nextPiece = at + pieceLetters
    }
  }
  return records
}

const closedQuote = phrase('closedQuote')

/** A record with quotes in it, which may go over several lines. */
class QuotedRecord {
  readonly faults: Phrase[] = []

  constructor(
    private readonly text: string,
    private readonly delimiter: string,
    public at: number,
  ) {}

  /** Leaves `at` on the line end after the record, or at the end of the text. */
  read(): string[] {
    const cells: string[] = []
    for (;;) {
      cells.push((this.text[this.at] === quote ? this.readQuoted() : this.readPlain()).trim())
      if (this.text[this.at] !== this.delimiter) return cells
      this.at++
    }
  }

  private readPlain(): string {
    const lineEnd = findOr(this.text, '\n', this.at)
    const end = Math.min(lineEnd, findOr(this.text, this.delimiter, this.at, lineEnd))
    const cell = this.text.slice(this.at, end)
    this.at = end
    return cell
  }

  /** A quote within is written twice; one that stands alone before more text is a fault, and belongs to the cell. */
  private readQuoted(): string {
    const start = this.at + 1
    let from = start
    for (;;) {
      const close = this.text.indexOf(quote, from)
      if (close < 0) {
        this.faults.push(phrase('noClosingQuote'))
        this.at = this.text.length
        return unescape(this.text.slice(start))
      }
      if (this.text[close + 1] === quote) {
        from = close + 2
        continue
      }
      let end = close + 1
      while (this.text[end] === ' ') end++
      if (end >= this.text.length || this.text[end] === this.delimiter || this.text[end] === '\n') {
        this.at = Math.min(end, this.text.length)
        return unescape(this.text.slice(start, close))
      }
      this.faults.push(phrase('textAfterQuote'))
      from = close + 1
    }
  }
}

const unescape = (cell: string): string => cell.replaceAll('""', quote)

function trimAll(cells: string[]): string[] {
  for (let c = 0; c < cells.length; c++) cells[c] = cells[c]!.trim()
  return cells
}

/** @returns the place of the mark, or the end of the text (or of `most`) without one. */
function findOr(text: string, mark: string, from: number, most: number = text.length): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? most : at
}

/** A blank line: nothing in it, not even a delimiter. */
export const isBlank = (record: string[]): boolean => record.length === 1 && record[0] === ''
