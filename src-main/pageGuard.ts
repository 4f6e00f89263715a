/** Follows the page's process with `pageLife.ts`: loads the page again, asks the person, keeps what happened for the page. */
import type { App, BrowserWindow } from 'electron'
import type { PageFailure } from './contract/ipc'
import type { Dialogs } from './dialogs'
import type { Log } from './log'
import { initialPageState, stepPage, type PageEvent } from './pageLife'

export interface PageGuard {
  /** What happened to the page before, said once. */
  takeFailure(): PageFailure | null
}

export interface PageGuardParts {
  app: Pick<App, 'quit'>
  dialogs: Pick<Dialogs, 'askReload' | 'askWait'>
  log: Pick<Log, 'write'>
  quitting: { wanted: boolean }
  /** Loads the page from its beginning. */
  load: () => void
  /** The page is gone, whatever comes next. */
  onGone: () => void
}

export function guardPage(window: BrowserWindow, parts: PageGuardParts): PageGuard {
  let state = initialPageState
  let question: AbortController | null = null
  const step = (event: PageEvent): void => {
    const next = stepPage(state, event)
    state = next.state
    if (state.phase !== 'askingHung') question?.abort()
    switch (next.effect) {
      case 'none':
        return
      case 'reload':
        return parts.load()
      case 'askGone':
        // A page that went before it was painted left the window hidden, and a question over it would be too.
        window.show()
        return void parts.dialogs.askReload(state.failure ?? 'crashed').then(choose)
      case 'askHung':
        return askHung()
      case 'end':
        return window.webContents.forcefullyCrashRenderer()
      case 'quit':
        return quit()
    }
  }
  const askHung = (): void => {
    const { signal } = (question = new AbortController())
    // What a question answers that was taken away is of another time.
    void parts.dialogs.askWait(signal).then((choice) => {
      if (!signal.aborted) choose(choice)
    })
  }
  const choose = (choice: 'again' | 'wait' | 'quit'): void => {
    if (!window.isDestroyed()) step({ kind: 'chosen', choice })
  }
  const quit = (): void => {
    parts.quitting.wanted = true
    window.destroy()
    parts.app.quit()
  }
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    parts.onGone()
    step({ kind: 'gone', reason, at: Date.now() })
  })
  window.webContents.on('unresponsive', () => {
    parts.log.write('warning', 'window', 'unresponsive')
    step({ kind: 'hung' })
  })
  window.webContents.on('responsive', () => {
    parts.log.write('info', 'window', 'responsive')
    step({ kind: 'answers' })
  })
  return {
    takeFailure: () => {
      const { failure } = state
      step({ kind: 'taken' })
      return failure
    },
  }
}
