import type { ColumnReport } from '../protocol/tables'
import { finiteOrNull } from './cell'
import type { CategoryColumn, Column, NumberColumn } from './readColumn'

const listedValues = 20
const countedNumbers = 1000
const listedRows = 20
/** Of Tukey's outer fences, in interquartile ranges. */
const fence = 3

type Values = Omit<ColumnReport, 'name' | 'type' | 'missing' | 'outliers'>

/** @param outliers records of the column. @param firstRow row of record 0 in the file. */
export function reportColumn(column: Column, outliers: readonly number[], firstRow: number): ColumnReport {
  const { name, type, missing } = column
  const rows = outliers.slice(0, listedRows).map((record) => firstRow + record)
  const values = column.type === 'category' ? reportCategories(column) : reportNumbers(column)
  return { name, type, missing, ...values, outliers: { count: outliers.length, rows } }
}

function reportCategories(column: CategoryColumn): Values {
  const counts = new Map<string, number>()
  for (const value of column.values) {
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const values = [...counts].map(([value, count]) => ({ value, count }))
  values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  const numbers = { minimum: null, maximum: null, mean: null, standardDeviation: null }
  return { distinct: counts.size, ...numbers, values: values.slice(0, listedValues) }
}

function reportNumbers(column: NumberColumn): Values {
  const distinct = new Set<number>()
  let [minimum, maximum, mean, squares, count] = [Infinity, -Infinity, 0, 0, 0]
  for (const value of column.values) {
    if (Number.isNaN(value)) continue
    if (distinct.size <= countedNumbers) distinct.add(value)
    minimum = Math.min(minimum, value)
    maximum = Math.max(maximum, value)
    // Welford's update: no sum that could pass float64 before the mean does.
    count++
    const before = value - mean
    mean += before / count
    squares += before * (value - mean)
  }
  return {
    distinct: distinct.size > countedNumbers ? null : distinct.size,
    minimum: finiteOrNull(minimum),
    maximum: finiteOrNull(maximum),
    mean: count === 0 ? null : finiteOrNull(mean),
    standardDeviation: count === 0 ? null : finiteOrNull(Math.sqrt(squares / count)),
    values: [],
  }
}

/** Records whose number lies beyond the outer fences, ascending; quartiles by linear interpolation. */
export function findOutliers(column: Column): number[] {
  if (column.type === 'category') return []
  const sorted = column.values.filter((value) => !Number.isNaN(value)).sort()
  if (sorted.length === 0) return []
  const [first, third] = [findQuantile(sorted, 0.25), findQuantile(sorted, 0.75)]
  const range = third - first
  if (!(range > 0)) return []
  const [least, most] = [first - fence * range, third + fence * range]
  const records: number[] = []
  column.values.forEach((value, record) => {
    if (value < least || value > most) records.push(record)
  })
  return records
}

/** @param sorted of at least one value, ascending. */
function findQuantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  return low + (place - below) * ((sorted[below + 1] ?? low) - low)
}
