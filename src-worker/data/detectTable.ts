import type { DecimalMark, MissingMarks } from './cell'
import { isNumber } from './cell'
import { isBlank, parseRecords } from './parseRecords'

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

const sampleLetters = 65_536
const sampleRecords = 100

/**
 * The delimiter that cuts most of the first records into the same number of cells, more so when these are numbers:
 * in `1,5;2,5` both comma and semicolon cut evenly, and only the semicolon leaves numbers.
 * A comma when none cuts anything.
 */
export function detectDelimiter(text: string): Delimiter {
  const sample = cutSample(text)
  let best: { delimiter: Delimiter; score: number; columns: number } = {
    delimiter: ',',
    score: 0,
    columns: 1,
  }
  for (const delimiter of delimiters) {
    const records = parseRecords(sample, delimiter, sampleRecords, null).filter((record) => !isBlank(record))
    const { score, columns } = scoreRecords(records, delimiter)
    if (score > best.score || (score === best.score && columns > best.columns)) {
      best = { delimiter, score, columns }
    }
  }
  return best.delimiter
}

function cutSample(text: string): string {
  if (text.length <= sampleLetters) return text
  const end = text.lastIndexOf('\n', sampleLetters)
  return text.slice(0, end > 0 ? end : sampleLetters)
}

function scoreRecords(records: string[][], delimiter: Delimiter): { score: number; columns: number } {
  const counts = new Map<number, number>()
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1)
  let columns = 1
  for (const [length, count] of counts) {
    if (length > 1 && (columns === 1 || count > counts.get(columns)!)) columns = length
  }
  if (columns === 1) return { score: 0, columns }
  const even = records.filter((record) => record.length === columns)
  const numbers = even
    .flat()
    .filter((cell) => isNumber(cell, '.') || (delimiter !== ',' && isNumber(cell, ',')))
  const numberShare = numbers.length / (even.length * columns)
  return { score: (even.length / records.length) * (1 + numberShare), columns }
}

/**
 * The first record is a header when it holds no number while later ones do;
 * without any numbers, when its texts are all different and none is found again below itself.
 */
export function detectHeader(records: string[][], decimal: DecimalMark, missing: MissingMarks): boolean {
  const [first, ...later] = records.slice(0, 1001)
  if (first === undefined || first.every((cell) => missing.has(cell))) return false
  if (first.some((cell) => isNumber(cell, decimal))) return false
  if (later.some((record) => record.some((cell) => isNumber(cell, decimal)))) return true
  if (new Set(first).size !== first.length) return false
  return !later.some((record) => record.some((cell, c) => cell !== '' && cell === first[c]))
}
