/** The cursor on the map: pointer and keys move it from grid point to grid point, or along the run's path. */
import { ref, watch, type Ref } from 'vue'
import type { CostSurface } from '../../../../src-worker/protocol/surface'
import { moveInGrid } from '../../ui/moveInGrid'
import { findMoment, nearestPoint, pointOfMoment } from './surfaceGrid'
import type { CostSurfaceState } from './useCostSurface'

export interface MapCursor {
  /** Index of the path's moment in hand; −1 for none. */
  moment: Ref<number>
  /** @param shareX, shareY of the sides, from the minimum @param reach within which a moment is met, as a share */
  point(shareX: number, shareY: number, reach: number): void
  /** Shows the moment in hand. */
  choose(): void
  onKey(event: KeyboardEvent): void
}

export function useMapCursor({ trainer, spot, known }: CostSurfaceState): MapCursor {
  const moment = ref(-1)
  const surface = () => known.value?.surface ?? null
  // Another surface may have another path.
  watch(known, () => (moment.value = -1))

  function point(shareX: number, shareY: number, reach: number): void {
    const present = surface()
    if (present === null) return
    spot.value = nearestPoint(present, shareX, shareY)
    moment.value = findMoment(present, shareX, shareY, reach)
  }

  function choose(): void {
    const update = surface()?.path[moment.value]?.update
    if (update !== undefined) void trainer.seek(update)
  }

  function moveAlongPath(present: CostSurface, by: number): void {
    const last = present.path.length - 1
    if (last < 0) return
    const from = moment.value < 0 ? (by > 0 ? -1 : last + 1) : moment.value
    moment.value = Math.max(0, Math.min(last, from + by))
    spot.value = pointOfMoment(present, present.path[moment.value]!)
  }

  function moveOverGrid(present: CostSurface, key: string): boolean {
    const { resolution } = present
    const start = pointOfMoment(present, present.here)
    const from = spot.value ?? start
    // Rows count upwards here, downwards for the keys.
    const to = moveInGrid(
      key,
      { row: resolution - 1 - from.row, column: from.column },
      { rows: resolution, columns: resolution },
    )
    if (to === null) return false
    spot.value = spot.value === null ? start : { row: resolution - 1 - to.row, column: to.column }
    moment.value = momentAt(present)
    return true
  }

  /** A moment of the path counts as met within half of a grid step. */
  function momentAt(present: CostSurface): number {
    const { row, column } = spot.value!
    const lines = present.resolution - 1
    return findMoment(present, column / lines, row / lines, 0.71 / lines)
  }

  function onKey(event: KeyboardEvent): void {
    const present = surface()
    if (present === null || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'PageUp') moveAlongPath(present, -1)
    else if (event.key === 'PageDown') moveAlongPath(present, 1)
    else if (event.key === 'Enter') choose()
    else if (event.key === 'Escape') {
      spot.value = null
      moment.value = -1
    } else if (!moveOverGrid(present, event.key)) return
    event.preventDefault()
  }

  return { moment, point, choose, onKey }
}
