import { useShortcuts } from './useShortcuts'

export const focusable =
  'button:not(:disabled):not([tabindex="-1"]), input:not(:disabled), select:not(:disabled), a[href], [tabindex="0"]'

/** F6 and Shift+F6 go round the regions of the window: elements with `data-region`, in the order of the document. */
export function useRegions(): void {
  useShortcuts({ F6: () => move(1), 'Shift+F6': () => move(-1) })
}

function move(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.checkVisibility() && region.querySelector(focusable) !== null,
  )
  const present = regions.findIndex((region) => region.contains(document.activeElement))
  const next = present < 0 ? 0 : (present + by + regions.length) % regions.length
  const targets = regions[next]?.querySelectorAll<HTMLElement>(focusable) ?? []
  ;[...targets].find((target) => target.checkVisibility())?.focus()
}
