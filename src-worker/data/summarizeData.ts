import type { Dataset, PreparedData } from '../core/dataset'
import type { DataSummary, DatasetFacts } from '../protocol/tables'
import { reportDataset } from './reportDataset'
import { getRowClasses } from './rowClasses'

const listedDrops = 100

/** What a view says about the data; whether the batch was clamped is the session's to add. */
export function summarizeData({
  dataset,
  split,
}: Pick<PreparedData, 'split'> & { dataset: Dataset & DatasetFacts }): Omit<DataSummary, 'batchClamped'> {
  const { classes, dropped, filled = [] } = dataset
  const report = reportDataset(dataset, split)
  const rowClasses = getRowClasses(dataset)
  const count = (rows: Uint32Array): number[] => {
    const counts = (classes ?? []).map(() => 0)
    for (const row of rows) counts[rowClasses![row]!]!++
    return counts
  }
  return {
    rowsRead: dataset.rowsRead,
    rowsDropped: dropped.length,
    dropped: dropped.slice(0, listedDrops).map(({ row, column }) => ({ row, column })),
    ...(filled.length > 0 ? { filled: filled.map((column) => ({ ...column })) } : {}),
    ...(report === null ? {} : { report }),
    inputs: dataset.inputs,
    targets: dataset.targets,
    training: split.training.length,
    validation: split.validation.length,
    test: split.test.length,
    inputNames: [...dataset.inputNames],
    targetNames: [...dataset.targetNames],
    task: dataset.task,
    classes: classes === null ? null : [...classes],
    classCounts:
      rowClasses === null
        ? null
        : { training: count(split.training), validation: count(split.validation), test: count(split.test) },
  }
}
