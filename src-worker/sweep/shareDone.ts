import type { StopRules } from '../spec/experiment'

/** Share of the way to the nearest rule that can be counted; null when there is none. */
export function getShareDone(
  { update, updatesPerEpoch }: { update: number; updatesPerEpoch: number },
  stop: StopRules,
  start: number,
): number | null {
  const goals = [stop.updates, stop.epochs === undefined ? undefined : stop.epochs * updatesPerEpoch].filter(
    (goal) => goal !== undefined,
  )
  if (goals.length === 0) return null
  const goal = Math.min(...goals)
  return goal <= start ? 1 : Math.min(1, (update - start) / (goal - start))
}
