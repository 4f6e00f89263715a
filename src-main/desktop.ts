/** Joins settings, documents, menu, calls and the window. */
import { dirname, join } from 'node:path'
import type { App, Dialog, IpcMain, Menu, NativeTheme } from 'electron'
import { createAutosaves } from './autosave'
import { createCallHandlers } from './callHandlers'
import type { MenuCommand, NoticeChannel, Notices, TitleState } from './contract/ipc'
import { createDialogs } from './dialogs'
import { createDocuments } from './documents'
import { sweepTemporaries } from './durableWrite'
import { registerCalls } from './ipc/registerCalls'
import { isTrustedSender } from './ipc/senderCheck'
import { sendNotice } from './ipc/sendNotice'
import { createMainWindow, type MainWindow } from './mainWindow'
import { createMenuTemplate } from './menuTemplate'
import type { OpenRequests } from './openRequests'
import type { PageSource } from './origin'
import { loadRecentDocuments } from './recentDocuments'
import { chooseMenuLanguage, loadSettings } from './settings'
import { words, type Words } from './words'

export interface DesktopParts {
  electron: {
    app: App
    dialog: Dialog
    ipcMain: IpcMain
    Menu: typeof Menu
    nativeTheme: NativeTheme
  }
  source: PageSource
  openRequests: OpenRequests
  preloadPath: string
}

const dayMs = 24 * 60 * 60 * 1000

export function createDesktop({ electron, source, openRequests, preloadPath }: DesktopParts): { start(): void } {
  const { app, dialog, ipcMain, nativeTheme } = electron
  const folder = app.getPath('userData')
  const settings = loadSettings(folder)
  const recent = loadRecentDocuments(folder)
  const documents = createDocuments()
  const autosaves = createAutosaves(join(folder, 'autosave'))
  const quitting = { wanted: false }
  let main: MainWindow | null = null
  let title: TitleState = { name: '', unsaved: false }

  const speak = (): Words =>
    words[chooseMenuLanguage(settings.get().language, app.getPreferredSystemLanguages())]
  const dialogs = createDialogs({
    dialog,
    window: () => main?.window ?? null,
    words: speak,
    folder: app.getPath('documents'),
  })
  const notify = <Channel extends NoticeChannel>(channel: Channel, value: Notices[Channel]): void =>
    sendNotice(main?.window.webContents ?? null, channel, value)

  const openRecent = (id: string): void => openRequests.add([recent.pathOf(id)])
  const clearRecent = (): void => void recent.clear().catch(() => undefined).then(showMenu)
  const command = (name: MenuCommand): void => notify('notice:menuCommand', name)
  const showMenu = (): void => {
    const { undo = null, redo = null } = title
    const state = { undo, redo, recent: recent.list(), development: source.development }
    const template = createMenuTemplate(process.platform, speak(), state, { command, openRecent, clearRecent })
    electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(template))
  }
  const applySettings = (): void => {
    nativeTheme.themeSource = settings.get().theme
    showMenu()
    notify('notice:settingsChanged', settings.get())
  }
  const showTitle = (next: TitleState): void => {
    const menuChanged = next.undo !== title.undo || next.redo !== title.redo
    title = next
    main?.showTitle(next)
    if (menuChanged) showMenu()
  }
  const openWindow = (): void => {
    const opened = createMainWindow({ app, source, preloadPath, dialogs, quitting })
    main = opened
    opened.window.on('closed', () => {
      main = null
      title = { name: '', unsaved: false }
    })
  }
  const focusWindow = (): void => {
    if (main === null) return openWindow()
    if (main.window.isMinimized()) main.window.restore()
    main.window.focus()
  }

  const setupCalls = (): void => {
    const handlers = createCallHandlers({
      documents,
      dialogs,
      recent,
      openRequests,
      settings,
      autosaves,
      showTitle,
      answerClose: (answer) => main?.answerClose(answer),
      refresh: applySettings,
    })
    const windowIds = (): Set<number> => new Set(main === null ? [] : [main.window.webContents.id])
    registerCalls(ipcMain, handlers, (event) => isTrustedSender(event, windowIds(), source))
  }
  const setupLife = (): void => {
    app.on('before-quit', () => {
      quitting.wanted = true
    })
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin' || quitting.wanted) app.quit()
    })
    app.on('activate', focusWindow)
    app.on('second-instance', focusWindow)
    openRequests.onAdded(() => {
      if (main === null) openWindow()
      notify('notice:openRequested', null)
    })
  }
  const sweep = (): void => {
    const folders = new Set([folder, join(folder, 'autosave'), ...recentFolders()])
    for (const each of folders) void sweepTemporaries(each, dayMs)
  }
  const recentFolders = (): string[] => recent.list().map(({ id }) => dirname(recent.pathOf(id)))

  return {
    start: () => {
      setupCalls()
      setupLife()
      applySettings()
      openWindow()
      sweep()
    },
  }
}
