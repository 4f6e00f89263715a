/** Where in the update the reader stands: the sub-step, and the chosen cell. */
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { createSubSteps, type SubStep } from './subSteps'
import type { CellId } from './tensors'

export interface Walk {
  steps: ComputedRef<SubStep[]>
  current: Ref<number>
  step: ComputedRef<SubStep>
  selected: ShallowRef<CellId | null>
  goTo(index: number): void
  select(cell: CellId | null): void
}

/** Starts where all gradients are there, so that the first look shows the whole update. */
export function useWalk(layers: () => number): Walk {
  const steps = computed(() => createSubSteps(layers()))
  const whole = () => Math.max(0, steps.value.length - 2)
  const current = ref(whole())
  const selected = shallowRef<CellId | null>(null)
  const step = computed(() => steps.value[Math.min(current.value, steps.value.length - 1)]!)
  watch(layers, () => {
    current.value = whole()
    selected.value = null
  })
  const goTo = (index: number) => {
    current.value = Math.max(0, Math.min(steps.value.length - 1, index))
  }
  const select = (cell: CellId | null) => {
    selected.value = cell
  }
  return { steps, current, step, selected, goTo, select }
}
