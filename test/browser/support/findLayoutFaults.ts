/**
 * What of a page cannot be read or reached: text cut off by its box, text upon text, controls outside the window,
 * a page that scrolls sideways. Scrolled-away text is no fault. A text that ends in … must say itself whole in a title.
 */
import type { Page } from 'playwright-core'

/** Sentences such as `cut: «Weights» in button.tab`; empty for a sound page. */
export const findLayoutFaults = (page: Page): Promise<string[]> => page.evaluate(collectLayoutFaults)

/** Texts of the page with a word that no message gave it: outside « and ». */
export const findUntranslated = (page: Page): Promise<string[]> => page.evaluate(collectUntranslated)

/** Runs in the page. */
function collectLayoutFaults(): string[] {
  interface Box {
    left: number
    top: number
    right: number
    bottom: number
  }
  /** What a layer covers is meant to be covered. */
  const layers = 'dialog, [popover], [role=dialog], [role=menu], .drawer, .tour, .menu'
  const slack = 1.5
  const faults = new Set<string>()

  const describe = (element: Element): string => {
    const names = [...element.classList].map((one) => `.${one}`).join('')
    return `${element.tagName.toLowerCase()}${names}`
  }
  const place = (element: Element): string =>
    [element.parentElement?.parentElement, element.parentElement, element]
      .filter((one): one is Element => Boolean(one))
      .map(describe)
      .join(' > ')
  const short = (text: string): string => text.trim().replace(/\s+/g, ' ').slice(0, 60)
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest('.visually-hidden, [aria-busy=true] .ghost') === null

  /** The box as far as scrolling can bring it into view, or the element that cuts it off. */
  function follow(start: Element, box: Box): { seen: Box | null; cutBy: Element | null } {
    let seen: Box | null = { left: box.left, top: box.top, right: box.right, bottom: box.bottom }
    let position = getComputedStyle(start).position
    for (let one: Element | null = start; one !== null; one = one.parentElement) {
      const style = getComputedStyle(one)
      if (one !== start && position === 'absolute' && style.position === 'static') continue
      if (position === 'fixed' && one !== start) break
      if (one !== start) position = style.position
      if (one === document.body || one === document.documentElement) break
      if (style.display === 'inline' || style.display === 'contents') continue
      const edge = one.getBoundingClientRect()
      const beyondX = seen.left < edge.left - slack || seen.right > edge.right + slack
      const beyondY = seen.top < edge.top - slack || seen.bottom > edge.bottom + slack
      const cuts = (value: string): boolean => value === 'hidden' || value === 'clip'
      if (beyondX && cuts(style.overflowX) && !endsWhole(one)) return { seen, cutBy: one }
      if (beyondY && cuts(style.overflowY)) return { seen, cutBy: one }
      seen = {
        left: style.overflowX === 'visible' ? seen.left : Math.max(seen.left, edge.left),
        right: style.overflowX === 'visible' ? seen.right : Math.min(seen.right, edge.right),
        top: style.overflowY === 'visible' ? seen.top : Math.max(seen.top, edge.top),
        bottom: style.overflowY === 'visible' ? seen.bottom : Math.min(seen.bottom, edge.bottom),
      }
      if (seen.left >= seen.right || seen.top >= seen.bottom) return { seen: null, cutBy: null }
    }
    const outside =
      seen.left < -slack ||
      seen.top < -slack ||
      seen.right > window.innerWidth + slack ||
      seen.bottom > window.innerHeight + slack
    return { seen, cutBy: outside ? document.body : null }
  }

  /** An ellipsis that is meant: the whole text is in a title, or the field itself can be gone through. */
  function endsWhole(element: Element): boolean {
    if (getComputedStyle(element).textOverflow !== 'ellipsis') return false
    return element.closest('[title]') !== null
  }

  // What lets the pointer through is drawn all the same.
  const hit = new CSSStyleSheet()
  hit.replaceSync('* { pointer-events: auto !important }')
  document.adoptedStyleSheets.push(hit)

  const texts: { text: string; box: Box; element: Element }[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement
    const text = node.textContent ?? ''
    if (element === null || text.trim() === '' || !isShown(element)) continue
    if (element.closest('.katex, option, style, script') !== null) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue
      const { seen, cutBy } = follow(element, rect)
      if (cutBy !== null) {
        const kind = cutBy === document.body ? 'outside the window' : 'cut'
        faults.add(`${kind}: ${short(text)} in ${place(element)} by ${describe(cutBy)}`)
      } else if (seen !== null) texts.push({ text, box: seen, element })
    }
  }

  for (const control of document.querySelectorAll(
    'button, input, select, textarea, a, summary, [role=slider]',
  )) {
    if (!isShown(control)) continue
    const rect = control.getBoundingClientRect()
    if (rect.width < 1 || rect.height < 1) continue
    const { cutBy } = follow(control.parentElement!, rect)
    if (cutBy === document.body) faults.add(`control outside the window: ${place(control)}`)
    else if (cutBy !== null) faults.add(`control cut: ${place(control)} by ${describe(cutBy)}`)
    if (control instanceof HTMLSelectElement) {
      const style = getComputedStyle(control)
      const pen = document.createElement('canvas').getContext('2d')!
      pen.font = style.font
      const room = control.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
      const text = control.selectedOptions[0]?.text ?? ''
      const isWhole = pen.measureText(text).width <= room + 2
      if (!isWhole && control.closest('[title]') === null)
        faults.add(`cut: ${short(text)} in ${place(control)}`)
    }
  }

  const layerOf = (element: Element): Element | null => element.closest(layers)
  texts.sort((one, other) => one.box.top - other.box.top)
  texts.forEach((one, k) => {
    for (let n = k + 1; n < texts.length; n++) {
      const other = texts[n]!
      if (other.box.top >= one.box.bottom) break
      if (other.element === one.element || layerOf(one.element) !== layerOf(other.element)) continue
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
      if (wide <= 2 || high <= 4) continue
      // Under a head that stays, or a part that lies over it, is no fault: only what is drawn at once.
      const at = [
        (Math.max(one.box.left, other.box.left) + Math.min(one.box.right, other.box.right)) / 2,
        (Math.max(one.box.top, other.box.top) + Math.min(one.box.bottom, other.box.bottom)) / 2,
      ] as const
      const drawn = document.elementsFromPoint(...at)
      const [front, back] = [one, other].sort(
        (a, b) => drawn.indexOf(a.element) - drawn.indexOf(b.element),
      ) as [typeof one, typeof one]
      const covering = drawn
        .slice(0, Math.max(0, drawn.indexOf(back.element)))
        .some((over) => !over.contains(back.element) && over.contains(front.element) && isOpaque(over))
      if (drawn.includes(back.element) && covering) continue
      faults.add(`overlap: ${short(one.text)} / ${short(other.text)} in ${place(one.element)}`)
    }
  })
  function isOpaque(element: Element): boolean {
    const { backgroundColor } = getComputedStyle(element)
    return !/^rgba\(.*, 0(\.\d+)?\)$|transparent/.test(backgroundColor)
  }

  if (
    document.documentElement.scrollWidth > window.innerWidth ||
    document.body.scrollWidth > window.innerWidth
  )
    faults.add(`the page scrolls sideways: ${document.body.scrollWidth} of ${window.innerWidth}`)
  document.adoptedStyleSheets.pop()
  return [...faults]
}

/** Runs in the page. */
function collectUntranslated(): string[] {
  const found = new Set<string>()
  const note = (text: string, element: Element): void => {
    const outside = text.replace(/«[^»]*»/g, ' ').replace(/«.*|.*»/g, ' ')
    if (/\p{L}{3,}/u.test(outside))
      found.add(
        `${outside.trim().replace(/\s+/g, ' ').slice(0, 80)} in ${element.tagName.toLowerCase()}.${element.className}`,
      )
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement!
    if (element.closest('.katex, style, script, code, kbd, pre') === null)
      note(node.textContent ?? '', element)
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [aria-description]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'aria-description'])
      note(element.getAttribute(name) ?? '', element)
  return [...found]
}
