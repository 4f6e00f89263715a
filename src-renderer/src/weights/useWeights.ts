/** The newest weights, ten times a second at most: more often nobody reads numbers. */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { LayerValues } from '../../../src-worker/protocol/trainerApi'
import type { Trainer } from '../trainer/trainer'

const intervalMs = 100

export function useWeights(trainer: Trainer): Readonly<ShallowRef<LayerValues[]>> {
  const layers = shallowRef<LayerValues[]>([])
  let lastAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  let newest: LayerValues[] | null = null

  function show(): void {
    timer = undefined
    lastAt = performance.now()
    if (newest) layers.value = newest
  }

  watch(
    trainer.frame,
    (frame) => {
      // A frame of a running run may leave them out.
      if (!frame?.weights) return
      newest = frame.weights
      const wait = lastAt + intervalMs - performance.now()
      if (wait <= 0) show()
      else timer ??= setTimeout(show, wait)
    },
    { immediate: true },
  )
  watch(
    () => trainer.run.value?.runId,
    (runId) => {
      newest = null
      layers.value = []
      if (runId !== undefined) void trainer.setInterest({ weights: true })
    },
  )
  if (trainer.run.value) void trainer.setInterest({ weights: true })
  onScopeDispose(() => {
    clearTimeout(timer)
    void trainer.setInterest({ weights: false })
  })
  return layers
}
