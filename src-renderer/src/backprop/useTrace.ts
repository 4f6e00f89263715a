/** Keeps the tensors of the current update: asked for again with each update, at most 4 times a second while running. */
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { LabError } from '../../../src-worker/protocol/errors'
import type { UpdateTrace } from '../../../src-worker/protocol/trainerApi'
import type { Trainer } from '../trainer/trainer'

export const runningIntervalMs = 250

export interface Tracing {
  trace: Readonly<ShallowRef<UpdateTrace | null>>
  error: Readonly<ShallowRef<LabError | null>>
  running: ComputedRef<boolean>
}

export function useTrace(trainer: Trainer): Tracing {
  const trace = shallowRef<UpdateTrace | null>(null)
  const error = shallowRef<LabError | null>(null)
  const running = computed(() => trainer.frame.value?.state === 'running')
  let lastAsked = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  let inFlight = false
  let stale = false

  async function load(): Promise<void> {
    if (inFlight) {
      stale = true
      return
    }
    inFlight = true
    stale = false
    lastAsked = performance.now()
    try {
      const reply = await trainer.trace()
      if (reply.ok) {
        if (reply.value.runId === (trainer.run.value?.runId ?? reply.value.runId)) trace.value = reply.value
        error.value = null
      } else {
        error.value = reply.error
      }
    } finally {
      inFlight = false
      if (stale) schedule()
    }
  }

  /** A waiting request stays where it is, else a fast run would push it on for ever. */
  function schedule(): void {
    if (timer !== undefined && running.value) return
    clearTimeout(timer)
    timer = undefined
    const wait = running.value ? Math.max(0, lastAsked + runningIntervalMs - performance.now()) : 0
    if (wait === 0) void load()
    else {
      timer = setTimeout(() => {
        timer = undefined
        void load()
      }, wait)
    }
  }

  const moment = () => {
    const frame = trainer.frame.value
    const run = trainer.run.value
    return run
      ? `${run.runId} ${frame?.update ?? 0} ${frame?.state ?? run.state} ${frame?.learningRate ?? ''}`
      : ''
  }
  watch(
    moment,
    (now) => {
      if (now === '') trace.value = null
      else schedule()
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return { trace, error, running }
}
