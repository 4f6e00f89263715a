/** Joins settings, documents, menu, calls and the window. */
import { dirname, join } from 'node:path'
import type { App, Clipboard, Dialog, IpcMain, Menu, NativeTheme } from 'electron'
import { createApplicationMenu } from './applicationMenu'
import { createAutosaves } from './autosave'
import { createCallHandlers } from './callHandlers'
import { createDialogs } from './dialogs'
import { createDocuments } from './documents'
import { sweepTemporaries } from './durableWrite'
import { writeDiagnostics } from './diagnostics'
import { registerCalls } from './ipc/registerCalls'
import { isTrustedSender } from './ipc/senderCheck'
import type { Log } from './log'
import type { OpenRequests } from './openRequests'
import type { PageSource } from './origin'
import { loadRecentDocuments, type RecentDocuments } from './recentDocuments'
import { chooseMenuLanguage, loadSettings } from './settings'
import { createWindowHolder, setupLife } from './windowHolder'
import { words, type Words } from './words'

export interface DesktopParts {
  electron: {
    app: App
    clipboard: Pick<Clipboard, 'writeText'>
    dialog: Dialog
    ipcMain: IpcMain
    Menu: typeof Menu
    nativeTheme: NativeTheme
  }
  source: PageSource
  openRequests: OpenRequests
  preloadPath: string
  log: Log
}

const dayMs = 24 * 60 * 60 * 1000

/** Call once, when Electron is ready. */
export function startDesktop({ electron, source, openRequests, preloadPath, log }: DesktopParts): void {
  const { app, dialog, ipcMain, nativeTheme } = electron
  const folder = app.getPath('userData')
  const settings = loadSettings(folder)
  const recent = loadRecentDocuments(folder, app)
  const quitting = { wanted: false }
  const speak = (): Words =>
    words[chooseMenuLanguage(settings.get().language, app.getPreferredSystemLanguages())]
  const window = () => holder.current()?.window ?? null
  const dialogs = createDialogs({ dialog, window, words: speak, folder: app.getPath('documents') })
  const autosaves = createAutosaves(join(folder, 'autosave'))
  const holder = createWindowHolder(() => ({ app, source, preloadPath, dialogs, autosaves, quitting, log }))
  const menu = createApplicationMenu({
    Menu: electron.Menu,
    words: speak,
    recent,
    development: source.development,
    actions: {
      command: (command) => holder.notify('notice:menuCommand', command),
      openRecent: (id) => openRequests.add([recent.pathOf(id)]),
      clearRecent: () =>
        void recent
          .clear()
          .finally(() => menu.show())
          .catch(() => undefined),
    },
  })
  const refresh = (): void => {
    nativeTheme.themeSource = settings.get().theme
    menu.show()
    holder.notify('notice:settingsChanged', settings.get())
  }
  const handlers = createCallHandlers({
    documents: createDocuments(),
    dialogs,
    recent,
    openRequests,
    settings,
    autosaves,
    showTitle: (state) => {
      holder.current()?.showTitle(state)
      menu.showChanges(state)
    },
    answerClose: (answer) => holder.current()?.answerClose(answer),
    copyDiagnostics: async (report) => {
      const { language } = settings.get()
      electron.clipboard.writeText(
        await writeDiagnostics({ version: app.getVersion(), language, log }, report),
      )
    },
    takeFailure: () => holder.current()?.takeFailure() ?? null,
    refresh,
  })
  registerCalls(
    ipcMain,
    handlers,
    (event) => isTrustedSender(event, holder.contentsIds(), source),
    (channel, { code, message }) => log.write('warning', 'call', channel, { code, message }),
  )
  setupLife(app, holder, quitting, openRequests)
  refresh()
  holder.open()
  sweepFolders([folder, join(folder, 'autosave')], recent)
}

function sweepFolders(own: string[], recent: RecentDocuments): void {
  const folders = recent.list().map(({ id }) => dirname(recent.pathOf(id)))
  for (const folder of new Set([...own, ...folders])) void sweepTemporaries(folder, dayMs)
}
