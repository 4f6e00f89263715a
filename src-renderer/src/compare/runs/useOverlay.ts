import { computed, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { scaleOf, type Quantity } from '../../runs/quantities'
import type { PresentRun } from '../../runs/presentRuns'
import { hasParts, type Part } from '../../runs/readCurve'
import { createAxis, placeUpdate } from '../../runs/runSeries'
import { useEventWords } from '../../runs/useEventWords'
import { useRunWords } from '../../runs/useRunWords'
import { useShownFrame } from '../../runs/useShownFrame'
import type { ChartScale } from '../../charts/chartSeries'
import { createOverlay, type Overlay, type OverlaidRun } from './overlay'
import { overlaySettings as settings } from './overlaySettings'
import { useRunRecords } from './useRunRecords'

export interface ShownOverlay {
  overlay: ComputedRef<Overlay>
  hasValidation: ComputedRef<boolean>
  hasClasses: ComputedRef<boolean>
  quantity: ComputedRef<Quantity>
  part: ComputedRef<Part>
  scale: ComputedRef<ChartScale>
  /** The x that is looked back at; null where the open run is not shown or at its newest. */
  moment: ComputedRef<number | null>
  /** Whether some histories are still on their way. */
  reading: ComputedRef<boolean>
}

/** The curves of the shown runs, as they are recorded and as the open one goes on. */
export function useOverlay(shown: Readonly<Ref<readonly PresentRun[]>>): ShownOverlay {
  const { t } = useI18n()
  const frame = useShownFrame()
  const records = useRunRecords(shown)
  const describeEvent = useEventWords()
  const { nameOf } = useRunWords()

  const hasValidation = computed(() => shown.value.some((run) => run.validation > 0))
  const hasClasses = computed(() => shown.value.some((run) => run.task === 'classification'))
  const quantity = computed(() =>
    settings.quantity === 'accuracy' && !hasClasses.value ? 'cost' : settings.quantity,
  )
  const part = computed<Part>(() =>
    hasValidation.value && hasParts(quantity.value) ? settings.part : 'training',
  )
  const runs = computed<OverlaidRun[]>(() =>
    shown.value.flatMap((run) => {
      const history = run.open ? frame.value?.history : records.value.get(run.number)
      return history === undefined ? [] : [{ run, history }]
    }),
  )
  const words = {
    nameOf,
    describeEvent,
    nameMean: (label: string, count: number) => t('charts.smoothedLabel', { label, count }),
    diverged: (name: string) => t('compare.divergedMark', { name }),
    labelled: (name: string, event: string) => t('compare.eventOf', { name, event }),
  }
  return {
    overlay: computed(() => {
      const { axis, smoothing } = settings
      return createOverlay(runs.value, { quantity: quantity.value, part: part.value, axis, smoothing }, words)
    }),
    hasValidation,
    hasClasses,
    quantity,
    part,
    scale: computed(() => scaleOf(quantity.value, settings.scale)),
    moment: computed(() => {
      const [open, present] = [shown.value.find((run) => run.open), frame.value]
      if (open === undefined || present === null || present.update === present.newest) return null
      const curves = createAxis(present.history, settings.axis, Math.max(1, open.training))
      return placeUpdate(present.update, present.history, curves, settings.axis)
    }),
    reading: computed(() => runs.value.length < shown.value.length),
  }
}
