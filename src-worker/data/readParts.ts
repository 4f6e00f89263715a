import type { LabError } from '../protocol/errors'
import { partWords } from '../spec/names'
import { phrase } from '../spec/phrases'
import { describeValue, fail, succeed, type Result } from '../spec/problem'
import { addFault, createFaultError, createFaultList } from './dataFault'
import type { Column } from './readColumn'

/** As the message has them: `training (train, …)`. */
const accepted = Object.values(partWords)
  .map(([word, ...names]) => phrase('wordsOf', { word, names }))
  .reduce((one, other) => phrase('or', { one, other }))

const parts = [partWords.training, partWords.validation, partWords.test]
const partOfWord = new Map(parts.flatMap((words, part) => words.map((word) => [word as string, part])))

/**
 * The part of each kept row as a column says it, in whatever case.
 * @returns a value of 0 training, 1 validation, 2 test for each row; `invalidData` with the rows whose word says none.
 */
export function readParts(
  column: Column,
  kept: Uint32Array,
  firstRow: number,
  file: string,
): Result<Uint8Array<ArrayBuffer>, LabError> {
  const faults = createFaultList()
  const rows = Uint8Array.from(kept, (record) => {
    const value = column.values[record]
    const word = typeof value === 'string' ? value.toLowerCase() : ''
    const part = partOfWord.get(word)
    if (part !== undefined) return part
    const actual = value === null || Number.isNaN(value) ? phrase('noValue') : describeValue(value)
    addFault(faults, {
      row: firstRow + record,
      column: column.name,
      expected: accepted,
      actual,
    })
    return 0
  })
  return faults.count > 0 ? fail(createFaultError(file, faults)) : succeed(rows)
}
