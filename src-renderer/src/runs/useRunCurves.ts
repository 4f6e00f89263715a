import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { HistoryColumns } from '../../../src-worker/protocol/trainerApi'
import type { ChartSeries } from '../charts/chartSeries'
import { smooth, type Smoothing } from '../charts/smoothing'
import { useTrainer } from '../trainer/useTrainer'
import type { Quantity } from './quantities'
import { styleOfLayer, type RunCurves } from './runSeries'

type Column = ArrayLike<number>

export interface ShownRun {
  history: HistoryColumns
  curves: RunCurves
}

/** The curves of a quantity; none before the first frame. */
export function useRunCurves(
  shown: ComputedRef<ShownRun | null>,
): (quantity: Quantity, smoothing: Smoothing) => ChartSeries[] {
  const { t } = useI18n()
  const { run } = useTrainer()

  /** @param training on its own axis: the cost has a value an update, the accuracy one an evaluation */
  function pair(
    keys: readonly [string, string],
    training: { x: Column; y: Column },
    validation: { x: Column; y: Column },
  ): ChartSeries[] {
    const first = { key: keys[0], label: t('runs.training'), token: 'ink', ...training }
    if ((run.value?.data.validation ?? 0) === 0) return [first]
    const look = { token: 'ink-2', dashed: true, hollow: true }
    return [first, { key: keys[1], label: t('runs.validation'), ...look, ...validation }]
  }

  const builders: Record<Quantity, (run: ShownRun) => ChartSeries[]> = {
    cost: ({ history, curves: { x, xEvaluation } }) =>
      pair(
        ['trainingCost', 'validationCost'],
        { x, y: history.cost },
        { x: xEvaluation, y: history.evaluation.validationCost },
      ),
    accuracy: ({ history: { evaluation }, curves: { xEvaluation: x } }) =>
      pair(
        ['trainingAccuracy', 'validationAccuracy'],
        { x, y: evaluation.accuracy },
        { x, y: evaluation.validationAccuracy },
      ),
    penalty: ({ history, curves: { x } }) => [
      { key: 'penalty', label: t('charts.labels.penalty'), token: 'ink', x, y: history.penalty },
    ],
    learningRate: ({ history, curves: { x } }) => [
      {
        key: 'learningRate',
        label: t('charts.labels.learningRate'),
        token: 'ink',
        x,
        y: history.learningRate,
      },
    ],
    gradientNorm: ({ history: { layerGradientNorms }, curves: { x } }) =>
      layerGradientNorms.map((y, l) => ({
        key: `gradientNormW${l + 1}`,
        label: `W${l + 1}`,
        ...styleOfLayer(l, layerGradientNorms.length),
        x,
        y,
      })),
  }

  function smoothed(series: ChartSeries, count: Smoothing): ChartSeries {
    if (count === 1) return series
    return {
      ...series,
      key: `${series.key} (mean of ${count})`,
      label: t('charts.smoothedLabel', { label: series.label, count }),
      y: smooth(series.y, count),
    }
  }

  return (quantity, smoothing) => {
    const present = shown.value
    if (present === null) return []
    return builders[quantity](present).map((series) => smoothed(series, smoothing))
  }
}
