/**
 * A strip over the stage goes when it is answered or closed, and takes along the button that was pressed: the focus then
 * goes on from the stage below it.
 */
import { onBeforeUnmount, onMounted, type Ref } from 'vue'
import { focusable } from './useRegions'

/** @param strips what holds the strips. @param stage where the focus goes on. */
export function useStripFocus(
  strips: Readonly<Ref<HTMLElement | null>>,
  stage: Readonly<Ref<HTMLElement | null>>,
): void {
  let within = false
  const leave = ({ target, relatedTarget }: FocusEvent): void => {
    if (relatedTarget !== null) within = strips.value?.contains(relatedTarget as Node) === true
    // Left for nothing, or removed: only then it is gone a moment later.
    else queueMicrotask(() => (within &&= !(target as Node).isConnected))
  }
  const observer = new MutationObserver(() => {
    if (!within || document.activeElement !== document.body) return
    within = false
    const targets = stage.value?.querySelectorAll<HTMLElement>(focusable) ?? []
    ;[...targets].find((target) => target.checkVisibility())?.focus()
  })

  onMounted(() => {
    strips.value?.addEventListener('focusin', () => (within = true))
    strips.value?.addEventListener('focusout', leave)
    if (strips.value) observer.observe(strips.value, { childList: true, subtree: true })
  })
  onBeforeUnmount(() => observer.disconnect())
}
