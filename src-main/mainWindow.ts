/** The one window: made, shown when painted, guarded on its way out, loaded again after a crash. */
import { BrowserWindow, nativeTheme, type App } from 'electron'
import type { Autosaves } from './autosave'
import type { CloseAnswer, TitleState } from './contract/ipc'
import { initialCloseState, stepClose, type CloseEvent } from './closeGuard'
import { createCrashCounter } from './crashPolicy'
import type { Dialogs } from './dialogs'
import { sendNotice } from './ipc/sendNotice'
import type { PageSource } from './origin'
import { createWindowOptions } from './windowOptions'

export interface MainWindow {
  window: BrowserWindow
  showTitle(state: TitleState): void
  answerClose(answer: CloseAnswer): void
}

export interface WindowParts {
  app: Pick<App, 'quit'>
  source: PageSource
  preloadPath: string
  dialogs: Pick<Dialogs, 'askUnsaved' | 'askReload'>
  autosaves: Pick<Autosaves, 'discardWritten'>
  /** True while the application is on its way out; the guard sets it back when the person stays. */
  quitting: { wanted: boolean }
}

export function createMainWindow(parts: WindowParts): MainWindow {
  const { source } = parts
  const options = createWindowOptions(parts.preloadPath, nativeTheme.shouldUseDarkColors, source.development)
  const window = new BrowserWindow(options)
  const guard = guardClose(window, parts)
  window.once('ready-to-show', () => window.show())
  reloadAfterCrash(window, parts, guard.step)
  void window.loadURL(source.url)
  return {
    window,
    showTitle: (state) => {
      guard.rename(state.name)
      guard.step({ kind: 'titleState', unsaved: state.unsaved })
      window.setTitle(`${state.unsaved ? '• ' : ''}${state.name} – Chainrule`)
      window.setDocumentEdited(state.unsaved)
    },
    answerClose: (answer) => guard.step({ kind: 'answered', answer }),
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

function reloadAfterCrash(
  window: BrowserWindow,
  parts: WindowParts,
  step: (event: CloseEvent) => void,
): void {
  const mustAsk = createCrashCounter()
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    step({ kind: 'pageGone' })
    void (mustAsk() ? parts.dialogs.askReload() : Promise.resolve(true)).then((again) => {
      if (again) window.webContents.reload()
      else window.destroy()
    })
  })
}
