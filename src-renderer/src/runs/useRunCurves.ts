import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ChartSeries } from '../charts/chartSeries'
import type { Smoothing } from '../charts/smoothing'
import { useTrainer } from '../trainer/useTrainer'
import type { Quantity } from './quantities'
import { readCurve, smoothSeries, type ShownRun } from './readCurve'
import { styleOfLayer } from './runSeries'

/** The curves of a quantity; none before the first frame. */
export function useRunCurves(
  shown: ComputedRef<ShownRun | null>,
): (quantity: Quantity, smoothing: Smoothing) => ChartSeries[] {
  const { t } = useI18n()
  const { run } = useTrainer()

  const one = (key: Quantity, label: string, shown: ShownRun): ChartSeries[] => [
    { key, label, token: 'ink', ...readCurve(shown, key, 'training') },
  ]

  function pair(keys: readonly [string, string], quantity: Quantity, shown: ShownRun): ChartSeries[] {
    const training = readCurve(shown, quantity, 'training')
    const first = { key: keys[0], label: t('runs.training'), token: 'ink', ...training }
    if ((run.value?.data.validation ?? 0) === 0) return [first]
    const look = { token: 'ink-2', dashed: true, hollow: true }
    const validation = readCurve(shown, quantity, 'validation')
    return [first, { key: keys[1], label: t('runs.validation'), ...look, ...validation }]
  }

  const builders: Record<Quantity, (run: ShownRun) => ChartSeries[]> = {
    cost: (run) => pair(['trainingCost', 'validationCost'], 'cost', run),
    accuracy: (run) => pair(['trainingAccuracy', 'validationAccuracy'], 'accuracy', run),
    penalty: (run) => one('penalty', t('charts.labels.penalty'), run),
    learningRate: (run) => one('learningRate', t('charts.labels.learningRate'), run),
    gradientNorm: ({ history: { layerGradientNorms }, curves: { x } }) =>
      layerGradientNorms.map((y, l) => ({
        key: `gradientNormW${l + 1}`,
        label: `W${l + 1}`,
        ...styleOfLayer(l, layerGradientNorms.length),
        x,
        y,
      })),
  }

  const nameMean = (label: string, count: number): string => t('charts.smoothedLabel', { label, count })
  return (quantity, smoothing) => {
    const present = shown.value
    if (present === null) return []
    return builders[quantity](present).map((series) => smoothSeries(series, smoothing, nameMean))
  }
}
