import type { DataRows } from '../protocol/tables'
import type { TrainingRun } from './trainingRun'

/** The first `limit` rows of the data as they were given, with the part each belongs to. */
export function readRows({ prepared: { dataset, split } }: TrainingRun, limit: number): DataRows {
  const count = Math.min(limit, dataset.rows)
  const part = new Uint8Array(dataset.rows)
  for (const row of split.validation) part[row] = 1
  for (const row of split.test) part[row] = 2
  return {
    inputs: {
      rows: count,
      columns: dataset.inputs,
      values: Float64Array.from(dataset.x.subarray(0, count * dataset.inputs)),
    },
    targets: { rows: count, columns: dataset.targets, values: dataset.y.slice(0, count * dataset.targets) },
    part: part.slice(0, count),
    sourceRows: dataset.sourceRows?.slice(0, count) ?? null,
    rows: dataset.rows,
  }
}
