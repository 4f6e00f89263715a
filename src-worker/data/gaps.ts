import type { Dataset, DataValues } from '../core/dataset'
import type { LabError } from '../protocol/errors'
import type { FilledColumn } from '../protocol/tables'
import { fail, succeed, type Result } from '../spec/problem'
import type { FillRule } from '../spec/names'
import { phrase } from '../spec/phrases'
import { createDataError } from './dataFault'
import type { RuledColumn } from './dropMissing'
import type { InputPlan } from './encodeInputs'
import { isMissingAt } from './readColumn'
import type { Work } from './work'

export type ValueRule = Exclude<FillRule, 'refuse' | 'drop'>

/** The missing values of one input that are to be filled in. */
export interface Gap {
  column: string
  rule: ValueRule
  /** First of its inputs, and how many there are: one for a number. */
  start: number
  width: number
  /** Names of its categories; null for a number. */
  categories: string[] | null
  /** Rows of the dataset, ascending. */
  rows: Uint32Array<ArrayBuffer>
}

const isValueRule = (rule: FillRule): rule is ValueRule => rule !== 'refuse' && rule !== 'drop'

/** @param kept the record of each row. @param columns those of the plan, in its order. */
export function findGaps(plan: InputPlan, columns: readonly RuledColumn[], kept: Uint32Array): Gap[] {
  return plan.parts.flatMap(({ column, start, categories }, k) => {
    const { rule } = columns[k]!
    if (!isValueRule(rule) || column.missing === 0) return []
    const rows: number[] = []
    kept.forEach((record, row) => {
      if (isMissingAt(column, record)) rows.push(row)
    })
    const names = categories?.names ?? null
    const width = names?.length ?? 1
    if (rows.length === 0) return []
    return [{ column: column.name, rule, start, width, categories: names, rows: Uint32Array.from(rows) }]
  })
}

/**
 * Fills the gaps in `dataset.x`, in place, with what the training rows say that have a value there.
 * @returns what was filled in; `invalidData` when no training row has a value in such a column.
 */
export function* fillGaps(
  { x, rows, inputs }: Dataset,
  gaps: readonly Gap[],
  training: Uint32Array,
): Work<Result<FilledColumn[], LabError>> {
  const filled: FilledColumn[] = []
  for (const gap of gaps) {
    const missing = new Uint8Array(rows)
    for (const row of gap.rows) missing[row] = 1
    const known = training.filter((row) => missing[row] === 0)
    if (known.length === 0) {
      const problem = {
        path: phrase('column', { name: gap.column }),
        expected: phrase('valueToFill'),
        actual: phrase('noneOf', { count: training.length }),
      }
      return fail(createDataError('invalidData', '', [problem]))
    }
    const { column, rule } = gap
    const value =
      gap.categories === null ? findNumber(x, inputs, gap, known) : findCategory(x, inputs, gap, known)
    for (const row of gap.rows) {
      if (gap.categories === null) x[row * inputs + gap.start] = value
      else x[row * inputs + gap.start + value] = 1
    }
    filled.push({ column, rule, value: gap.categories?.[value] ?? value, cells: gap.rows.length })
    yield filled.length / gaps.length
  }
  return succeed(filled)
}

function findNumber(x: DataValues, inputs: number, { rule, start }: Gap, known: Uint32Array): number {
  const values = Float64Array.from(known, (row) => x[row * inputs + start]!)
  if (rule === 'mean') return values.reduce((mean, value, n) => mean + (value - mean) / (n + 1), 0)
  values.sort()
  const middle = values.length >> 1
  if (rule === 'mostFrequent') return findMode(values)
  return values.length % 2 === 1 ? values[middle]! : values[middle - 1]! / 2 + values[middle]! / 2
}

/** Of sorted values; the smallest of equally frequent ones. */
function findMode(values: Float64Array): number {
  let best = { value: values[0]!, count: 0 }
  let start = 0
  for (let k = 1; k <= values.length; k++) {
    if (k < values.length && values[k] === values[start]) continue
    if (k - start > best.count) best = { value: values[start]!, count: k - start }
    start = k
  }
  return best.value
}

/** @returns the place of the most frequent category; the first of equally frequent ones. */
function findCategory(x: DataValues, inputs: number, { start, width }: Gap, known: Uint32Array): number {
  const counts = new Array<number>(width).fill(0)
  for (const row of known) {
    for (let k = 0; k < width; k++) counts[k]! += x[row * inputs + start + k]!
  }
  return counts.indexOf(Math.max(...counts))
}
