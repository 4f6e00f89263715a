import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ChartSeries } from '../charts/chartSeries'
import { useTrainer } from '../trainer/useTrainer'
import { styleOfLayer, type RunCurves } from './runSeries'

type Series = ComputedRef<readonly ChartSeries[]>

/** The curves of the open run over an axis; empty before the first frame. */
export function useRunCurves(curves: ComputedRef<RunCurves | null>): {
  cost: Series
  accuracy: Series
  gradient: Series
} {
  const { t } = useI18n()
  const { run, frame } = useTrainer()
  const validated = computed(() => (run.value?.data.validation ?? 0) > 0)

  /** @param training its own axis: the cost has a value an update, the accuracy one an evaluation */
  function pair(
    training: { x: ArrayLike<number>; y: ArrayLike<number> },
    validation: { x: ArrayLike<number>; y: ArrayLike<number> },
  ): ChartSeries[] {
    const first = { key: 'training', label: t('runs.training'), token: 'ink', ...training }
    if (!validated.value) return [first]
    const look = { token: 'ink-2', dashed: true, hollow: true }
    return [first, { key: 'validation', label: t('runs.validation'), ...look, ...validation }]
  }

  return {
    cost: computed(() => {
      const [shown, history] = [curves.value, frame.value?.history]
      if (shown === null || history === undefined) return []
      const { xEvaluation } = shown
      return pair({ x: shown.x, y: history.cost }, { x: xEvaluation, y: history.evaluation.validationCost })
    }),
    accuracy: computed(() => {
      const [shown, history] = [curves.value, frame.value?.history]
      if (shown === null || history === undefined) return []
      const { accuracy, validationAccuracy } = history.evaluation
      return pair({ x: shown.xEvaluation, y: accuracy }, { x: shown.xEvaluation, y: validationAccuracy })
    }),
    gradient: computed(() => {
      const [shown, norms] = [curves.value, frame.value?.history.layerGradientNorms]
      if (shown === null || norms === undefined) return []
      return norms.map((y, l) => ({
        key: `W${l + 1}`,
        label: `W${l + 1}`,
        ...styleOfLayer(l, norms.length),
        x: shown.x,
        y,
      }))
    }),
  }
}
