/** Rows of equal height in a scrolled list: only those near the visible part are drawn. */
import { computed, nextTick, ref, type ComputedRef, type Ref } from 'vue'

/** Rows drawn above and below the visible part. */
const margin = 6
/** Of a list that is not laid out yet. */
const usualHeight = 400

export interface RowWindow {
  /** First row that is drawn, and the one after the last. */
  readonly start: ComputedRef<number>
  readonly end: ComputedRef<number>
  /** Height of what is not drawn, in pixels. */
  readonly above: ComputedRef<number>
  readonly below: ComputedRef<number>
  onScroll(): void
  /** Scrolls a row into sight; settles when it is drawn. */
  reveal(row: number): Promise<void>
}

/** @param rowHeight in pixels. @param list the element that scrolls. */
export function useRowWindow(
  count: () => number,
  rowHeight: number,
  list: Readonly<Ref<HTMLElement | null>>,
): RowWindow {
  const top = ref(0)
  const height = ref(usualHeight)

  function onScroll(): void {
    if (list.value === null) return
    top.value = list.value.scrollTop
    height.value = list.value.clientHeight || usualHeight
  }

  const start = computed(() => Math.max(0, Math.min(Math.floor(top.value / rowHeight) - margin, count() - 1)))
  const end = computed(() => Math.min(count(), Math.ceil((top.value + height.value) / rowHeight) + margin))
  return {
    start,
    end,
    above: computed(() => start.value * rowHeight),
    below: computed(() => (count() - end.value) * rowHeight),
    onScroll,
    async reveal(row) {
      const element = list.value
      if (element === null) return
      const [first, last] = [row * rowHeight, (row + 2) * rowHeight]
      const visible = element.clientHeight || usualHeight
      if (first < element.scrollTop) element.scrollTop = first
      else if (last > element.scrollTop + visible) element.scrollTop = last - visible
      onScroll()
      await nextTick()
    },
  }
}
