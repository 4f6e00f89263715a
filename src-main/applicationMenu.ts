/** Puts the menu of `menuTemplate.ts` up, and again when language, recent documents or the names of changes differ. */
import type { Menu } from 'electron'
import type { TitleState } from './contract/ipc'
import { createMenuTemplate, type MenuActions } from './menuTemplate'
import type { RecentDocuments } from './recentDocuments'
import type { Words } from './words'

export interface ApplicationMenu {
  show(): void
  /** Shows undo and redo by name; does nothing when they are the same. */
  showChanges(title: TitleState): void
}

export interface MenuParts {
  Menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>
  words: () => Words
  recent: Pick<RecentDocuments, 'list'>
  actions: MenuActions
  development: boolean
}

export function createApplicationMenu({
  Menu,
  words,
  recent,
  actions,
  development,
}: MenuParts): ApplicationMenu {
  let changes: { undo: string | null; redo: string | null } = { undo: null, redo: null }
  const show = (): void => {
    const state = { ...changes, recent: recent.list(), development }
    const template = createMenuTemplate(process.platform, words(), state, actions)
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  return {
    show,
    showChanges: ({ undo = null, redo = null }) => {
      if (undo === changes.undo && redo === changes.redo) return
      changes = { undo, redo }
      show()
    },
  }
}
