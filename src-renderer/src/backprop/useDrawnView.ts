/**
 * What a grid draws: the newest view while it is in sight; out of sight one that follows when the changes rest, so that
 * opening a large network and moving through it costs only what is seen.
 */
import { onBeforeUnmount, onMounted, shallowRef, watch, type ShallowRef } from 'vue'
import type { MatrixView } from './matrixView'

export const restMs = 150
/** Drawn before it comes into sight, px. */
const margin = 160

/**
 * @param element scrolls in the nearest region
 * @param startsFar true where the first look does not reach: its cells come when the others stand
 */
export function useDrawnView(
  view: () => MatrixView,
  element: Readonly<ShallowRef<HTMLElement | null>>,
  startsFar: boolean,
): Readonly<ShallowRef<MatrixView>> {
  const isObserved = typeof IntersectionObserver !== 'undefined'
  let skipped = startsFar && isObserved
  const drawn = shallowRef<MatrixView>(skipped ? withoutCells(view()) : view())
  let observer: IntersectionObserver | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function draw(): void {
    clearTimeout(timer)
    drawn.value = view()
  }
  function drawWhenResting(): void {
    clearTimeout(timer)
    timer = setTimeout(draw, restMs)
  }
  watch(view, () => (skipped ? drawWhenResting() : draw()), { flush: 'sync' })
  onMounted(() => {
    if (skipped) drawWhenResting()
    if (!isObserved || !element.value) return
    observer = new IntersectionObserver(
      ([entry]) => {
        skipped = entry?.isIntersecting === false
        if (!skipped && drawn.value !== view()) draw()
      },
      { root: element.value.closest('[role=region]'), rootMargin: `${margin}px` },
    )
    observer.observe(element.value)
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    observer?.disconnect()
  })
  return drawn
}

const withoutCells = ({ id, key, name, rows, columns, letters }: MatrixView): MatrixView => ({
  id,
  key,
  name,
  rows,
  columns,
  cells: [],
  letters,
})
