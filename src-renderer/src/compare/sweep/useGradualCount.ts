import { onScopeDispose, ref, watch, type Ref } from 'vue'

const pauseMs = 16

/**
 * How many of many lines are drawn: some at once, then some more after each pause, so that no piece of drawing is long.
 * @param step lines at once
 */
export function useGradualCount(total: () => number, step: () => number): Readonly<Ref<number>> {
  const count = ref(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  function grow(): void {
    timer = undefined
    count.value = Math.min(total(), count.value + step())
    if (count.value < total()) timer = setTimeout(grow, pauseMs)
  }
  watch(
    [total, step],
    () => {
      clearTimeout(timer)
      count.value = 0
      grow()
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return count
}
