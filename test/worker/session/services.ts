/** The trainer's service on a clock and without threads, and its answers unwrapped. */
import { setImmediate } from 'node:timers/promises'
import type { Reply } from '../../../src-worker/protocol/errors'
import { TrainerService } from '../../../src-worker/session/trainerService'

export const createService = (): TrainerService =>
  new TrainerService({
    now: () => performance.now(),
    assistants: null,
    pause: () => setImmediate(),
    appVersion: '0.1.0',
  })

export function take<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(JSON.stringify(reply.error))
  return reply.value
}
