import type { Evaluation } from '../core/engine'
import type { StopReason } from '../protocol/trainerApi'
import type { StopRules } from '../spec/experiment'

/** What the patience rule remembers; `best` is null before the first evaluation. */
export interface Patience {
  best: number | null
  epochsSince: number
}

/** The cost that rules look at: over the validation rows, or over the training rows when there are none. */
export const getJudgedCost = (training: Evaluation, validation: Evaluation | null): number =>
  (validation ?? training).cost

/** Patience after one more epoch. An equal cost is no improvement. */
export function advancePatience(patience: Patience, cost: number): Patience {
  return patience.best === null || cost < patience.best
    ? { best: cost, epochsSince: 0 }
    : { best: patience.best, epochsSince: patience.epochsSince + 1 }
}

export interface RuleReadings {
  update: number
  epoch: number
  seconds: number
  /** Of an evaluation just made; null between evaluations. */
  judgedCost: number | null
  patience: Patience
}

/** Every rule that the readings meet. */
export function findMetRules(
  rules: StopRules,
  { update, epoch, seconds, judgedCost, patience }: RuleReadings,
): StopReason[] {
  const met: StopReason[] = []
  if (rules.updates !== undefined && update >= rules.updates) met.push('updates')
  if (rules.epochs !== undefined && epoch >= rules.epochs) met.push('epochs')
  if (rules.cost !== undefined && judgedCost !== null && judgedCost < rules.cost) met.push('cost')
  if (rules.patience !== undefined && patience.epochsSince >= rules.patience) met.push('patience')
  if (rules.seconds !== undefined && seconds >= rules.seconds) met.push('seconds')
  return met
}
