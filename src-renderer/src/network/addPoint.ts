/** Points added by hand to a data set of two inputs: the rows become typed ones. Pure. */
import type { DataRows, DataSummary } from '../../../src-worker/protocol/tables'
import type { Experiment } from '../../../src-worker/spec/experiment'

/** A table typed in is part of the experiment: beyond this it is not one any more. */
export const mostTypedRows = 5000

export function canAddPoints(
  { data }: Experiment,
  { inputs, task, classes }: DataSummary,
  rows: number,
): boolean {
  const { kind } = data.source
  return (
    (kind === 'generator' || kind === 'inline') &&
    inputs === 2 &&
    task === 'classification' &&
    classes !== null &&
    rows < mostTypedRows
  )
}

/** @param point in the data's own units @param label index of its class */
export function withPoint(
  experiment: Experiment,
  rows: DataRows,
  point: readonly [number, number],
  label: number,
): Experiment {
  const { inputs, targets } = rows
  const read = ({ columns, values }: DataRows['inputs'], row: number): number[] => [
    ...values.subarray(row * columns, (row + 1) * columns),
  ]
  const indices = Array.from({ length: inputs.rows }, (_, row) => row)
  const target =
    targets.columns === 1
      ? [label]
      : Array.from({ length: targets.columns }, (_, column) => Number(column === label))
  return {
    ...experiment,
    data: {
      ...experiment.data,
      source: {
        kind: 'inline',
        inputs: [...indices.map((row) => read(inputs, row)), [...point]],
        targets: [...indices.map((row) => read(targets, row)), target],
      },
    },
  }
}
