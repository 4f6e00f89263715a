import type { Engine } from '../core/engine'
import type { StopReason } from '../protocol/trainerApi'
import type { StopRules } from '../spec/experiment'

/** Epochs evaluated one by one before the steps between them grow. */
const dense = 128

/**
 * The next epoch (counted when it is complete) after which the whole parts are evaluated: every one up to 128, then
 * ever larger steps, about 64 for each doubling, so that a run of any length has a bounded record. Rules on the
 * evaluated cost want every epoch. Depends on the epoch and the rules alone, never on speed.
 */
export function getNextEvaluation(epochsDone: number, { cost, patience }: StopRules): number {
  const next = epochsDone + 1
  if (cost !== undefined || patience !== undefined || next <= dense) return next
  const step = 2 ** (Math.floor(Math.log2(next)) - Math.log2(dense) + 1)
  return Math.ceil(next / step) * step
}

/**
 * How many of the wanted updates may be made at once: no chunk goes beyond an evaluation or a rule on updates.
 * @returns with it the epoch after which the whole parts are evaluated next
 */
export function planChunk(
  engine: Pick<Engine, 'update' | 'epoch' | 'countRemainingInEpoch' | 'countPerEpoch'>,
  stop: StopRules,
  spent: ReadonlySet<StopReason>,
  wanted: number,
): { count: number; evaluated: number } {
  const { update, epoch } = engine
  const last = spent.has('epochs') ? Infinity : (stop.epochs ?? Infinity)
  const evaluated = Math.min(getNextEvaluation(epoch, stop), last)
  const toEvaluation = engine.countRemainingInEpoch() + (evaluated - epoch - 1) * engine.countPerEpoch()
  const toRule = stop.updates === undefined || spent.has('updates') ? Infinity : stop.updates - update
  return { count: Math.max(1, Math.min(wanted, toEvaluation, toRule)), evaluated }
}
