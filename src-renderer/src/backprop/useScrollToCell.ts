/** Brings the chosen cell into sight when a way led to it: no further than needed, with some room around. */
import { watch, type ComputedRef, type ShallowRef } from 'vue'
import type { CellId } from '../../../src-worker/protocol/microscope'
import { boxOfCells, type Box, type LaneLayout } from './laneLayout'
import { slotOf } from './tensors'

const room = 40

export function useScrollToCell(
  scroller: Readonly<ShallowRef<HTMLElement | null>>,
  layout: ComputedRef<LaneLayout>,
  selected: ComputedRef<CellId | null>,
): void {
  watch(
    [selected, layout],
    ([cell], [before]) => {
      const element = scroller.value
      if (!element || cell === null || cell === before) return
      const placed = layout.value.placed.get(slotOf(cell))
      const box =
        placed && boxOfCells(placed, layout.value.cell, [cell.row, cell.row], [cell.column, cell.column])
      if (!box) return
      const left = nearest(element.scrollLeft, element.clientWidth, box.x, box.width)
      const top = nearest(element.scrollTop, element.clientHeight, box.y, box.height)
      if (left !== element.scrollLeft || top !== element.scrollTop) element.scrollTo({ left, top })
    },
    { flush: 'post' },
  )
}

function nearest(scroll: number, size: number, start: Box['x'], length: number): number {
  if (start - room < scroll) return Math.max(0, start - room)
  return start + length + room > scroll + size ? start + length + room - size : scroll
}
