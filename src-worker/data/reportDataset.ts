import type { Dataset, Split } from '../core/dataset'
import type { DataReport, RowCount } from '../protocol/tables'
import { findDuplicates } from './duplicates'
import type { NumberColumn } from './readColumn'
import { findOutliers, reportColumn } from './reportColumn'
import { finishWork } from './work'

/** Beyond, the report would be felt when a run opens. */
const mostNumbers = 500_000

/**
 * What the inputs and targets of data in use hold, before scaling.
 * @returns null for data of more than half a million numbers.
 */
export function reportDataset(dataset: Dataset, split: Split): DataReport | null {
  const { rows, inputs, targets } = dataset
  if (rows * (inputs + targets) > mostNumbers) return null
  const columns = [
    ...dataset.inputNames.map((name, c) => takeColumn(dataset.x, name, c, inputs, rows)),
    ...dataset.targetNames.map((name, c) => takeColumn(dataset.y, name, c, targets, rows)),
  ]
  const place = (row: number): number => dataset.sourceRows?.[row] ?? row + 1
  const rename = ({ count, rows: list }: RowCount): RowCount => ({ count, rows: list.map(place) })
  const reports = columns.map((column) => {
    const report = reportColumn(column, findOutliers(column), 0)
    return { ...report, outliers: rename(report.outliers) }
  })
  return {
    columns: reports,
    duplicates: rename(finishWork(findDuplicates(columns, { rows, firstRow: 0 }))),
    leaked: countLeaked(columns, split),
  }
}

const takeColumn = (
  values: ArrayLike<number>,
  name: string,
  column: number,
  width: number,
  rows: number,
): NumberColumn => ({
  type: 'number',
  name,
  missing: 0,
  values: Float64Array.from({ length: rows }, (_, r) => values[r * width + column]!),
})

/** Rows held out whose inputs and targets a training row has too. */
function countLeaked(columns: readonly NumberColumn[], { training, validation, test }: Split): number {
  const name = (row: number): string => columns.map(({ values }) => values[row]).join(' ')
  const known = new Set(Array.from(training, name))
  return [...validation, ...test].filter((row) => known.has(name(row))).length
}
