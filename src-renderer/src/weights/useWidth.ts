import { onBeforeUnmount, onMounted, ref, type Ref, type ShallowRef } from 'vue'

/** Inner width of an element in px, followed while it is there. @param first until it is measured */
export function useWidth(
  element: Readonly<ShallowRef<HTMLElement | null>>,
  first: number,
): Readonly<Ref<number>> {
  const width = ref(first)
  let observer: ResizeObserver | undefined
  onMounted(() => {
    if (typeof ResizeObserver === 'undefined' || !element.value) return
    observer = new ResizeObserver(([entry]) => {
      // Nothing while it is hidden.
      if (entry && entry.contentRect.width > 0) width.value = entry.contentRect.width
    })
    observer.observe(element.value)
  })
  onBeforeUnmount(() => observer?.disconnect())
  return width
}
