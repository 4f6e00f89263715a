/** The arithmetic of two runs on one slider. Pure. */
import type { Frame } from '../../../../src-worker/protocol/trainerApi'
import { epochAfter, epochBefore } from '../../timeline/timelineScale'

export const clampUpdate = (update: number, end: number): number =>
  Math.max(0, Math.min(end, Math.round(update)))

/** What of a frame a step by an epoch needs. */
export type EpochPlace = Pick<Frame, 'update' | 'newest' | 'batch' | 'batchesLeft' | 'updatesPerEpoch'>

/** The update that ends the present epoch, of the first run that has gone on from here. */
export function nextEpoch(update: number, places: readonly EpochPlace[]): number {
  const place = places.find((one) => one.update === update && one.newest > update)
  return place === undefined ? update + 1 : epochAfter(place)
}

/** Where the present epoch began, of the first run that is there. */
export function previousEpoch(update: number, places: readonly EpochPlace[]): number {
  const place = places.find((one) => one.update === update)
  return place === undefined ? update - 1 : epochBefore(place)
}

/** Cost of the batch before the moment; at the start that of the whole training part. NaN without a frame. */
export function costOf(frame: Pick<Frame, 'cost' | 'trainingCost'> | null): number {
  if (frame === null) return NaN
  return Number.isNaN(frame.cost) ? frame.trainingCost : frame.cost
}

/** b − a of the costs; NaN where one is missing, or where the two are of different updates. */
export function compareCosts(
  a: Pick<Frame, 'cost' | 'trainingCost' | 'update'> | null,
  b: Pick<Frame, 'cost' | 'trainingCost' | 'update'> | null,
): number {
  return a === null || b === null || a.update !== b.update ? NaN : costOf(b) - costOf(a)
}

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
