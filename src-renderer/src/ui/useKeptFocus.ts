import { nextTick, watch, type Ref, type WatchSource } from 'vue'

/**
 * When what had the focus has gone, or can no longer have it, the focus goes to something near.
 * @param changes what may take it away.
 * @param find where it goes; its first button or field when it is not one itself.
 */
export function useKeptFocus(
  changes: WatchSource[],
  find: () => HTMLElement | null | undefined | Promise<HTMLElement | null | undefined>,
): void {
  watch(
    changes,
    async () => {
      await nextTick()
      if (!isLost()) return
      const near = await find()
      const target = near?.matches(focusable) === true ? near : near?.querySelector<HTMLElement>(focusable)
      if (isLost()) target?.focus()
    },
    { flush: 'post' },
  )
}

const focusable =
  'button:not(:disabled):not([tabindex="-1"]), input:not([tabindex="-1"]), textarea, [tabindex="0"]'

/** A button may keep the focus while it is off: `useHeldFocus`. */
const off = ':disabled, [aria-disabled="true"]'

const isLost = (): boolean => {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || activeElement.matches(off)
}

/** The usual place: the view itself. */
export const withinView = (view: Readonly<Ref<HTMLElement | null>>) => (): HTMLElement | null => view.value
