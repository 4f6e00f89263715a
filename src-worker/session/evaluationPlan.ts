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
