/** What the lower part of the stage shows; found again when a person comes back from another stage. */
import { computed, inject, ref, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import type { PartName } from '../../../src-worker/protocol/predictions'
import type { Trainer } from '../trainer/trainer'

export type LowerName = 'surface' | 'samples' | 'confusion'

export interface LowerChoices {
  chosen: Ref<LowerName>
  chosenPart: Ref<PartName>
  filter: Ref<'all' | 'wrong'>
}

export interface LowerView extends LowerChoices {
  /** What is shown: a regression has no confusion. */
  shown: ComputedRef<LowerName>
  part: ComputedRef<PartName>
}

export const createLowerChoices = (): LowerChoices => ({
  chosen: ref('surface'),
  chosenPart: ref('training'),
  filter: ref('all'),
})

/** Choices that several stages have in common. */
export const lowerChoicesKey: InjectionKey<LowerChoices> = Symbol('lower choices')

const kept = new WeakMap<Trainer, LowerView>()

export function useLowerView(trainer: Trainer): LowerView {
  const known = kept.get(trainer)
  if (known !== undefined) return known
  const choices = inject(lowerChoicesKey, createLowerChoices, true)
  const { chosen, chosenPart } = choices
  const data = () => trainer.run.value?.data
  const view: LowerView = {
    ...choices,
    shown: computed(() =>
      chosen.value === 'confusion' && data()?.task === 'regression' ? 'samples' : chosen.value,
    ),
    part: computed(() => ((data()?.[chosenPart.value] ?? 0) > 0 ? chosenPart.value : 'training')),
  }
  kept.set(trainer, view)
  return view
}
