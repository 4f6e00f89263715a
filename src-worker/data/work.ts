/**
 * Long reading as a generator: between its pieces it yields how far it is, from 0 to 1. The same code runs to its end
 * at once, or in turns that leave room for messages and can be ended.
 */
import { createLabError, type LabError } from '../protocol/errors'
import type { WorkProgress } from '../protocol/trainerApi'
import { fail, type Result } from '../spec/problem'
import type { TableMemory } from './tableMemory'

export type Work<Value> = Generator<number, Value>

/** Who hears of long work and may end it. */
export interface Turns {
  progress: WorkProgress
  /** Milliseconds. */
  now(): number
  memory?: TableMemory
}

/** How long a turn takes before the listener is asked. */
const turnMs = 40

export function finishWork<Value>(work: Work<Value>): Value {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

/** @returns what the work comes to, or `cancelled` once the listener answers false. */
export async function runInTurns<Value>(
  work: Work<Result<Value, LabError>>,
  { progress, now }: Turns,
): Promise<Result<Value, LabError>> {
  let turnStart = now()
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    if (now() - turnStart < turnMs) continue
    if (!(await progress(step.value, 1))) return fail(createLabError('cancelled', 'The reading was ended.'))
    turnStart = now()
  }
}

/** A piece of work within another: its share of 0 to 1 becomes `from` to `to`. */
export function* withinShare<Value>(work: Work<Value>, from: number, to: number): Work<Value> {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    yield from + step.value * (to - from)
  }
}
