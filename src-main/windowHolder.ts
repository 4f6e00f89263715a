/** Holds the one window while there is one, and speaks to its page. */
import type { App } from 'electron'
import type { NoticeChannel, Notices } from './contract/ipc'
import { sendNotice } from './ipc/sendNotice'
import { createMainWindow, type MainWindow, type WindowParts } from './mainWindow'
import type { OpenRequests } from './openRequests'

export interface WindowHolder {
  current(): MainWindow | null
  /** Ids of the web contents that may call the main process. */
  contentsIds(): ReadonlySet<number>
  open(): void
  /** Brings the window to the front, or opens it. */
  focus(): void
  notify<Channel extends NoticeChannel>(channel: Channel, value: Notices[Channel]): void
}

export function createWindowHolder(parts: () => WindowParts): WindowHolder {
  let main: MainWindow | null = null
  const open = (): void => {
    main = createMainWindow(parts())
    main.window.on('closed', () => {
      main = null
    })
  }
  return {
    current: () => main,
    contentsIds: () => new Set(main === null ? [] : [main.window.webContents.id]),
    open,
    focus: () => {
      if (main === null) return open()
      if (main.window.isMinimized()) main.window.restore()
      main.window.focus()
    },
    notify: (channel, value) => sendNotice(main?.window.webContents ?? null, channel, value),
  }
}

/** Quit, activate, second start, documents that the desktop asks to open. */
export function setupLife(
  app: App,
  holder: WindowHolder,
  quitting: { wanted: boolean },
  openRequests: OpenRequests,
): void {
  app.on('before-quit', () => {
    quitting.wanted = true
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' || quitting.wanted) app.quit()
  })
  app.on('activate', () => holder.focus())
  app.on('second-instance', () => holder.focus())
  openRequests.onAdded(() => {
    if (holder.current() === null) holder.open()
    holder.notify('notice:openRequested', null)
  })
}
