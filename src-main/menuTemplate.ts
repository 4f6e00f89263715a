/** The menu as data: a pure function of platform, language and state. Accelerators are unique. */
import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand, RecentDocument } from './contract/ipc'
import type { Words } from './words'

export interface MenuState {
  undo: string | null
  redo: string | null
  recent: RecentDocument[]
  development: boolean
}

export interface MenuActions {
  command: (command: MenuCommand) => void
  openRecent: (id: string) => void
  clearRecent: () => void
}

type Item = MenuItemConstructorOptions

interface ItemMaker {
  command: (command: MenuCommand) => Item
  /** Undo and redo name the change they would take back. */
  change: (command: 'undo' | 'redo') => Item
  role: (name: keyof Words['roles']) => Item
}

export const accelerators: Partial<Record<MenuCommand, string>> = {
  new: 'CmdOrCtrl+N',
  open: 'CmdOrCtrl+O',
  openData: 'CmdOrCtrl+Shift+O',
  save: 'CmdOrCtrl+S',
  saveAs: 'CmdOrCtrl+Shift+S',
  export: 'CmdOrCtrl+E',
  undo: 'CmdOrCtrl+Z',
  redo: 'CmdOrCtrl+Shift+Z',
  showData: 'CmdOrCtrl+1',
  showNetwork: 'CmdOrCtrl+2',
  showBackprop: 'CmdOrCtrl+3',
  showWeights: 'CmdOrCtrl+4',
  showCompare: 'CmdOrCtrl+5',
  toggleRail: 'CmdOrCtrl+B',
  togglePanel: 'CmdOrCtrl+.',
  runOrPause: 'F5',
  step: 'F10',
  back: 'Shift+F10',
  branch: 'CmdOrCtrl+D',
  restart: 'CmdOrCtrl+Backspace',
  commands: 'CmdOrCtrl+K',
  preferences: 'CmdOrCtrl+,',
}

const separator: Item = { type: 'separator' }

export function createMenuTemplate(
  platform: NodeJS.Platform,
  words: Words,
  state: MenuState,
  actions: MenuActions,
): Item[] {
  const mac = platform === 'darwin'
  const make = createItemMaker(words, state, actions)
  const recent: Item = {
    label: words.menus.openRecent,
    submenu: createRecentItems(words, state.recent, actions),
  }
  return [
    ...(mac ? [{ label: 'Chainrule', submenu: createApplicationItems(make) }] : []),
    { label: words.menus.file, submenu: createFileItems(make, recent, mac) },
    { label: words.menus.edit, submenu: createEditItems(make) },
    { label: words.menus.view, submenu: createViewItems(make, state.development) },
    { label: words.menus.training, submenu: createTrainingItems(make) },
    { role: 'window', label: words.menus.window, submenu: createWindowItems(make, mac) },
    { role: 'help', label: words.menus.help, submenu: createHelpItems(make, mac) },
  ]
}

function createItemMaker(words: Words, state: MenuState, actions: MenuActions): ItemMaker {
  const command = (name: MenuCommand): Item => ({
    id: name,
    label: words.commands[name],
    accelerator: accelerators[name],
    click: () => actions.command(name),
  })
  return {
    command,
    change: (name) => {
      const change = state[name]
      if (change === null) return command(name)
      return { ...command(name), label: escapeLabel(`${words.commands[name]}: ${change}`) }
    },
    role: (name) => ({ role: name, label: words.roles[name] }),
  }
}

/** On macOS alone, where About, Preferences and Quit have their place here. */
const createApplicationItems = ({ command, role }: ItemMaker): Item[] => [
  command('about'),
  separator,
  command('preferences'),
  separator,
  role('services'),
  separator,
  role('hide'),
  role('hideOthers'),
  role('unhide'),
  separator,
  role('quit'),
]

const createFileItems = ({ command, role }: ItemMaker, recent: Item, mac: boolean): Item[] => [
  command('new'),
  command('open'),
  recent,
  command('openData'),
  separator,
  command('save'),
  command('saveAs'),
  command('export'),
  separator,
  ...(mac ? [role('close')] : [command('preferences'), separator, role('quit')]),
]

const createEditItems = ({ change, role }: ItemMaker): Item[] => [
  change('undo'),
  change('redo'),
  separator,
  role('cut'),
  role('copy'),
  role('paste'),
  role('selectAll'),
]

const createViewItems = ({ command, role }: ItemMaker, development: boolean): Item[] => [
  command('showData'),
  command('showNetwork'),
  command('showBackprop'),
  command('showWeights'),
  command('showCompare'),
  separator,
  command('toggleRail'),
  command('togglePanel'),
  separator,
  role('resetZoom'),
  role('zoomIn'),
  role('zoomOut'),
  role('togglefullscreen'),
  ...(development ? [role('toggleDevTools')] : []),
]

const createTrainingItems = ({ command }: ItemMaker): Item[] => [
  command('runOrPause'),
  command('step'),
  command('back'),
  separator,
  command('newest'),
  command('branch'),
  separator,
  command('restart'),
]

const createWindowItems = ({ role }: ItemMaker, mac: boolean): Item[] =>
  mac ? [role('minimize'), role('zoom'), separator, role('front')] : [role('minimize'), role('close')]

const createHelpItems = ({ command }: ItemMaker, mac: boolean): Item[] => [
  command('gallery'),
  command('help'),
  command('shortcuts'),
  command('commands'),
  separator,
  command('copyDiagnostics'),
  ...(mac ? [] : [separator, command('about')]),
]

function createRecentItems(words: Words, recent: RecentDocument[], actions: MenuActions): Item[] {
  if (recent.length === 0) return [{ label: words.noRecent, enabled: false }]
  return [
    ...recent.map(({ id, name }) => ({ label: escapeLabel(name), click: () => actions.openRecent(id) })),
    separator,
    { label: words.clearRecent, click: () => actions.clearRecent() },
  ]
}

/** A single & would underline the next letter. */
const escapeLabel = (text: string): string => text.replaceAll('&', '&&')
