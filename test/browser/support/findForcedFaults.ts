/** What cannot be told apart in forced colours, where grounds and shadows of the design are gone. */
import type { Page } from 'playwright-core'

/** Sentences such as `looks like the others: button.tab`; empty for a sound page. */
export const findForcedFaults = (page: Page): Promise<string[]> => page.evaluate(collectForcedFaults)

/** Runs in the page; holds no name from outside. */
function collectForcedFaults(): string[] {
  const faults: string[] = []
  const isShown = (one: Element): boolean =>
    one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    one.getBoundingClientRect().width > 0
  const describe = (one: Element): string =>
    `${one.tagName.toLowerCase()}${[...one.classList].map((name) => `.${name}`).join('')}`
  const isClear = (colour: string): boolean => /rgba\(.*, 0\)|transparent/.test(colour)
  /** All that an eye could tell two of a kind apart by. */
  const look = (one: Element): string =>
    ['', '::before', '::after']
      .map((part) => {
        const style = getComputedStyle(one, part)
        if (part !== '' && style.content === 'none') return ''
        const edge = style.outlineStyle === 'none' ? '' : `${style.outlineWidth} ${style.outlineColor}`
        return [
          isClear(style.backgroundColor) ? '' : style.backgroundColor,
          style.borderTopWidth === '0px' ? '' : `${style.borderTopWidth} ${style.borderTopColor}`,
          edge,
          style.color,
          style.fontWeight,
          style.textDecorationLine,
        ].join(' / ')
      })
      .concat(String([...one.querySelectorAll('svg')].filter((icon) => isShown(icon)).length))
      .concat(one.firstElementChild === null ? '' : getComputedStyle(one.firstElementChild).backgroundColor)
      .join(' | ')

  for (const one of document.querySelectorAll('button.push-button, dialog[open] .actions button')) {
    if (isShown(one) && getComputedStyle(one).borderTopStyle === 'none')
      faults.push(`no edge: ${describe(one)}`)
  }
  for (const state of ['aria-checked', 'aria-selected', 'aria-pressed', 'aria-current']) {
    for (const one of document.querySelectorAll(`[${state}]:not([${state}=false])`)) {
      if (!isShown(one) || one instanceof HTMLInputElement) continue
      const kind = `${one.tagName}[role="${one.getAttribute('role') ?? ''}"]`
      const peers = [...(one.parentElement?.parentElement?.querySelectorAll(one.tagName) ?? [])].filter(
        (peer) =>
          peer !== one &&
          isShown(peer) &&
          kind === `${peer.tagName}[role="${peer.getAttribute('role') ?? ''}"]` &&
          peer.className.split(' ')[0] === one.className.split(' ')[0] &&
          (peer.getAttribute(state) ?? 'false') === 'false',
      )
      if (peers.some((peer) => look(peer) === look(one)))
        faults.push(`looks like the others: ${describe(one)}`)
    }
  }
  return [...new Set(faults)]
}

/** Runs in the page: whether what has the focus, or the box it lies in, has an edge in a colour of the system. */
export function readFocusEdge(): { what: string; isSeen: boolean } {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return { what: 'the page', isSeen: true }
  const probe = document.createElement('span')
  document.body.append(probe)
  const colours = ['Highlight', 'CanvasText'].map((name) => {
    probe.style.setProperty('color', name)
    return getComputedStyle(probe).color
  })
  probe.remove()
  const isEdged = (one: Element | null): boolean => {
    if (one === null) return false
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one)
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && colours.includes(outlineColor)
  }
  const near = [focused, focused.parentElement, focused.nextElementSibling]
  return {
    what: `${focused.tagName.toLowerCase()}.${focused.getAttribute('class') ?? ''} ${focused.getAttribute('aria-label') ?? ''}`,
    isSeen: near.some(isEdged),
  }
}
