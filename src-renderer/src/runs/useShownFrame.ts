import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { Frame } from '../../../src-worker/protocol/trainerApi'
import { useTrainer } from '../trainer/useTrainer'
import { createThrottle } from '../ui/throttle'

const intervalMs = 100

/** The newest frame, ten times a second: curves of 2,048 rows are not made anew for each. The last is never lost. */
export function useShownFrame(): Readonly<ShallowRef<Frame | null>> {
  const { frame } = useTrainer()
  const shown = shallowRef(frame.value)
  const follow = createThrottle(intervalMs, () => (shown.value = frame.value))
  watch(frame, follow.call, { flush: 'sync' })
  onScopeDispose(follow.cancel)
  return shown
}
