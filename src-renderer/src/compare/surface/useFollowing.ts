/** Computes the surface again when the run rests at another moment, for as long as the view is open. */
import { onScopeDispose, watch } from 'vue'
import type { CostSurfaceState } from './useCostSurface'

/** A moment counts when it is shown for so long: dragging along the timeline passes many. */
const restMs = 200

export function useFollowing(state: CostSurfaceState): void {
  const { trainer, settings, stale, obstacle, running, work, moment, choices } = state
  let timer: ReturnType<typeof setTimeout> | undefined
  const isWanted = () =>
    settings.follows &&
    stale.value !== null &&
    obstacle.value === null &&
    !running.value &&
    trainer.sought.value === null

  watch(
    () => [isWanted(), moment.value, choices.value],
    () => {
      clearTimeout(timer)
      if (isWanted()) timer = setTimeout(() => void (isWanted() && work.start()), restMs)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
}
