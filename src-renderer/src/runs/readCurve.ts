/** One curve of a run: which columns of its history a quantity is. Pure. */
import type { HistoryColumns } from '../../../src-worker/protocol/trainerApi'
import type { ChartSeries } from '../charts/chartSeries'
import { smooth, type Smoothing } from '../charts/smoothing'
import type { Quantity } from './quantities'
import type { RunCurves } from './runSeries'

export interface ShownRun {
  history: HistoryColumns
  curves: RunCurves
}

export const parts = ['training', 'validation'] as const
export type Part = (typeof parts)[number]

/** What is measured on validation rows too; the rest is of training alone. */
export const hasParts = (quantity: Quantity): boolean => quantity === 'cost' || quantity === 'accuracy'

type Curve = Pick<ChartSeries, 'x' | 'y'>

/**
 * x and y, as recorded: the training cost has a value an update, accuracy and validation one an evaluation. The norm
 * of the gradient is that of all layers together.
 */
export function readCurve({ history, curves }: ShownRun, quantity: Quantity, part: Part): Curve {
  const { evaluation } = history
  const isTraining = part === 'training' || !hasParts(quantity)
  if (quantity === 'accuracy')
    return { x: curves.xEvaluation, y: isTraining ? evaluation.accuracy : evaluation.validationAccuracy }
  if (!isTraining) return { x: curves.xEvaluation, y: evaluation.validationCost }
  return { x: curves.x, y: history[quantity] }
}

/** @param nameMean what the label becomes, as in "training (mean of 5)" */
export function smoothSeries(
  series: ChartSeries,
  count: Smoothing,
  nameMean: (label: string, count: number) => string,
): ChartSeries {
  if (count === 1) return series
  return {
    ...series,
    key: `${series.key} (mean of ${count})`,
    label: nameMean(series.label, count),
    y: smooth(series.y, count),
  }
}
