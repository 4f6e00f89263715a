import type { Dataset, Split } from '../core/dataset'
import { Random } from '../core/random'
import type { LabError } from '../protocol/errors'
import type { DatasetFacts } from '../protocol/tables'
import type { Experiment } from '../spec/experiment'
import { fail, succeed, type Result } from '../spec/problem'
import { phrase } from '../spec/phrases'
import { apportion } from './apportion'
import { createDataError } from './dataFault'
import { getRowClasses } from './rowClasses'

type SplitSettings = Experiment['data']['split']

/**
 * Deals the rows out to the parts, every row exactly once. The sizes are the shares of all rows by largest
 * remainder (a tie goes to training). Each class leaves at least one row to training as long as the sizes allow;
 * where that binds none, each class gets its share of a part within one row. Which rows, the seed decides.
 * Without `stratified` the classes are not looked at; with `column` the data itself says the part of each row.
 * @returns `invalidData` when no row would be left for training.
 */
export function splitRows(dataset: Dataset & DatasetFacts, settings: SplitSettings): Result<Split, LabError> {
  const { rows } = dataset
  if (settings.column !== undefined) return takeParts(dataset, settings.column)
  const { validation, test, seed } = settings
  const sizes = apportion(
    rows,
    [rows * (1 - validation - test), rows * validation, rows * test],
    [rows, rows, rows],
  ) as [number, number, number]
  if (sizes[0] === 0) {
    const expected = phrase('shares')
    const actual = phrase('sharesTaken', { count: sizes[1], other: sizes[2], third: rows })
    return fail(createDataError('invalidData', '', [{ path: 'data.split', expected, actual }]))
  }
  const groups = groupRows(dataset, settings.stratified ?? true)
  const held = divideByClass(
    groups.map(({ length }) => length),
    [sizes[1], sizes[2]],
    rows,
  )
  const random = Random.fromSeed(seed, 'splitting')
  const parts: [number[], number[], number[]] = [[], [], []]
  groups.forEach((group, k) => {
    if (sizes[0] < rows) random.shuffle(group)
    const [first, second] = [held[0]![k]!, held[0]![k]! + held[1]![k]!]
    group.forEach((row, n) => parts[n < first ? 1 : n < second ? 2 : 0].push(row))
  })
  const [training, validationRows, testRows] = parts.map((part) => Uint32Array.from(part).sort())
  return succeed({ training: training!, validation: validationRows!, test: testRows! })
}

function takeParts({ parts }: DatasetFacts, column: string): Result<Split, LabError> {
  const rows: [number[], number[], number[]] = [[], [], []]
  parts?.forEach((part, row) => rows[part as 0 | 1 | 2].push(row))
  const [training, validation, test] = rows.map((part) => Uint32Array.from(part))
  if (training!.length > 0) return succeed({ training: training!, validation: validation!, test: test! })
  const expected = phrase('partColumn', { name: column })
  const actual = parts === undefined ? phrase('noSuchColumn') : phrase('none')
  return fail(createDataError('invalidData', '', [{ path: 'data.split.column', expected, actual }]))
}

/** Rows of each class, ascending; one group for a regression, or when the classes are not to be looked at. */
function groupRows(dataset: Dataset, stratified: boolean): Uint32Array[] {
  const classes = stratified ? getRowClasses(dataset) : null
  const groups: number[][] = Array.from({ length: (classes && dataset.classes?.length) ?? 1 }, () => [])
  for (let row = 0; row < dataset.rows; row++) groups[classes?.[row] ?? 0]!.push(row)
  return groups.map((group) => Uint32Array.from(group))
}

/** @returns for each held-out part the rows it takes of each class. */
function divideByClass(counts: number[], sizes: number[], rows: number): number[][] {
  const left = [...counts]
  return sizes.map((size) => {
    const quotas = counts.map((count) => (count * size) / rows)
    const sparing = left.map((count) => Math.max(0, count - 1))
    const spare = sparing.reduce((sum, count) => sum + count, 0)
    const taken = apportion(size, quotas, spare >= size ? sparing : left)
    taken.forEach((count, k) => (left[k]! -= count))
    return taken
  })
}
