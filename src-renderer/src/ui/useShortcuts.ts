import { onScopeDispose } from 'vue'

/**
 * Key as in `Mod+Shift+Z`, `Space`, `F5`, `.`; Mod is Command on a Mac and Control elsewhere.
 * An action that answers false leaves the key to others.
 */
export type Shortcuts = Record<string, () => void | false>

interface KeyLike {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

export function nameOfKey(event: KeyLike): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key
  const mod = event.ctrlKey || event.metaKey ? 'Mod+' : ''
  const alt = event.altKey ? 'Alt+' : ''
  const shift = event.shiftKey ? 'Shift+' : ''
  return `${mod}${alt}${shift}${key}`
}

/** A text field has these itself. */
const editingKeys = ['Mod+Z', 'Mod+Shift+Z', 'Mod+Y', 'Mod+Backspace']

/** What Space would press: not a tab or choice that is chosen already, for there the press does nothing. */
const pressed =
  'button:not([aria-selected=true], [role=radio][aria-checked=true]), summary, a, input, [role=tab]:not([aria-selected=true]), [role=radio]:not([aria-checked=true]), [role=gridcell]'

/** A key without Mod is left alone while typing, and Space presses what has the focus. */
export function mayTake(name: string, target: EventTarget | null): boolean {
  // What lies behind an open dialog is out of reach.
  if (target instanceof Element && target.closest('dialog') !== null) return false
  if (/^F\d/.test(name) || (name.startsWith('Mod+') && !editingKeys.includes(name))) return true
  if (!(target instanceof HTMLElement)) return true
  if (target.matches('input:not([type=checkbox]), textarea, select, [contenteditable=true]')) return false
  if (target.closest('[role=menu]') !== null) return false
  return name !== 'Space' || !target.matches(pressed)
}

export function useShortcuts(shortcuts: Shortcuts): void {
  const onKey = (event: KeyboardEvent): void => {
    const name = nameOfKey(event)
    const action = shortcuts[name]
    if (action === undefined || event.defaultPrevented || event.repeat) return
    if (!mayTake(name, event.target)) return
    if (action() !== false) event.preventDefault()
  }
  window.addEventListener('keydown', onKey)
  onScopeDispose(() => window.removeEventListener('keydown', onKey))
}
