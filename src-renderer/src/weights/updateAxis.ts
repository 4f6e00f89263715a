/** Updates along an axis in pixels, evenly or by powers, and its ticks. Pure. */
import type { DistributionRequest } from '../../../src-worker/protocol/distributions'
import type { PlotTick } from '../charts/plotFrame'
import { createRangeTicks } from '../charts/ticks'
import { formatShortCount } from '../ui/formatNumber'

export interface UpdateAxis {
  place(update: number): number
  ticks: PlotTick[]
}

/** Room for the words of a tick, px. */
const tickRoom = 64

/** @param updates ascending, at least one */
export function createUpdateAxis(
  updates: ArrayLike<number>,
  kind: DistributionRequest['axis'],
  left: number,
  width: number,
): UpdateAxis {
  const [first, last] = [updates[0]!, updates[updates.length - 1]!]
  const scale = kind === 'log' ? (update: number) => Math.log2(update + 1) : (update: number) => update
  const span = scale(last) - scale(first)
  const place = (update: number): number =>
    left + (span > 0 ? ((scale(update) - scale(first)) / span) * width : width / 2)
  const most = Math.max(2, Math.floor(width / tickRoom))
  const values = kind === 'log' ? listPowers(first, last, most) : listEvenly(first, last, most)
  return { place, ticks: values.map((value) => ({ at: place(value), text: formatShortCount(value) })) }
}

function listEvenly(first: number, last: number, most: number): number[] {
  const whole = createRangeTicks({ from: first, to: last }, Math.min(8, most)).map(({ value }) => value)
  const updates = whole.filter((value) => Number.isInteger(value))
  return updates.length > 0 ? updates : [last]
}

/** Powers of ten, with 0 where it is on the axis. */
function listPowers(first: number, last: number, most: number): number[] {
  const powers: number[] = first === 0 ? [0] : []
  for (let value = 1; value <= last; value *= 10) if (value >= first) powers.push(value)
  const step = Math.ceil(powers.length / most)
  return powers.length > 0 ? powers.filter((_, k) => k % step === 0) : [last]
}

/** Ends of the stretch that stands for each moment: halfway to its neighbours. */
export function listStretches(updates: ArrayLike<number>, axis: UpdateAxis, left: number, width: number) {
  const places = Array.from(updates, (update) => axis.place(update))
  return places.map((place, k) => {
    const from = k === 0 ? left : (places[k - 1]! + place) / 2
    const to = k === places.length - 1 ? left + width : (place + places[k + 1]!) / 2
    return { x: from, width: to - from }
  })
}

/** Place of the stretch under a pixel. */
export function findStretch(stretches: readonly { x: number; width: number }[], pixel: number): number {
  const at = stretches.findIndex(({ x, width }) => pixel < x + width)
  return at < 0 ? stretches.length - 1 : at
}
