/** Data that reaches the import from elsewhere. Pure. */
import type { DataRows, DataSummary } from '../../../src-worker/protocol/tables'
import type { Experiment } from '../../../src-worker/spec/experiment'
import type { Preparation } from './dataDraft'
import type { Origin } from './fileForms'
import { createTableOfRows, mostTypedCells, mostTypedRows, type TypedTable } from './typedTable'

/** A file, or the rows of the data in use on their way into the table of cells. */
export type OpenedData = Origin | { kind: 'rows'; table: TypedTable; preparation: Preparation }

/** Whether the data in use is small enough to be edited cell by cell. */
export const isEditable = ({ training, validation, test, inputs, targets }: DataSummary): boolean => {
  const rows = training + validation + test
  return rows <= mostTypedRows && rows * (inputs + targets) <= mostTypedCells
}

/** @param rows all of the data, unscaled. */
export function openRows(
  rows: DataRows,
  { inputNames, targetNames }: Pick<DataSummary, 'inputNames' | 'targetNames'>,
  { scaling, split }: Pick<Experiment['data'], 'scaling' | 'split'>,
): OpenedData {
  return {
    kind: 'rows',
    table: createTableOfRows(rows, [...inputNames, ...targetNames]),
    preparation: {
      scaling,
      validation: Math.round(split.validation * 1e6) / 1e4,
      test: Math.round(split.test * 1e6) / 1e4,
      seed: split.seed,
      stratified: split.stratified ?? true,
    },
  }
}
