import { shallowRef, watch, type ShallowRef } from 'vue'
import { useTrainer } from '../trainer/useTrainer'
import type { Experiment } from '../../../src-worker/spec/experiment'

/** The value a field had before it was changed during the open run; null when it was not. */
export function useEarlierValue<Value>(
  read: (experiment: Experiment) => Value,
): Readonly<ShallowRef<Value | null>> {
  const { run, frame } = useTrainer()
  const earlier = shallowRef<Value | null>(null)
  watch(run, (now, before) => {
    if (now === null || before === null || now.runId !== before.runId) {
      earlier.value = null
      return
    }
    const [value, old] = [read(now.experiment), read(before.experiment)]
    if (value !== old) earlier.value = (frame.value?.update ?? 0) > 0 ? old : null
  })
  watch(
    () => frame.value?.update === 0,
    (atStart) => {
      if (atStart) earlier.value = null
    },
  )
  return earlier
}
