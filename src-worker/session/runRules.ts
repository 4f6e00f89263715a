import type { StopReason } from '../protocol/trainerApi'
import type { StopRules } from '../spec/experiment'
import { advancePatience, findMetRules, type Patience, type RuleReadings } from './stopRules'

type Readings = Omit<RuleReadings, 'patience'>

/** The stop rules of one run: what they have seen so far, and which of them are spent. */
export class RunRules {
  /** Rules already met once: they do not stop a run that a person sends on. */
  readonly spent = new Set<StopReason>()

  constructor(
    public patience: Patience = { best: null, epochsSince: 0 },
    spent: readonly StopReason[] = [],
  ) {
    for (const rule of spent) this.spent.add(rule)
  }

  /** Of a run whose evaluations are known. @param costs those that rules look at, in order */
  static recall(costs: Iterable<number>): RunRules {
    let patience: Patience = { best: null, epochsSince: 0 }
    for (const cost of costs) patience = advancePatience(patience, cost)
    return new RunRules(patience)
  }

  /** A cost that rules look at has been evaluated. */
  judge(cost: number): void {
    this.patience = advancePatience(this.patience, cost)
  }

  /** What the run stands beyond already does not stop it. */
  spendMet(rules: StopRules, readings: Readings): void {
    for (const rule of this.findMet(rules, readings)) this.spent.add(rule)
  }

  /** @returns the first rule that is met anew, or null */
  apply(rules: StopRules, readings: Readings): StopReason | null {
    const met = this.findMet(rules, readings).filter((rule) => !this.spent.has(rule))
    for (const rule of met) this.spent.add(rule)
    return met[0] ?? null
  }

  private findMet(rules: StopRules, readings: Readings): StopReason[] {
    return findMetRules(rules, { ...readings, patience: this.patience })
  }
}
