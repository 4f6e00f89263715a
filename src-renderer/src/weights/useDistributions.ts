/** Keeps distributions over the run while a view of them is shown: asked for again with each other moment. */
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { LabError } from '../../../src-worker/protocol/errors'
import type { DistributionRequest, Distributions } from '../../../src-worker/protocol/distributions'
import type { Trainer } from '../trainer/trainer'

/** While running; longer where an answer takes long, so that the training keeps most of the time. */
export const runningIntervalMs = 2000
const shareOfTime = 8

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
  let lastAsked = -Infinity
  let tookMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let inFlight = false
  let stale = false
  let closed = false

  async function load(): Promise<void> {
    if (inFlight) {
      stale = true
      return
    }
    inFlight = true
    stale = false
    lastAsked = performance.now()
    try {
      const reply = await trainer.readDistributions(request.value)
      tookMs = performance.now() - lastAsked
      if (closed) return
      if (!reply.ok) {
        if (reply.error.code !== 'staleRun') error.value = reply.error
      } else if (reply.value.runId === trainer.run.value?.runId) {
        distributions.value = reply.value
        error.value = null
        if (reply.value.pending > 0) stale = true
      }
    } finally {
      inFlight = false
      if (stale && !closed) schedule()
    }
  }

  /** A waiting request stays where it is, else a fast run would push it on for ever. */
  function schedule(): void {
    if (inFlight) {
      // How long to wait is known when the answer is there.
      stale = true
      return
    }
    if (timer !== undefined && running.value) return
    clearTimeout(timer)
    timer = undefined
    const interval = Math.max(runningIntervalMs, shareOfTime * tookMs)
    const wait = running.value ? Math.max(0, lastAsked + interval - performance.now()) : 0
    if (wait === 0) {
      void load()
      return
    }
    timer = setTimeout(() => {
      timer = undefined
      void load()
    }, wait)
  }

  watch(
    moment,
    (now, before) => {
      const isOther = now.split(' ')[0] !== before?.split(' ')[0]
      if (isOther) distributions.value = error.value = null
      if (now !== '') schedule()
    },
    { immediate: true },
  )
  // What is looked at changes by a person's hand: it is never held back.
  watch(
    () => JSON.stringify(request.value),
    () => {
      if (moment.value !== '') void load()
    },
  )
  onScopeDispose(() => {
    closed = true
    clearTimeout(timer)
  })
  return { distributions, error, past }
}
