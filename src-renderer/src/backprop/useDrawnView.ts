/**
 * What a grid draws: the newest view while it is on screen; off screen, where the page skips its drawing anyway, a view
 * that follows when the changes rest, so that moving through a large network costs only what is seen.
 */
import { onBeforeUnmount, onMounted, shallowRef, watch, type ShallowRef } from 'vue'
import type { MatrixView } from './matrixView'

export const restMs = 150

/** @param element skips its drawing off screen (`content-visibility: auto`), and says when that changes */
export function useDrawnView(
  view: () => MatrixView,
  element: Readonly<ShallowRef<HTMLElement | null>>,
): Readonly<ShallowRef<MatrixView>> {
  const drawn = shallowRef(view())
  let skipped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function draw(): void {
    clearTimeout(timer)
    drawn.value = view()
  }
  function onSkipChange(event: Event): void {
    skipped = (event as Event & { skipped?: boolean }).skipped === true
    if (!skipped) draw()
  }
  watch(
    view,
    () => {
      if (!skipped) return draw()
      clearTimeout(timer)
      timer = setTimeout(draw, restMs)
    },
    { flush: 'sync' },
  )
  onMounted(() => element.value?.addEventListener('contentvisibilityautostatechange', onSkipChange))
  onBeforeUnmount(() => {
    clearTimeout(timer)
    element.value?.removeEventListener('contentvisibilityautostatechange', onSkipChange)
  })
  return drawn
}
