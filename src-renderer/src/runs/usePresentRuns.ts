import { computed, type ComputedRef } from 'vue'
import { useTrainer } from '../trainer/useTrainer'
import { refreshRuns, type PresentRun } from './presentRuns'
import { useShownFrame } from './useShownFrame'

/** All runs of the session, the open one ten times a second while it goes on. */
export function usePresentRuns(): ComputedRef<PresentRun[]> {
  const { run, runs } = useTrainer()
  const frame = useShownFrame()
  return computed(() => {
    const own = frame.value?.runId === run.value?.runId ? frame.value : null
    return refreshRuns(runs.value, run.value, own)
  })
}
