/** What the lower part of the stage shows; found again when a person comes back from another stage. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { PartName } from '../../../src-worker/protocol/predictions'
import type { Trainer } from '../trainer/trainer'

export type LowerName = 'surface' | 'samples' | 'confusion'

export interface LowerView {
  /** What is shown: a regression has no confusion. */
  shown: ComputedRef<LowerName>
  chosen: Ref<LowerName>
  part: ComputedRef<PartName>
  chosenPart: Ref<PartName>
  filter: Ref<'all' | 'wrong'>
}

const kept = new WeakMap<Trainer, LowerView>()

export function useLowerView(trainer: Trainer): LowerView {
  const known = kept.get(trainer)
  if (known !== undefined) return known
  const chosen = ref<LowerName>('surface')
  const chosenPart = ref<PartName>('training')
  const data = () => trainer.run.value?.data
  const view: LowerView = {
    chosen,
    shown: computed(() =>
      chosen.value === 'confusion' && data()?.task === 'regression' ? 'samples' : chosen.value,
    ),
    chosenPart,
    part: computed(() => ((data()?.[chosenPart.value] ?? 0) > 0 ? chosenPart.value : 'training')),
    filter: ref('all'),
  }
  kept.set(trainer, view)
  return view
}
