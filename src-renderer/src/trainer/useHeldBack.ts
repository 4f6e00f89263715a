import { ref, type Ref } from 'vue'
import type { Trainer } from './trainer'

const heldBack = new WeakMap<Trainer, Ref<boolean>>()

/** Whether numbers of this trainer's run are asked of the person just now: whatever gives out many of them waits. */
export function useHeldBack(trainer: Trainer): Ref<boolean> {
  const known = heldBack.get(trainer)
  if (known !== undefined) return known
  const made = ref(false)
  heldBack.set(trainer, made)
  return made
}
