/** An answer of the trainer that is kept up to date: asked for again when the moment changes or something else is wanted. */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { LabError, Reply } from '../../../src-worker/protocol/errors'
import { createAsking } from '../trainer/createAsking'
import type { Trainer } from '../trainer/trainer'

/** While running, at least. */
export const runningIntervalMs = 500

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
  const asking = createAsking(put, take, () => trainer.frame.value?.state === 'running', runningIntervalMs)

  function put(): Promise<Reply<Answer>> | null {
    const wanted = request()
    if (wanted !== null && trainer.run.value !== null) return ask(wanted)
    answer.value = null
    return null
  }

  function take(reply: Reply<Answer>): void {
    if (reply.ok && reply.value.runId === trainer.run.value?.runId) {
      answer.value = reply.value
      error.value = null
    } else if (!reply.ok && reply.error.code !== 'staleRun') error.value = reply.error
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
    () => asking.ask('later'),
    { immediate: true },
  )
  // What is looked at changes by a person's hand: it is never held back.
  watch(
    () => JSON.stringify(request()),
    () => asking.ask('now'),
  )
  onScopeDispose(asking.close)
  return { answer, error }
}
