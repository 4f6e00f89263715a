/** Everything that the lanes draw, from the picture of the update and the settings. */
import { computed, type ComputedRef, type Ref } from 'vue'
import type { StepModel, StepPicture, TensorId } from '../../../src-worker/protocol/microscope'
import { tensorName } from '../../../src-worker/notation/tensorNames'
import { useSettings } from '../settings/useSettings'
import { findGradientExponent } from './gradientScale'
import { shortFormula } from './shortFormula'
import { compactMetrics, createLaneLayout, wideMetrics, type LaneLayout } from './laneLayout'
import { createMatrixViews } from './matrixView'
import type { Walk } from './useWalk'

export interface Lanes {
  exponent: ComputedRef<number>
  layout: ComputedRef<LaneLayout>
}

export function useLanes(
  picture: ComputedRef<StepPicture>,
  walk: Walk,
  compact: Readonly<Ref<boolean>>,
): Lanes {
  const { notation, numberStyle } = useSettings()
  const exponent = computed(() => findGradientExponent(picture.value.typicalGradient))
  const updated = computed(() => walk.step.value.kind === 'update')
  const tensors = computed(() => picture.value.tensors)
  const views = computed(() =>
    createMatrixViews(
      tensors.value,
      { notation: notation.value, style: numberStyle.value, exponent: exponent.value },
      updated.value,
    ),
  )
  /** By value: the layout of an update whose numbers stay is kept. */
  const model = computed((before?: StepModel) =>
    before !== undefined && JSON.stringify(before) === JSON.stringify(picture.value.model)
      ? before
      : picture.value.model,
  )
  const titleWidth = (id: TensorId): number => {
    const standsBeside = ['weights', 'bias', 'weightsAfter', 'biasAfter', 'dW', 'db', 'batchCost']
    if (standsBeside.includes(id.kind)) return 0
    const name = tensorName(id, notation.value)
    const formula = shortFormula(id, model.value, notation.value, true)
    return Math.max(name.length * 7.2, formula.length * 6.7)
  }
  const layout = computed(() =>
    createLaneLayout(
      views.value,
      model.value.layers.length,
      compact.value ? compactMetrics : wideMetrics,
      titleWidth,
    ),
  )
  return { exponent, layout }
}
