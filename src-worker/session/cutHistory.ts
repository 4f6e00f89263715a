/** The record of a run, cut off after one of its updates. */
import { updateFields, type UpdateColumns } from '../core/updateHistory'
import type { HistoryColumns } from '../protocol/trainerApi'

/** Rows whose updates are all at `update` or before it. */
export function cutColumns(columns: UpdateColumns, update: number): UpdateColumns {
  const rows = countUntil(columns.update, update)
  const plain = Object.fromEntries(updateFields.map((field) => [field, columns[field].slice(0, rows)]))
  return {
    ...(plain as Omit<UpdateColumns, 'stride' | 'layerGradientNorms'>),
    stride: columns.stride,
    layerGradientNorms: columns.layerGradientNorms.map((norms) => norms.slice(0, rows)),
  }
}

export function cutEvaluations(
  evaluation: HistoryColumns['evaluation'],
  update: number,
): HistoryColumns['evaluation'] {
  const rows = countUntil(evaluation.update, update)
  const { epoch, cost, accuracy, validationCost, validationAccuracy } = evaluation
  const cut = (column: Float64Array<ArrayBuffer>) => column.slice(0, rows)
  return {
    update: cut(evaluation.update),
    epoch: cut(epoch),
    cost: cut(cost),
    accuracy: cut(accuracy),
    validationCost: cut(validationCost),
    validationAccuracy: cut(validationAccuracy),
  }
}

/** Seconds of training when the update was made, as the row that holds it has them. */
export function findSeconds({ update, seconds }: UpdateColumns, wanted: number): number {
  if (wanted === 0) return 0
  const row = update.findIndex((last) => last >= wanted)
  return seconds[row < 0 ? seconds.length - 1 : row] ?? 0
}

/** Rows of a column of rising numbers that are not beyond `most`. */
function countUntil(column: Float64Array, most: number): number {
  const beyond = column.findIndex((value) => value > most)
  return beyond < 0 ? column.length : beyond
}
