/** An answer of the trainer that is kept up to date: asked for again when the moment changes or something else is wanted. */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { LabError, Reply } from '../../../src-worker/protocol/errors'
import type { Trainer } from '../trainer/trainer'

/** While running; longer where an answer takes long, so that the training keeps most of the time. */
export const runningIntervalMs = 500
const shareOfTime = 8

export interface Answering<Answer> {
  answer: Readonly<ShallowRef<Answer | null>>
  error: Readonly<ShallowRef<LabError | null>>
}

/**
 * @param request what is wanted; null for nothing. It is compared by its text.
 * @param ask one call of the trainer
 */
export function useAnswer<Request, Answer extends { runId: number }>(
  trainer: Trainer,
  request: () => Request | null,
  ask: (request: Request) => Promise<Reply<Answer>>,
): Answering<Answer> {
  const answer: ShallowRef<Answer | null> = shallowRef(null)
  const error = shallowRef<LabError | null>(null)
  let lastAsked = -Infinity
  let tookMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let inFlight = false
  let again: 'later' | 'now' | null = null
  let disposed = false

  const isRunning = (): boolean => trainer.frame.value?.state === 'running'

  async function load(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const wanted = request()
    if (wanted === null || trainer.run.value === null) {
      answer.value = null
      return
    }
    inFlight = true
    again = null
    lastAsked = performance.now()
    const reply = await ask(wanted)
    tookMs = performance.now() - lastAsked
    inFlight = false
    if (disposed) return
    if (reply.ok && reply.value.runId === trainer.run.value?.runId) {
      answer.value = reply.value
      error.value = null
    } else if (!reply.ok && reply.error.code !== 'staleRun') error.value = reply.error
    if (again !== null) schedule(again)
  }

  /** A waiting request stays where it is, else a fast run would push it on for ever. */
  function schedule(when: 'later' | 'now'): void {
    if (inFlight) {
      if (again !== 'now') again = when
      return
    }
    const interval = Math.max(runningIntervalMs, shareOfTime * tookMs)
    const wait = when === 'later' && isRunning() ? lastAsked + interval - performance.now() : 0
    if (wait <= 0) void load()
    else timer ??= setTimeout(() => void load(), wait)
  }

  watch(
    () => trainer.run.value?.runId,
    () => (answer.value = null),
  )
  // The experiment is another object when weights are drawn anew at the same update.
  watch(
    () => [
      trainer.run.value?.runId,
      trainer.run.value?.experiment,
      trainer.frame.value?.update,
      trainer.frame.value?.edits,
      trainer.frame.value?.state,
    ],
    () => schedule('later'),
    { immediate: true },
  )
  // What is looked at changes by a person's hand: it is never held back.
  watch(
    () => JSON.stringify(request()),
    () => schedule('now'),
  )
  onScopeDispose(() => {
    disposed = true
    clearTimeout(timer)
  })
  return { answer, error }
}
