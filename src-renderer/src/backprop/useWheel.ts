/** The wheel over a windowed matrix moves its window: down through the samples or units of its rows, across with Shift. */
import { axesOf } from '../../../src-worker/notation/tensorIds'
import type { Microscope } from './useMicroscope'
import { spanOf, type Span } from './window'

/** Wheel travel for one row or column, px. */
const travel = 40

export function useWheel({ shape, window, moveWindow }: Microscope): (event: WheelEvent) => void {
  let rest = 0
  return (event) => {
    if (event.ctrlKey || !(event.target instanceof Element)) return
    const grid = event.target.closest<HTMLElement>('[data-kind]')
    if (!grid) return
    const across = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
    const id = {
      kind: grid.dataset['kind'] as Parameters<typeof axesOf>[0]['kind'],
      layer: Number(grid.dataset['layer']),
    }
    const axes = axesOf(id, shape.value.units.length - 1)
    const axis = across ? axes.columns : axes.rows
    if (axis === 'one') return
    const span = spanOf(axis, shape.value, window.value)
    const delta = across && event.deltaX !== 0 ? event.deltaX : event.deltaY
    if (!canMove(span, delta)) return
    event.preventDefault()
    rest += delta
    const steps = Math.trunc(rest / travel)
    if (steps === 0) return
    rest -= steps * travel
    moveWindow(axis, Math.max(0, Math.min(span.total - span.count, span.start + steps)))
  }
}

/** At an end the wheel scrolls the page instead. */
const canMove = ({ start, count, total }: Span, delta: number): boolean =>
  total > count && (delta > 0 ? start + count < total : start > 0)
