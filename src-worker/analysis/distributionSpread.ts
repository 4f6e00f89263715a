/** Which moments of a run a view over the whole of it shows. */
import type { DistributionRequest } from '../protocol/distributions'

/** With the first, the newest and the shown one beside these there are at most 48. */
const mostMarks = 45

/**
 * Marks spread over the updates made, which stay where they are while a run goes on, so that what was computed for one
 * serves the next look as well. Where a kept moment is near a mark it stands for it, as it does where the mark itself
 * cannot be had. The first and the last kept one are always among them.
 * @param kept updates whose states are kept, ascending, at least one
 * @param canMake whether the moment after an update can be made from the kept one before it
 * @returns updates, ascending
 */
export function spreadMoments(
  kept: readonly number[],
  axis: DistributionRequest['axis'],
  canMake: (update: number, from: number) => boolean,
): number[] {
  const [first, newest] = [kept[0]!, kept[kept.length - 1]!]
  const marks = axis === 'linear' ? markEvenly(newest) : markPowers(newest)
  const chosen = new Set([first, newest])
  marks.forEach((mark, k) => {
    const { nearest, before } = findAround(kept, mark)
    const room = (marks[k + 1] ?? newest) - mark
    const isNear = Math.abs(nearest - mark) <= room / 4
    chosen.add(!isNear && before !== undefined && canMake(mark, before) ? mark : nearest)
  })
  return [...chosen].sort((a, b) => a - b)
}

/** Multiples of a power of two. */
function markEvenly(newest: number): number[] {
  const step = 2 ** Math.max(0, Math.ceil(Math.log2((newest + 1) / mostMarks)))
  return Array.from({ length: Math.floor(newest / step) + 1 }, (_, k) => k * step)
}

/** Powers of two, with others between them in equal ratios when there is room. */
function markPowers(newest: number): number[] {
  const powers = Math.log2(newest + 1)
  const room = Math.floor(Math.log2(Math.max(1, mostMarks / Math.max(1, powers))))
  const between = 2 ** Math.min(3, room)
  const marks = Array.from({ length: Math.floor(powers * between) + 1 }, (_, k) => 2 ** (k / between) - 1)
  return [...new Set(marks.map(Math.round))]
}

function findAround(kept: readonly number[], mark: number): { nearest: number; before: number | undefined } {
  let [low, high] = [0, kept.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (kept[middle]! < mark) low = middle + 1
    else high = middle
  }
  const [at, before] = [kept[low]!, kept[low - 1]]
  const nearest = before !== undefined && mark - before <= at - mark ? before : at
  return { nearest, before }
}

/** First to last in an order in which each next one halves a gap, so that a part of them shows the whole in coarse. */
export const orderCoarsely = (count: number): number[] =>
  Array.from({ length: count }, (_, k) => k).sort((a, b) => weightOf(b) - weightOf(a) || a - b)

/** The largest power of two that divides k; of 0 more than of any other. */
const weightOf = (k: number): number => (k === 0 ? Infinity : k & -k)
