/** What the guard of the page does with the window and its questions, beyond what the window's own tests say. */
import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { expect, it, vi } from 'vitest'
import { guardPage } from '../../src-main/pageGuard'

function open() {
  const contents = Object.assign(new EventEmitter(), { forcefullyCrashRenderer: vi.fn() })
  const window = { webContents: contents, show: vi.fn(), destroy: vi.fn(), isDestroyed: () => false }
  const answers: ((choice: 'again' | 'wait') => void)[] = []
  const dialogs = {
    askReload: vi.fn(() => new Promise<'again' | 'quit'>(() => undefined)),
    askWait: vi.fn(() => new Promise<'again' | 'wait'>((resolve) => answers.push(resolve))),
  }
  const load = vi.fn()
  guardPage(window as unknown as BrowserWindow, {
    app: { quit: vi.fn() },
    dialogs,
    log: { write: vi.fn() },
    quitting: { wanted: false },
    load,
    onGone: vi.fn(),
  })
  return { window, contents, dialogs, answers, load }
}
const settle = () => new Promise((resolve) => setImmediate(resolve))

it('three ends before anything was painted: the hidden window is shown with the question', () => {
  const { window, contents, dialogs, load } = open()
  for (const asked of [0, 0, 1]) {
    contents.emit('render-process-gone', {}, { reason: 'launch-failed' })
    expect([window.show.mock.calls.length, dialogs.askReload.mock.calls.length]).toStrictEqual([asked, asked])
  }
  expect(load).toHaveBeenCalledTimes(2)
})

it('responsive, then unresponsive again: the late answer of the first question is not that of the second', async () => {
  const { contents, answers } = open()
  for (const event of ['unresponsive', 'responsive', 'unresponsive']) contents.emit(event)
  answers[0]!('wait')
  await settle()
  answers[1]!('again')
  await settle()
  expect(contents.forcefullyCrashRenderer).toHaveBeenCalledOnce()
})
