import { createContext, runInContext } from 'node:vm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LabBridge } from '../../src-main/contract/ipc'
import { bundleSource } from './bundle'

const calls = [
  'openDocument',
  'saveDocument',
  'saveDocumentAs',
  'listRecent',
  'openRecent',
  'takeOpenRequest',
  'getSettings',
  'setSettings',
  'setTitleState',
  'answerClose',
  'writeAutosave',
  'listAutosaves',
  'readAutosave',
  'discardAutosave',
  'copyDiagnostics',
  'takeFailure',
]
const listeners = ['onMenuCommand', 'onCloseRequested', 'onOpenRequested', 'onSettingsChanged']

const notices = [
  ['notice:menuCommand', 'onMenuCommand', 'save'],
  ['notice:closeRequested', 'onCloseRequested', null],
  ['notice:openRequested', 'onOpenRequested', null],
  ['notice:settingsChanged', 'onSettingsChanged', { language: 'en', theme: 'dark' }],
] as const

let code = ''

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-test-'))
  const define = { __APP_VERSION__: '"1.2.3"' }
  code = readFileSync(await bundleSource('src-main/preload/index.ts', folder, 'cjs', define), 'utf8')
  rmSync(folder, { recursive: true })
})

/** Runs the bundle as a sandboxed preload: `require` knows electron and nothing else. */
function runPreload() {
  const exposed = new Map<string, LabBridge>()
  const heard = new Map<string, (event: object, value: unknown) => void>()
  const ipcRenderer = {
    invoke: vi.fn(() => Promise.resolve({ ok: true, value: null })),
    on: vi.fn((channel: string, listener: (event: object, value: unknown) => void) =>
      heard.set(channel, listener),
    ),
    removeListener: vi.fn((channel: string) => heard.delete(channel)),
  }
  const contextBridge = { exposeInMainWorld: (name: string, value: LabBridge) => exposed.set(name, value) }
  const required: string[] = []
  const require = (name: string): object => {
    required.push(name)
    if (name !== 'electron') throw new Error(`a sandboxed preload has no ${name}`)
    return { contextBridge, ipcRenderer }
  }
  const world = { require, process: { platform: 'linux' }, exports: {}, module: { exports: {} } }
  runInContext(code, createContext(world))
  const lab = exposed.get('lab')
  if (lab === undefined) throw new Error('window.lab was not exposed')
  return { lab, exposed, ipcRenderer, heard, required }
}

describe('the preload bundle', () => {
  it('is one CommonJS file that needs electron alone', () => {
    const { required } = runPreload()
    expect([...new Set(required)]).toStrictEqual(['electron'])
    expect(code).not.toMatch(/\bimport\b\s*[({'"]|^export /m)
  })

  it('exposes these names, frozen, and nothing of Electron', () => {
    const { lab, exposed } = runPreload()
    expect([...exposed.keys()]).toStrictEqual(['lab'])
    expect(Object.keys(lab).sort()).toStrictEqual(['platform', 'version', ...calls, ...listeners].sort())
    expect(Object.isFrozen(lab)).toBe(true)
    expect([lab.platform, lab.version]).toStrictEqual(['linux', '1.2.3'])
    for (const name of ['on', 'send', 'invoke', 'ipcRenderer']) expect(lab).not.toHaveProperty(name)
  })

  it('each function has one channel and passes its arguments only', async () => {
    const { lab, ipcRenderer } = runPreload()
    const bytes = new Uint8Array([1, 2])
    await lab.saveDocumentAs('run.chainrule', 'application/zip', bytes)
    await lab.openDocument(['session'])
    await Reflect.apply(lab.listRecent, null, ['more', 'than', 'asked'])
    expect(ipcRenderer.invoke.mock.calls).toStrictEqual([
      ['document:saveAs', 'run.chainrule', 'application/zip', bytes],
      ['document:open', ['session']],
      ['recent:list'],
    ])
  })

  it('a listener hears the value, never the event, until it is taken away', () => {
    const { lab, heard } = runPreload()
    const onCommand = vi.fn()
    const onClose = vi.fn()
    const stop = lab.onMenuCommand(onCommand)
    lab.onCloseRequested(onClose)
    heard.get('notice:menuCommand')?.({ sender: 'secret' }, 'save')
    heard.get('notice:closeRequested')?.({ sender: 'secret' }, null)
    expect(onCommand.mock.calls).toStrictEqual([['save']])
    expect(onClose.mock.calls).toStrictEqual([[]])
    expect(stop()).toBeUndefined()
    expect(heard.has('notice:menuCommand')).toBe(false)
  })

  it.each(notices)('%s reaches its own listener', (channel, listen, value) => {
    const { lab, heard } = runPreload()
    const listener = vi.fn()
    lab[listen](listener)
    heard.get(channel)?.({ sender: 'secret' }, value)
    expect(listener.mock.calls).toStrictEqual([value === null ? [] : [value]])
    expect([...heard.keys()]).toStrictEqual([channel])
  })

  it.each(notices)(
    '%s never brings an event, and is not heard after it was taken away',
    (channel, listen, value) => {
      const { lab, heard } = runPreload()
      const listener = vi.fn()
      const stop = lab[listen](listener)
      heard.get(channel)?.({ sender: 'secret' }, value)
      expect(JSON.stringify(listener.mock.calls)).not.toContain('secret')
      stop()
      expect(heard.size).toBe(0)
    },
  )
})
