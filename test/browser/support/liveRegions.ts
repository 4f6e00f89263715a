/**
 * Runs in the page: keeps what live regions say in `window.announcements`, each with its urgency. As strict as screen
 * readers are: a status is heard when it changes inside of a region that was there before; one that comes as a whole is
 * not, but an alert is. `aria-live="off"` is silent.
 */
export function listen(): void {
  if (Reflect.has(window, 'announcements')) return
  const announcements: string[] = []
  Reflect.set(window, 'announcements', announcements)
  const live = '[aria-live], [role=status], [role=alert], [role=log]'
  const last = new WeakMap<Element, string>()

  const urgencyOf = (region: Element): string =>
    region.getAttribute('aria-live') ?? (region.getAttribute('role') === 'alert' ? 'assertive' : 'polite')
  const textOf = (node: Node): string => (node.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
  const say = (region: Element, text: string): void => {
    if (text === '' || urgencyOf(region) === 'off' || last.get(region) === text) return
    last.set(region, text)
    announcements.push(`${urgencyOf(region)}: ${text}`)
  }

  function hear(records: MutationRecord[]): void {
    const changed = new Map<Element, string>()
    for (const { target, type, addedNodes } of records) {
      const element = target instanceof Element ? target : target.parentElement
      const region = element?.closest(live) ?? null
      const added = [...addedNodes].filter((node) => node.isConnected)
      for (const node of added)
        if (node instanceof Element)
          for (const alert of [node, ...node.querySelectorAll('[role=alert]')])
            if (alert.matches('[role=alert]')) changed.set(alert, textOf(alert))
      if (region === null || (type === 'childList' && added.length === 0)) continue
      const isWhole = region.matches('[role], [aria-atomic=true]')
      const parts = added.filter((node) => !(node instanceof Element && node.matches('[role=alert]')))
      changed.set(region, isWhole || type === 'characterData' ? textOf(region) : parts.map(textOf).join(' '))
    }
    for (const [region, text] of changed) say(region, text)
  }
  const start = (): void =>
    new MutationObserver(hear).observe(document, { subtree: true, childList: true, characterData: true })
  start()
}
