/** The one window: made, shown when painted, guarded on its way out, loaded again after a crash. */
import { BrowserWindow, nativeTheme, type App } from 'electron'
import type { Autosaves } from './autosave'
import type { CloseAnswer, PageFailure, TitleState } from './contract/ipc'
import { initialCloseState, stepClose, type CloseEvent } from './closeGuard'
import type { Dialogs } from './dialogs'
import { sendNotice } from './ipc/sendNotice'
import { describeError, type Log } from './log'
import type { PageSource } from './origin'
import { guardPage } from './pageGuard'
import { createWindowOptions, groundColor } from './windowOptions'

export interface MainWindow {
  window: BrowserWindow
  showTitle(state: TitleState): void
  answerClose(answer: CloseAnswer): void
  /** What happened to the page before the one that is shown, said once. */
  takeFailure(): PageFailure | null
}

export interface WindowParts {
  app: Pick<App, 'quit'>
  source: PageSource
  preloadPath: string
  dialogs: Pick<Dialogs, 'askUnsaved' | 'askReload' | 'askWait'>
  autosaves: Pick<Autosaves, 'discardWritten' | 'keepWritten'>
  /** True while the application is on its way out; the guard sets it back when the person stays. */
  quitting: { wanted: boolean }
  log: Pick<Log, 'write'>
}

export function createMainWindow(parts: WindowParts): MainWindow {
  const { source, log } = parts
  const options = createWindowOptions(parts.preloadPath, nativeTheme.shouldUseDarkColors, source.development)
  const window = new BrowserWindow(options)
  const guard = guardClose(window, parts)
  const load = (): void => {
    // A page that ends while it loads is heard of by its process.
    window.loadURL(source.url).catch((error: unknown) => {
      log.write('error', 'window', 'load', describeError(error))
    })
  }
  const onGone = (): void => {
    guard.step({ kind: 'pageGone' })
    parts.autosaves.keepWritten()
  }
  const page = guardPage(window, { ...parts, load, onGone })
  window.once('ready-to-show', () => window.show())
  followTheme(window)
  load()
  return {
    window,
    showTitle: (state) => {
      guard.rename(state.name)
      guard.step({ kind: 'titleState', unsaved: state.unsaved })
      window.setTitle(`${state.unsaved ? '• ' : ''}${state.name} – Chainrule`)
      window.setDocumentEdited(state.unsaved)
    },
    answerClose: (answer) => guard.step({ kind: 'answered', answer }),
    takeFailure: () => page.takeFailure(),
  }
}

interface CloseGuard {
  step: (event: CloseEvent) => void
  rename: (name: string) => void
}

function guardClose(window: BrowserWindow, { app, dialogs, autosaves, quitting }: WindowParts): CloseGuard {
  let state = initialCloseState
  let name = ''
  const step = (event: CloseEvent): void => {
    const next = stepClose(state, event)
    state = next.state
    if (next.effect === 'ask')
      void dialogs.askUnsaved(name).then((choice) => step({ kind: 'chosen', choice }))
    if (next.effect === 'requestSave') sendNotice(window.webContents, 'notice:closeRequested', null)
    if (next.effect === 'stay') quitting.wanted = false
    if (next.effect === 'leave') leave()
  }
  const goOut = (): void => {
    window.destroy()
    if (quitting.wanted) app.quit()
  }
  // An autosave that cannot be removed is offered at the next start, which loses nothing.
  const leave = (): void => void autosaves.discardWritten().then(goOut, goOut)
  window.on('close', (event) => {
    event.preventDefault()
    step({ kind: 'closeWanted' })
  })
  window.webContents.on('did-finish-load', () => step({ kind: 'pageReady' }))
  return {
    step,
    rename: (next) => {
      name = next
    },
  }
}

/** The ground that shows while the page is made larger. */
function followTheme(window: BrowserWindow): void {
  const show = (): void => window.setBackgroundColor(groundColor(nativeTheme.shouldUseDarkColors))
  nativeTheme.on('updated', show)
  window.once('closed', () => nativeTheme.off('updated', show))
}
