/**
 * A button that can no longer be pressed keeps the focus while it has it: disabled, it would let the focus fall to the
 * page, and the next key would start from the top of the window.
 */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'

export interface HeldFocus {
  /** To be bound to the button. */
  attributes: ComputedRef<{ disabled: boolean; 'aria-disabled': 'true' | undefined }>
  /** On blur: from here on it is disabled like any other. */
  release(): void
  /** On click, before whatever listens: a press does nothing while the focus is held. */
  swallow(event: Event): void
}

export function useHeldFocus(
  button: Readonly<Ref<HTMLElement | null>>,
  isDisabled: () => boolean,
): HeldFocus {
  const held = ref(false)
  // Before the button is drawn as disabled: then the focus is gone.
  watch(isDisabled, (now) => (held.value = now && button.value === document.activeElement))

  return {
    attributes: computed(() => ({
      disabled: isDisabled() && !held.value,
      'aria-disabled': held.value ? 'true' : undefined,
    })),
    release: () => (held.value = false),
    swallow(event) {
      if (held.value) event.stopImmediatePropagation()
    },
  }
}
