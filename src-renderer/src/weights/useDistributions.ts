/** Keeps distributions over the run while a view of them is shown: asked for again with each other moment. */
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { LabError, Reply } from '../../../src-worker/protocol/errors'
import type { DistributionRequest, Distributions } from '../../../src-worker/protocol/distributions'
import { createAsking } from '../trainer/createAsking'
import type { Trainer } from '../trainer/trainer'

/** While running, at least. */
export const runningIntervalMs = 2000

export interface ShownDistributions {
  distributions: Readonly<ShallowRef<Distributions | null>>
  error: Readonly<ShallowRef<LabError | null>>
  /** The update looked back at; null while the newest one is shown. */
  past: ComputedRef<number | null>
}

export function useDistributions(
  trainer: Trainer,
  request: ComputedRef<DistributionRequest>,
): ShownDistributions {
  const distributions = shallowRef<Distributions | null>(null)
  const error = shallowRef<LabError | null>(null)
  const running = computed(() => trainer.frame.value?.state === 'running')
  const past = computed(() => {
    const frame = trainer.frame.value
    return frame && frame.update < frame.newest ? frame.update : null
  })
  const settings = computed(() => JSON.stringify(trainer.run.value?.experiment.training))
  const moment = computed(() => {
    const run = trainer.run.value
    const frame = trainer.frame.value
    if (run === null) return ''
    return [run.runId, frame?.update, frame?.newest, frame?.edits, frame?.state, settings.value].join(' ')
  })
  const asking = createAsking(
    () => trainer.readDistributions(request.value),
    take,
    () => running.value,
    runningIntervalMs,
  )

  function take(reply: Reply<Distributions>): boolean {
    if (!reply.ok) {
      if (reply.error.code !== 'staleRun') error.value = reply.error
      return false
    }
    if (reply.value.runId !== trainer.run.value?.runId) return false
    distributions.value = reply.value
    error.value = null
    return reply.value.pending > 0
  }

  watch(
    moment,
    (now, before) => {
      const isOther = now.split(' ')[0] !== before?.split(' ')[0]
      if (isOther) distributions.value = error.value = null
      if (now !== '') asking.ask('later')
    },
    { immediate: true },
  )
  // What is looked at changes by a person's hand: it is never held back.
  watch(
    () => JSON.stringify(request.value),
    () => {
      if (moment.value !== '') asking.ask('now')
    },
  )
  onScopeDispose(asking.close)
  return { distributions, error, past }
}
