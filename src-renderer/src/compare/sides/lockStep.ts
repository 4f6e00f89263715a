/** The arithmetic of two runs on one slider. Pure. */
import type { Frame } from '../../../../src-worker/protocol/trainerApi'
import { epochAfter, epochBefore } from '../../timeline/timelineScale'

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
