import { onBeforeUnmount, onMounted, ref, type Ref, type ShallowRef } from 'vue'

/** Inner size of an element in px, followed while it is there. */
export function useElementSize(element: Readonly<ShallowRef<HTMLElement | null>>): {
  width: Ref<number>
  height: Ref<number>
} {
  const width = ref(0)
  const height = ref(0)
  let observer: ResizeObserver | undefined
  onMounted(() => {
    if (typeof ResizeObserver === 'undefined' || !element.value) return
    observer = new ResizeObserver(([entry]) => {
      width.value = entry?.contentRect.width ?? 0
      height.value = entry?.contentRect.height ?? 0
    })
    observer.observe(element.value)
  })
  onBeforeUnmount(() => observer?.disconnect())
  return { width, height }
}
