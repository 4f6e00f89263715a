/**
 * Every shortcut of the lab in one table: the window binds its own from here, and the sheet shows all of them.
 * Keys as `useShortcuts` names them.
 */
import type { Shortcuts } from '../ui/useShortcuts'

/** What the window itself does, with the keys that do it. */
export const windowShortcuts = {
  runOrPause: ['Space', 'F5'],
  step: ['.', 'F10'],
  back: [',', 'Shift+F10'],
  stepOther: ['Shift+>'],
  backOther: ['Shift+<'],
  restart: ['Mod+Backspace'],
  branch: ['Mod+D'],
  new: ['Mod+N'],
  open: ['Mod+O'],
  openData: ['Mod+Shift+O'],
  save: ['Mod+S'],
  saveAs: ['Mod+Shift+S'],
  export: ['Mod+E'],
  undo: ['Mod+Z'],
  redo: ['Mod+Shift+Z', 'Mod+Y'],
  showData: ['Mod+1'],
  showNetwork: ['Mod+2'],
  showBackprop: ['Mod+3'],
  showWeights: ['Mod+4'],
  showCompare: ['Mod+5'],
  toggleRail: ['Mod+B'],
  togglePanel: ['Mod+.'],
  commands: ['Mod+K'],
  preferences: ['Mod+,'],
  // A layout may have the mark without Shift.
  shortcuts: ['Shift+?', '?'],
} as const satisfies Record<string, readonly string[]>

export type WindowAction = keyof typeof windowShortcuts

/** What the window does too, from its menus and its command list. */
export const keylessActions = ['newest', 'gallery', 'help', 'about', 'copyDiagnostics'] as const

export type WindowCommand = WindowAction | (typeof keylessActions)[number]

/** What parts of the window do by themselves, while they are shown or have the focus. */
export const partShortcuts = {
  rename: ['F2'],
  regions: ['F6'],
  regionsBack: ['Shift+F6'],
  close: ['Escape'],
  nextStop: [']'],
  previousStop: ['['],
  playWalk: ['P'],
  nextCell: ['N'],
  originCell: ['O'],
  previousCell: ['Backspace'],
  clearCell: ['Escape'],
  moveInGrid: ['Arrows'],
  chooseInGrid: ['Enter'],
  moment: ['ArrowLeft', 'ArrowRight'],
  momentFar: ['PageDown', 'PageUp'],
  momentMark: ['Shift+ArrowLeft', 'Shift+ArrowRight'],
  momentEnds: ['Home', 'End'],
  zoomChart: ['+', '-'],
  moveChart: ['ArrowLeft', 'ArrowRight'],
  wholeChart: ['0', 'Home'],
} as const satisfies Record<string, readonly string[]>

export type ShortcutName = WindowAction | keyof typeof partShortcuts

export const keysOf = (name: ShortcutName): readonly string[] =>
  ({ ...windowShortcuts, ...partShortcuts })[name]

/** The sheet, in its order. */
export const shortcutGroups = {
  training: ['runOrPause', 'step', 'back', 'stepOther', 'backOther', 'restart', 'branch'],
  files: ['new', 'open', 'openData', 'save', 'saveAs', 'export', 'rename'],
  changes: ['undo', 'redo'],
  view: [
    'commands',
    ...(['showData', 'showNetwork', 'showBackprop', 'showWeights', 'showCompare'] as const),
    ...([
      'toggleRail',
      'togglePanel',
      'regions',
      'regionsBack',
      'close',
      'preferences',
      'shortcuts',
    ] as const),
  ],
  backprop: ['nextStop', 'previousStop', 'playWalk', 'nextCell', 'originCell', 'previousCell', 'clearCell'],
  grids: ['moveInGrid', 'chooseInGrid'],
  timeline: ['moment', 'momentFar', 'momentMark', 'momentEnds'],
  charts: ['zoomChart', 'moveChart', 'wholeChart'],
} as const satisfies Record<string, readonly ShortcutName[]>

export type ShortcutGroup = keyof typeof shortcutGroups

/** The table as `useShortcuts` takes it. */
export function bindShortcuts(actions: Record<WindowAction, () => void | false>): Shortcuts {
  const names = Object.keys(windowShortcuts) as WindowAction[]
  return Object.fromEntries(names.flatMap((name) => windowShortcuts[name].map((key) => [key, actions[name]])))
}

/**
 * The single keys of a shortcut, to be set one beside the other. `Shift` is left out before a mark that is not typed
 * without it.
 */
export function splitKey(key: string): string[] {
  const parts = key.length === 1 ? [key] : key.split('+').map((part) => (part === '' ? '+' : part))
  return /[<>?]$/.test(key) ? parts.filter((part) => part !== 'Shift') : parts
}
