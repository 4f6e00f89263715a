/** The window over Electron's events: shown when painted, guarded on its way out, loaded again when its page goes. */
import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'

const desktop = vi.hoisted(() => ({ windows: [] as unknown[], theme: { dark: false } }))

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  class BrowserWindow extends Emitter {
    gone = false
    webContents = Object.assign(new Emitter(), {
      id: 7,
      send: vi.fn(),
      isDestroyed: () => this.gone,
      forcefullyCrashRenderer: vi.fn(),
    })
    loadURL = vi.fn(() => Promise.resolve())
    show = vi.fn()
    focus = vi.fn()
    restore = vi.fn()
    setTitle = vi.fn()
    setDocumentEdited = vi.fn()
    setBackgroundColor = vi.fn()
    isMinimized = () => true
    isDestroyed = () => this.gone
    destroy = vi.fn(() => {
      this.gone = true
      this.emit('closed')
    })
    constructor() {
      super()
      desktop.windows.push(this)
    }
  }
  const nativeTheme = new Emitter()
  Object.defineProperty(nativeTheme, 'shouldUseDarkColors', { get: () => desktop.theme.dark })
  return { BrowserWindow, nativeTheme }
})

import { nativeTheme, type App } from 'electron'
import { createOpenRequests } from '../../src-main/openRequests'
import { choosePageSource } from '../../src-main/origin'
import { createWindowHolder, setupLife } from '../../src-main/windowHolder'

interface FakeWindow extends EventEmitter {
  gone: boolean
  webContents: EventEmitter & {
    send: ReturnType<typeof vi.fn>
    forcefullyCrashRenderer: ReturnType<typeof vi.fn>
  }
  loadURL: ReturnType<typeof vi.fn>
  show: ReturnType<typeof vi.fn>
  focus: ReturnType<typeof vi.fn>
  restore: ReturnType<typeof vi.fn>
  setBackgroundColor: ReturnType<typeof vi.fn>
  destroy: ReturnType<typeof vi.fn<() => void>>
}

const windows = desktop.windows as FakeWindow[]
const settle = () => new Promise((resolve) => setImmediate(resolve))

beforeEach(() => {
  windows.length = 0
  nativeTheme.removeAllListeners()
  desktop.theme.dark = false
})

function open() {
  const quitting = { wanted: false }
  const app = Object.assign(new EventEmitter(), { quit: vi.fn() })
  const dialogs = {
    askUnsaved: vi.fn(async () => 'cancel' as 'save' | 'discard' | 'cancel'),
    askReload: vi.fn(async () => 'again' as 'again' | 'quit'),
    askWait: vi.fn(async (_signal: AbortSignal) => 'wait' as 'again' | 'wait'),
  }
  const autosaves = { discardWritten: vi.fn(async () => undefined), keepWritten: vi.fn() }
  const log = { write: vi.fn() }
  const source = choosePageSource(true, undefined)
  const parts = { app, source, preloadPath: '/preload.cjs', dialogs, autosaves, quitting, log }
  const holder = createWindowHolder(() => parts)
  const openRequests = createOpenRequests()
  setupLife(app as unknown as App, holder, quitting, openRequests)
  holder.open()
  return { app, dialogs, autosaves, quitting, log, holder, openRequests, window: windows[0]! }
}

const close = (window: FakeWindow): boolean => {
  const preventDefault = vi.fn()
  window.emit('close', { preventDefault })
  return preventDefault.mock.calls.length === 1
}

const unsaved = { name: 'Spirals', unsaved: true }

describe('the window', () => {
  it('ready-to-show shows it', () => {
    const { window } = open()
    window.emit('ready-to-show')
    window.emit('ready-to-show')
    expect(window.show).toHaveBeenCalledOnce()
  })

  it('before ready-to-show it is not shown', () => {
    const { window } = open()
    expect([window.show.mock.calls.length, window.loadURL.mock.calls]).toStrictEqual([
      0,
      [['lab://app/index.html']],
    ])
  })

  it('close with nothing unsaved takes its recovery copies and leaves', async () => {
    const { window, autosaves } = open()
    expect(close(window)).toBe(true)
    await settle()
    expect([autosaves.discardWritten.mock.calls.length, window.gone]).toStrictEqual([1, true])
  })

  it('close with something unsaved is prevented while the person thinks', async () => {
    const { window, holder, dialogs } = open()
    holder.current()?.showTitle(unsaved)
    expect(close(window)).toBe(true)
    await settle()
    expect([dialogs.askUnsaved.mock.calls, window.gone]).toStrictEqual([[['Spirals']], false])
  })

  it('did-finish-load makes Save on the way out a request to the page', async () => {
    const { window, holder, dialogs } = open()
    window.webContents.emit('did-finish-load')
    holder.current()?.showTitle(unsaved)
    dialogs.askUnsaved.mockResolvedValueOnce('save')
    close(window)
    await settle()
    expect(window.webContents.send.mock.calls).toStrictEqual([['notice:closeRequested', null]])
    holder.current()?.answerClose('saved')
    await settle()
    expect(window.gone).toBe(true)
  })

  it('before did-finish-load nobody can save, so that Save stays', async () => {
    const { window, holder, dialogs } = open()
    holder.current()?.showTitle(unsaved)
    dialogs.askUnsaved.mockResolvedValueOnce('save')
    close(window)
    await settle()
    expect([window.webContents.send.mock.calls.length, window.gone]).toStrictEqual([0, false])
  })

  it('closed forgets it: no calls are taken from it, no notice goes to it', () => {
    const { window, holder } = open()
    expect([...holder.contentsIds()]).toStrictEqual([7])
    window.destroy()
    holder.notify('notice:openRequested', null)
    expect([holder.current(), [...holder.contentsIds()], window.webContents.send.mock.calls]).toStrictEqual([
      null,
      [],
      [],
    ])
  })

  it('updated of the theme changes the ground while the window is there', () => {
    const { window } = open()
    desktop.theme.dark = true
    nativeTheme.emit('updated')
    expect(window.setBackgroundColor.mock.calls).toStrictEqual([['#1a1e22']])
  })

  it('updated of the theme after it was closed touches nothing', () => {
    const { window } = open()
    window.destroy()
    nativeTheme.emit('updated')
    expect([window.setBackgroundColor.mock.calls.length, nativeTheme.listenerCount('updated')]).toStrictEqual(
      [0, 0],
    )
  })
})

describe('its page', () => {
  const gone = (window: FakeWindow, reason: string) =>
    window.webContents.emit('render-process-gone', {}, { reason, exitCode: 5 })

  it('render-process-gone loads the page again, keeps its copies and says why, once', () => {
    const { window, autosaves, holder } = open()
    gone(window, 'oom')
    expect([window.loadURL.mock.calls.length, autosaves.keepWritten.mock.calls.length]).toStrictEqual([2, 1])
    expect([holder.current()?.takeFailure(), holder.current()?.takeFailure()]).toStrictEqual([
      'outOfMemory',
      null,
    ])
  })

  it('render-process-gone in order, as on a navigation, does nothing', () => {
    const { window, autosaves, holder } = open()
    gone(window, 'clean-exit')
    expect([window.loadURL.mock.calls.length, autosaves.keepWritten.mock.calls.length]).toStrictEqual([1, 0])
    expect(holder.current()?.takeFailure()).toBeNull()
  })

  it('three in five minutes: the person may quit, and the copies stay', async () => {
    const { window, dialogs, app, autosaves } = open()
    dialogs.askReload.mockResolvedValueOnce('quit')
    for (const reason of ['crashed', 'crashed', 'killed']) gone(window, reason)
    await settle()
    expect(dialogs.askReload.mock.calls).toStrictEqual([['killed']])
    expect([
      window.gone,
      app.quit.mock.calls.length,
      autosaves.discardWritten.mock.calls.length,
    ]).toStrictEqual([true, 1, 0])
  })

  it('unresponsive asks, and ends the process when the person says so', async () => {
    const { window, dialogs, log } = open()
    dialogs.askWait.mockResolvedValueOnce('again')
    window.webContents.emit('unresponsive')
    await settle()
    expect(window.webContents.forcefullyCrashRenderer).toHaveBeenCalledOnce()
    expect(log.write.mock.calls).toStrictEqual([['warning', 'window', 'unresponsive']])
    gone(window, 'killed')
    expect(window.loadURL).toHaveBeenCalledTimes(2)
  })

  it('unresponsive and waited for ends nothing', async () => {
    const { window } = open()
    window.webContents.emit('unresponsive')
    await settle()
    expect(window.webContents.forcefullyCrashRenderer).not.toHaveBeenCalled()
    expect(window.loadURL).toHaveBeenCalledOnce()
  })

  it('responsive takes the question away', async () => {
    const { window, dialogs } = open()
    dialogs.askWait.mockImplementationOnce(
      (signal) => new Promise((answer) => signal.addEventListener('abort', () => answer('wait'))),
    )
    window.webContents.emit('unresponsive')
    const [signal] = dialogs.askWait.mock.calls[0]!
    expect(signal.aborted).toBe(false)
    window.webContents.emit('responsive')
    expect(signal.aborted).toBe(true)
  })

  it('responsive without a question does nothing', () => {
    const { window, dialogs } = open()
    window.webContents.emit('responsive')
    expect([dialogs.askWait.mock.calls.length, window.loadURL.mock.calls.length]).toStrictEqual([0, 1])
  })

  it('an answer that comes after the window is gone does nothing', async () => {
    const { window, dialogs, app } = open()
    dialogs.askWait.mockResolvedValueOnce('again')
    window.webContents.emit('unresponsive')
    window.destroy()
    await settle()
    expect(window.webContents.forcefullyCrashRenderer).not.toHaveBeenCalled()
    expect(app.quit).not.toHaveBeenCalled()
  })
})

describe('the application', () => {
  it('before-quit: a window that leaves quits the application', async () => {
    const { app, window } = open()
    app.emit('before-quit')
    close(window)
    await settle()
    expect(app.quit).toHaveBeenCalledOnce()
  })

  it('before-quit and Cancel: the wish is forgotten', async () => {
    const { app, window, holder, quitting } = open()
    holder.current()?.showTitle(unsaved)
    app.emit('before-quit')
    close(window)
    await settle()
    expect([quitting.wanted, app.quit.mock.calls.length, window.gone]).toStrictEqual([false, 0, false])
  })

  it.runIf(process.platform !== 'darwin')('window-all-closed ends it', () => {
    const { app } = open()
    app.emit('window-all-closed')
    expect(app.quit).toHaveBeenCalledOnce()
  })

  it('window-all-closed on macOS leaves it in the Dock', () => {
    const { app } = open()
    vi.spyOn(process, 'platform', 'get').mockReturnValueOnce('darwin')
    app.emit('window-all-closed')
    expect(app.quit).not.toHaveBeenCalled()
  })

  it('activate opens a window where there is none', () => {
    const { app, window } = open()
    window.destroy()
    app.emit('activate')
    expect(windows).toHaveLength(2)
  })

  it('activate with a window only brings it to the front', () => {
    const { app, window } = open()
    app.emit('activate')
    expect([windows.length, window.restore.mock.calls.length, window.focus.mock.calls.length]).toStrictEqual([
      1, 1, 1,
    ])
  })

  it('second-instance brings the one window to the front', () => {
    const { app, window } = open()
    app.emit('second-instance', {}, [], '/')
    expect(window.focus).toHaveBeenCalledOnce()
  })

  it('second-instance opens no second window', () => {
    const { app } = open()
    app.emit('second-instance', {}, [], '/')
    expect(windows).toHaveLength(1)
  })

  it('a document that is asked for is told to the page, and opens a window where there is none', () => {
    const { window, openRequests } = open()
    openRequests.add(['/a.json'])
    expect(window.webContents.send.mock.calls).toStrictEqual([['notice:openRequested', null]])
    window.destroy()
    openRequests.add(['/b.json'])
    expect(windows).toHaveLength(2)
  })
})
