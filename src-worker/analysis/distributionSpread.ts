/** Which of the moments there are a view over the whole run shows. */
import type { DistributionRequest } from '../protocol/distributions'

/** With the first, the newest and the shown one beside these there are at most 48. */
const mostTargets = 45

/**
 * The moments nearest to marks that stay where they are while a run goes on, so that what was computed for one serves
 * the next look as well; the first and the last are always among them.
 * @param updates of the moments there are, ascending
 * @returns their places, ascending
 */
export function spreadMoments(updates: readonly number[], axis: DistributionRequest['axis']): number[] {
  if (updates.length === 0) return []
  const newest = updates[updates.length - 1]!
  const marks = axis === 'linear' ? markEvenly(newest) : markPowers(newest)
  const places = new Set([0, updates.length - 1, ...marks.map((mark) => findNearest(updates, mark))])
  return [...places].sort((a, b) => a - b)
}

/** Multiples of a power of two. */
function markEvenly(newest: number): number[] {
  const step = 2 ** Math.max(0, Math.ceil(Math.log2((newest + 1) / mostTargets)))
  return Array.from({ length: Math.floor(newest / step) + 1 }, (_, k) => k * step)
}

/** Powers of two, with others between them in equal ratios when there is room. */
function markPowers(newest: number): number[] {
  const powers = Math.log2(newest + 1)
  const between =
    powers === 0 ? 1 : 2 ** Math.min(3, Math.floor(Math.log2(Math.max(1, mostTargets / powers))))
  return Array.from({ length: Math.floor(powers * between) + 1 }, (_, k) => 2 ** (k / between) - 1)
}

function findNearest(updates: readonly number[], mark: number): number {
  let [low, high] = [0, updates.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (updates[middle]! < mark) low = middle + 1
    else high = middle
  }
  return low > 0 && mark - updates[low - 1]! <= updates[low]! - mark ? low - 1 : low
}

/** First to last in an order in which each next one halves a gap, so that a part of them shows the whole in coarse. */
export const orderCoarsely = (count: number): number[] =>
  Array.from({ length: count }, (_, k) => k).sort((a, b) => weightOf(b) - weightOf(a) || a - b)

/** The largest power of two that divides k; of 0 more than of any other. */
const weightOf = (k: number): number => (k === 0 ? Infinity : k & -k)
