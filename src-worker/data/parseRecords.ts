import Papa from 'papaparse'
import { addFault, type FaultList } from './dataFault'

/**
 * Splits a text into records by RFC 4180, cells without surrounding spaces. Blank lines are records of one empty cell.
 * Always on the string itself and never in a worker of the parser's own, which the content security policy forbids.
 * @param most records at most; those after are left.
 */
export function parseRecords(
  text: string,
  delimiter: string,
  most: number,
  faults: FaultList | null,
): string[][] {
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    preview: most,
    header: false,
    skipEmptyLines: false,
    worker: false,
  })
  if (faults !== null) {
    for (const error of errors) {
      addFault(faults, {
        row: (error.row ?? 0) + 1,
        column: '',
        expected: 'a quoted cell that ends with a quote before the delimiter',
        actual: error.code === 'MissingQuotes' ? 'no closing quote' : 'text after a quote',
      })
    }
  }
  for (const record of data) {
    for (let c = 0; c < record.length; c++) record[c] = record[c]!.trim()
  }
  return data
}

/** A blank line: nothing in it, not even a delimiter. */
export const isBlank = (record: string[]): boolean => record.length === 1 && record[0] === ''
