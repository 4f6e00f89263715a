/** The trainer's service on a clock and without threads, and its answers unwrapped. */
import { setImmediate } from 'node:timers/promises'
import type { Reply } from '../../../src-worker/protocol/errors'
import { TrainerService } from '../../../src-worker/session/trainerService'

/** @param pause how a slice lets others have their turn */
export const createService = (pause: () => Promise<void> = () => setImmediate()): TrainerService =>
  new TrainerService({
    now: () => performance.now(),
    assistants: null,
    pause,
    appVersion: '0.1.0',
  })

export function take<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(JSON.stringify(reply.error))
  return reply.value
}
