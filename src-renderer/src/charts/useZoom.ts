/** Wheel, drag and keys on a plot become a view of its x axis. */
import { ref, type Ref } from 'vue'
import type { ChartRange } from './chartSeries'
import { limitView, moveViewByKey, panBy, zoomAt, type ChartView } from './chartView'

export interface ZoomParts {
  range: () => ChartRange
  /** Right end of the whole axis. */
  end: () => number
  /** x under a pixel of the plot; null outside. */
  valueAtPixel(pixel: number): number | null
  setView(view: ChartView | null): void
}

/** Shorter drags are clicks, px. */
const leastDrag = 5
const pixelsPerLine = 16
/** Growth of the range for each pixel of wheel travel: a notch of 100 px is a quarter. */
const wheelRate = 0.0022

export interface Zoom {
  /** What is marked with the pointer held down; null otherwise. */
  selection: Readonly<Ref<ChartRange | null>>
  onWheel(event: WheelEvent): void
  onPointerDown(event: PointerEvent): void
  onPointerMove(event: PointerEvent): void
  onPointerUp(): void
  cancel(): void
  onKey(event: KeyboardEvent): void
}

export function useZoom({ range, end, valueAtPixel, setView }: ZoomParts): Zoom {
  const selection = ref<ChartRange | null>(null)
  let start: { pixel: number; x: number } | null = null

  function cancel(): void {
    start = null
    selection.value = null
  }

  return {
    selection,
    /** What cannot be zoomed out further scrolls the panel instead. */
    onWheel(event) {
      if (event.ctrlKey || event.metaKey) return
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? pixelsPerLine : 1
      const across = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
      const travel = unit * (across && event.deltaX !== 0 ? event.deltaX : event.deltaY)
      const shown = range()
      const whole = shown.from <= 0 && shown.to >= end()
      if (travel === 0 || (whole && (across || travel > 0))) return
      event.preventDefault()
      const at = valueAtPixel(event.offsetX) ?? (shown.from + shown.to) / 2
      const factor = Math.exp(travel * wheelRate)
      setView(across ? panBy(shown, end(), travel / 300) : zoomAt(shown, end(), at, factor))
    },
    onPointerDown(event) {
      const x = valueAtPixel(event.offsetX)
      if (event.button !== 0 || x === null) return
      start = { pixel: event.offsetX, x }
      if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove(event) {
      if (start === null || Math.abs(event.offsetX - start.pixel) < leastDrag) return
      const { from, to } = range()
      const beyond = event.offsetX < start.pixel ? from : to
      const x = valueAtPixel(event.offsetX) ?? beyond
      selection.value = { from: Math.min(start.x, x), to: Math.max(start.x, x) }
    },
    onPointerUp() {
      const chosen = selection.value
      cancel()
      if (chosen !== null) setView(limitView(chosen, end()))
    },
    cancel,
    onKey(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Escape' && selection.value !== null) {
        cancel()
        return
      }
      const view = moveViewByKey(event.key, range(), end())
      if (view === undefined) return
      event.preventDefault()
      setView(view)
    },
  }
}
