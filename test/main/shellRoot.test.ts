/** The composition root on a stand-in for `electron`: what is set before `ready`, what after, what when it fails. */
import { EventEmitter } from 'node:events'
import { resolve } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppFiles } from '../../src-main/appProtocol'
import type { DesktopParts } from '../../src-main/desktop'

const page = new TextEncoder().encode('<!doctype html>')
const files: AppFiles = {
  origin: { protocol: 'lab:', host: 'app' },
  manifest: { 'index.html': { type: 'text/html; charset=utf-8', bytes: page.byteLength } },
  readFile: async () => page,
}

async function start({ locked = true, built = true } = {}) {
  const order: string[] = []
  const note = (name: string) => vi.fn((..._args: unknown[]) => void order.push(name))
  const startDesktop = vi.fn((_parts: DesktopParts) => void order.push('startDesktop'))
  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    enableSandbox: note('enableSandbox'),
    requestSingleInstanceLock: () => locked,
    whenReady: async () => void order.push('ready'),
    getPath: () => '/nowhere/logs',
    getVersion: () => '1.2.3',
    quit: note('quit'),
    exit: note('exit'),
  })
  const dialog = { showErrorBox: vi.fn() }
  const protocol = {
    registerSchemesAsPrivileged: note('registerSchemesAsPrivileged'),
    handle: note('handle'),
  }
  const defaultSession = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    setDisplayMediaRequestHandler: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn() },
  })
  vi.doMock('electron', () => ({
    app,
    dialog,
    protocol,
    session: { defaultSession },
    clipboard: {},
    ipcMain: {},
    Menu: {},
    nativeTheme: {},
  }))
  vi.doMock('../../src-main/desktop', () => ({ startDesktop }))
  vi.doMock('../../src-main/log', async (original) => ({
    ...(await original<object>()),
    createLog: () => ({ write: vi.fn(), readLast: vi.fn(), flush: vi.fn() }),
  }))
  vi.doMock('../../src-main/appFiles', () => ({
    loadAppFiles: () => (built ? Promise.resolve(files) : Promise.reject(new Error('not built'))),
  }))
  await import('../../src-main/index')
  await vi.waitFor(() =>
    expect(order.some((name) => ['startDesktop', 'exit', 'quit'].includes(name))).toBe(true),
  )
  return { app, dialog, protocol, defaultSession, order, startDesktop }
}

beforeEach(() => {
  vi.resetModules()
  const before = process.listeners('unhandledRejection')
  return () => {
    for (const listener of process.listeners('unhandledRejection'))
      if (!before.includes(listener)) process.off('unhandledRejection', listener)
    process.removeAllListeners('uncaughtExceptionMonitor')
  }
})

const takeAll = (startDesktop: { mock: { calls: [DesktopParts][] } }): string[] => {
  const { openRequests } = startDesktop.mock.calls[0]![0]
  const taken: string[] = []
  for (let path = openRequests.take(); path !== undefined; path = openRequests.take()) taken.push(path)
  return taken
}

describe('the start', () => {
  it('enables the sandbox and registers the scheme before ready, and serves before the window opens', async () => {
    const { order } = await start()
    expect(order).toStrictEqual([
      'enableSandbox',
      'registerSchemesAsPrivileged',
      'ready',
      'handle',
      'startDesktop',
    ])
  })

  it('registerSchemesAsPrivileged has the four privileges that the lab needs', async () => {
    const { protocol } = await start()
    const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
    expect(protocol.registerSchemesAsPrivileged.mock.calls).toStrictEqual([[[{ scheme: 'lab', privileges }]]])
  })

  it('registerSchemesAsPrivileged grants no other: no bypass of the policy, no service worker, no streams', async () => {
    const { protocol } = await start()
    const text = JSON.stringify(protocol.registerSchemesAsPrivileged.mock.calls)
    expect(text).not.toMatch(/bypassCSP|allowServiceWorkers|corsEnabled|stream/)
  })

  it('protocol.handle serves appScheme from the manifest', async () => {
    const { protocol } = await start()
    const [scheme, answer] = protocol.handle.mock.calls[0] as [
      string,
      (request: Request) => Promise<Response>,
    ]
    const response = await answer(new Request('lab://app/index.html'))
    expect([scheme, response.status, await response.text()]).toStrictEqual(['lab', 200, '<!doctype html>'])
  })

  it('protocol.handle of appScheme refuses what is not in it, another host, and POST', async () => {
    const { protocol } = await start()
    const [, answer] = protocol.handle.mock.calls[0] as [string, (request: Request) => Promise<Response>]
    const ask = async (url: string, method = 'GET') => (await answer(new Request(url, { method }))).status
    expect([
      await ask('lab://app/manifest.json'),
      await ask('lab://other/index.html'),
      await ask('lab://app/index.html', 'POST'),
    ]).toStrictEqual([404, 400, 405])
  })

  it('says in words that it could not start, and ends', async () => {
    const { dialog, app, startDesktop } = await start({ built: false })
    expect(dialog.showErrorBox.mock.calls).toStrictEqual([['Chainrule could not start', 'not built']])
    expect(app.exit.mock.calls).toStrictEqual([[1]])
    expect(startDesktop).not.toHaveBeenCalled()
  })

  it('a second start leaves at once, and listens for nothing', async () => {
    const { app, order, startDesktop } = await start({ locked: false })
    expect(order).toStrictEqual(['enableSandbox', 'registerSchemesAsPrivileged', 'quit'])
    expect([app.listenerCount('open-file'), startDesktop.mock.calls.length]).toStrictEqual([0, 0])
  })

  it('sets every handler of the session before the window opens', async () => {
    const { defaultSession } = await start()
    const { setPermissionRequestHandler, setPermissionCheckHandler } = defaultSession
    const { setDevicePermissionHandler, setDisplayMediaRequestHandler, webRequest } = defaultSession
    const handlers = [setPermissionRequestHandler, setPermissionCheckHandler, setDevicePermissionHandler]
    for (const handler of [...handlers, setDisplayMediaRequestHandler, webRequest.onBeforeRequest])
      expect(handler).toHaveBeenCalledOnce()
    expect(defaultSession.listenerCount('will-download')).toBe(1)
  })
})

describe('documents that the desktop hands over', () => {
  it('open-file queues a document, and keeps Electron from opening it', async () => {
    const { app, startDesktop } = await start()
    const preventDefault = vi.fn()
    app.emit('open-file', { preventDefault }, '/home/me/my run.chainrule')
    expect(preventDefault).toHaveBeenCalledOnce()
    expect(takeAll(startDesktop)).toStrictEqual(['/home/me/my run.chainrule'])
  })

  it('open-file of anything else is prevented, and not opened', async () => {
    const { app, startDesktop } = await start()
    const preventDefault = vi.fn()
    app.emit('open-file', { preventDefault }, '/etc/passwd')
    expect(preventDefault).toHaveBeenCalledOnce()
    expect(takeAll(startDesktop)).toStrictEqual([])
  })

  it('second-instance queues its documents, from its own folder', async () => {
    const { app, startDesktop } = await start()
    app.emit('second-instance', {}, ['chainrule', '--flag', 'my run.chainrule', '../b.json'], '/home/me')
    expect(takeAll(startDesktop)).toStrictEqual([
      resolve('/home/me/my run.chainrule'),
      resolve('/home/b.json'),
    ])
  })

  it('second-instance without a document queues nothing', async () => {
    const { app, startDesktop } = await start()
    app.emit(
      'second-instance',
      {},
      ['chainrule', '--allow-file-access', '/etc/passwd', 'notes.txt'],
      '/home/me',
    )
    expect(takeAll(startDesktop)).toStrictEqual([])
  })
})
