/** The history for `numpy.load`: the columns of the CSV in float64, of equal length; NaN where there is no value. */
import { createLabError, LabFailure } from '../protocol/errors'
import type { NumbersReadBack } from '../protocol/exports'
import type { Bytes } from './bytes'
import { historyColumns, listHistoryLines, readHistoryCell } from './historyTable'
import type { NpyArray } from './npy'
import { column, decodeNpz, takeFloat64, writeNpz } from './npz'
import type { SessionDocument } from './sessionDocument'

/** @throws LabFailure `internal` when the file does not read back to the same numbers. */
export function writeHistoryNpz({ history }: Pick<SessionDocument, 'history'>): {
  bytes: Bytes
  readBack: NumbersReadBack
} {
  const lines = listHistoryLines(history)
  const columns = historyColumns.map((name): [string, NpyArray] => [
    name,
    column(Float64Array.from(lines, (line) => readHistoryCell(history, name, line) ?? NaN)),
  ])
  const bytes = writeNpz(new Map(columns))
  const read = decodeNpz(bytes, new Set(historyColumns))
  const same = columns.every(([name, { values }]) =>
    takeFloat64(read, name).every((value, n) => Object.is(value, values[n])),
  )
  if (!same) {
    throw new LabFailure(
      createLabError('internal', 'the exported history did not read back to the same numbers'),
    )
  }
  return { bytes, readBack: { kind: 'numbers', largestDifference: 0, tolerance: 0, rows: lines.length } }
}
