import { nextTick, watch, type Ref } from 'vue'

/** When a place that has the focus is put away, the focus goes to the chosen tab, not to the top of the window. */
export function useHiddenFocus(
  places: { element: Readonly<Ref<HTMLElement | null>>; shown: Readonly<Ref<boolean>> }[],
): void {
  for (const { element, shown } of places)
    watch(shown, async (now) => {
      if (now || element.value?.contains(document.activeElement) !== true) return
      await nextTick()
      document.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus()
    })
}
