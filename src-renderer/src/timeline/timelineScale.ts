/** What the timeline measures: from update 0 to what the stop rules still allow. Pure. */
import type { StopRules } from '../../../src-worker/spec/experiment'
import { formatShortCount } from '../ui/formatNumber'

export type TimeUnit = 'update' | 'epoch'

/**
 * The right end of the timeline in updates: the nearer of the rules that count; without one, a round number with
 * room ahead of the run.
 */
export function findEnd(stop: StopRules, update: number, updatesPerEpoch: number): number {
  const ends = [stop.updates, stop.epochs === undefined ? undefined : stop.epochs * updatesPerEpoch]
  const known = ends.filter((end) => end !== undefined)
  if (known.length > 0) return Math.max(update, Math.min(...known), 1)
  return roundUp(Math.max(update * 1.25, 100))
}

/** 1, 2 or 5 times a power of ten, at least the value. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5].find((step) => step * power >= value) ?? 10) * power
}

/** Round values from 0 to the end, about `count` of them; the end itself only when it is one. */
export function chooseTicks(end: number, count: number): number[] {
  const step = Math.max(1, roundUp(end / count))
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, k) => k * step)
}

/**
 * Area under the logarithm of the cost, in a box of 1000 × 100 over the whole timeline; empty below two points.
 * @param most points at most, picked evenly
 */
export function createCostArea(
  update: ArrayLike<number>,
  cost: ArrayLike<number>,
  end: number,
  most = 400,
): string {
  const points: [number, number][] = []
  const step = Math.max(1, Math.ceil(update.length / most))
  for (let k = 0; k < update.length; k += step) {
    const value = cost[k]!
    if (Number.isFinite(value) && value > 0) points.push([update[k]!, Math.log(value)])
  }
  if (points.length < 2) return ''
  const heights = points.map(([, y]) => y)
  const [low, high] = [Math.min(...heights), Math.max(...heights)]
  const range = high - low || 1
  const line = points.map(([x, y]) => {
    return `${((1000 * x) / end).toFixed(1)} ${(84 - (72 * (y - low)) / range).toFixed(1)}`
  })
  const left = ((1000 * points[0]![0]) / end).toFixed(1)
  const right = ((1000 * points.at(-1)![0]) / end).toFixed(1)
  return `M${left} 100L${line.join('L')}L${right} 100Z`
}

interface EpochPlace {
  update: number
  newest: number
  batch: number
  batchesLeft: number
  updatesPerEpoch: number
}

/** The update that ends the present epoch, at most the newest one. */
export const epochAfter = ({ update, newest, batchesLeft }: EpochPlace): number =>
  Math.min(newest, update + batchesLeft)

/** The update before the present epoch began; at such a place the one before. */
export const epochBefore = ({ update, batch, updatesPerEpoch }: EpochPlace): number =>
  Math.max(0, update - (batch === 0 ? updatesPerEpoch : batch))

/** Moments of a play back: so many updates at once that it takes about eight seconds. */
export const strideOf = (updates: number): number => Math.max(1, Math.ceil(updates / 160))

/** The update at a share of the track, of those that were made. */
export const updateAt = (share: number, end: number, newest: number): number =>
  clampUpdate(share * end, newest)

export const clampUpdate = (update: number, end: number): number =>
  Math.max(0, Math.min(end, Math.round(update)))

/** Where an update lies on the track, in CSS. */
export const placeOnTrack = (update: number, end: number): string => `${(100 * update) / Math.max(1, end)}%`

/** @param scale updates of the unit that the labels count */
export const placeTicks = (end: number, scale = 1): { label: string; left: string }[] =>
  chooseTicks(end / scale, 5).map((value) => ({
    label: formatShortCount(value),
    left: placeOnTrack(value * scale, end),
  }))

/** Where a key leads on the slider; null for a key that it does not take. */
export function moveOnSlider(key: string, update: number, end: number): number | null {
  const large = Math.max(1, Math.round(end / 10))
  const moves: Record<string, number> = {
    ArrowLeft: update - 1,
    ArrowDown: update - 1,
    ArrowRight: update + 1,
    ArrowUp: update + 1,
    PageDown: update - large,
    PageUp: update + large,
    Home: 0,
    End: end,
  }
  const moved = moves[key]
  return moved === undefined ? null : clampUpdate(moved, end)
}

/** The next mark on one side of an update; without one, that end. */
export function findMark(marks: readonly number[], direction: number, update: number, end: number): number {
  const beyond = marks.filter((mark) => (mark - update) * direction > 0)
  return direction < 0 ? Math.max(0, ...beyond) : Math.min(end, ...beyond)
}
