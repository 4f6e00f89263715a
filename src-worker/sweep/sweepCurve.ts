/** Curves of runs: kept short, asked for a target, and several of them as median and quartiles. */
import { measureNames, type Curve, type Measures, type RunSummary } from '../protocol/sweeps'

/** Rows of a kept curve. */
export const mostCurveRows = 512

/** A level that a run is to reach: a cost to fall below, or an accuracy to come up to. */
export interface Target {
  measure: 'cost' | 'accuracy'
  value: number
}

/** The cost that a run is judged by: over the validation rows, or over the training rows when there are none. */
export const judgeCost = ({ trainingCost, validationCost }: Measures): number =>
  Number.isNaN(validationCost) ? trainingCost : validationCost

export const judgeAccuracy = ({ accuracy, validationAccuracy }: Measures): number =>
  Number.isNaN(validationAccuracy) ? accuracy : validationAccuracy

export const readRow = (curve: Curve, row: number): Measures => ({
  trainingCost: curve.trainingCost[row]!,
  validationCost: curve.validationCost[row]!,
  accuracy: curve.accuracy[row]!,
  validationAccuracy: curve.validationAccuracy[row]!,
})

/** Every second row, as often as it takes; the first and the last stay. */
export function shortenCurve(curve: Curve): Curve {
  let short = curve
  while (short.update.length > mostCurveRows) {
    const last = short.update.length - 1
    const keep = (column: number[]) => column.filter((_, row) => row % 2 === 0 || row === last)
    short = Object.fromEntries(
      Object.entries(short).map(([name, column]) => [name, keep(column)]),
    ) as unknown as Curve
  }
  return short
}

/** The smallest cost and the largest accuracy of each column; NaN for a column without numbers. */
export function findBest(rows: readonly Measures[]): Measures {
  return Object.fromEntries(
    measureNames.map((name) => {
      const values = rows.map((row) => row[name]).filter((value) => !Number.isNaN(value))
      const pick = name.endsWith('Cost') ? Math.min : Math.max
      return [name, values.length === 0 ? NaN : values.reduce((best, value) => pick(best, value))]
    }),
  ) as unknown as Measures
}

/** @returns the first kept evaluation that reaches the target, or null. */
export function findTarget({ curve }: RunSummary, target: Target): { update: number; epoch: number } | null {
  const row = curve.update.findIndex((_, at) => {
    const measures = readRow(curve, at)
    return target.measure === 'cost'
      ? judgeCost(measures) < target.value
      : judgeAccuracy(measures) >= target.value
  })
  return row < 0 ? null : { update: curve.update[row]!, epoch: curve.epoch[row]! }
}

export interface Quartiles {
  lower: number
  median: number
  upper: number
}

/** By linear interpolation between the sorted values, which may be infinite; NaN of none. */
export function findQuartiles(values: readonly number[]): Quartiles {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((one, other) => one - other)
  const at = (share: number): number => {
    const place = share * (sorted.length - 1)
    const [below, above] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN]
    if (below === above || below === -Infinity) return below
    return below + (above - below) * (place - Math.floor(place))
  }
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) }
}

export interface CurvePoint extends Quartiles {
  epoch: number
}

/**
 * A measure of several runs over the epochs, the judged cost where none is named. A run that its rule ended keeps its
 * last value; one that diverged has `lost` from then on.
 */
export function joinCurves(
  runs: readonly RunSummary[],
  read: (measures: Measures) => number = judgeCost,
  lost = Infinity,
): CurvePoint[] {
  const epochs = [...new Set(runs.flatMap((run) => [...run.curve.epoch, run.epochs]))]
  epochs.sort((one, other) => one - other)
  const columns = runs.map((run) => readAt(run, epochs, read, lost))
  return epochs.flatMap((epoch, at) => {
    const values = columns.map((column) => column[at]!).filter((value) => !Number.isNaN(value))
    return values.length === 0 ? [] : [{ epoch, ...findQuartiles(values) }]
  })
}

/** The measure at each of the ascending epochs; NaN before the first evaluation. */
function readAt(
  { curve, state, epochs: end }: RunSummary,
  epochs: readonly number[],
  read: (measures: Measures) => number,
  lost: number,
): number[] {
  let row = -1
  return epochs.map((epoch) => {
    while (row + 1 < curve.epoch.length && curve.epoch[row + 1]! <= epoch) row++
    if (state === 'diverged' && epoch >= end) return lost
    return row < 0 ? NaN : read(readRow(curve, row))
  })
}
