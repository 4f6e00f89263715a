/** The table of the security checklist: each row has what passes and what does not. */
import { readdirSync, readFileSync } from 'node:fs'
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import type { App, Session, WebContents } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { denyNavigation, setupNavigation } from '../../src-main/navigation'
import { choosePageSource, isAllowedRequest, isOwnUrl, setupRequestFilter } from '../../src-main/origin'
import { isPermitted, permissions, setupPermissions } from '../../src-main/permissions'
import { createWindowOptions, groundColor } from '../../src-main/windowOptions'

const production = choosePageSource(true, undefined)
const development = choosePageSource(false, 'http://localhost:5173')

describe('window options', () => {
  it('sandbox and isolation on, Node off everywhere', () => {
    expect(createWindowOptions('/out/preload/index.cjs', false, false).webPreferences).toStrictEqual({
      preload: '/out/preload/index.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
      backgroundThrottling: false,
    })
  })

  it('is not shown before it is painted, on a ground of its theme', () => {
    const [light, dark] = [false, true].map((shade) => createWindowOptions('', shade, false))
    expect([light?.show, dark?.show]).toStrictEqual([false, false])
    expect(light?.backgroundColor).not.toBe(dark?.backgroundColor)
    expect([light?.minWidth, light?.minHeight]).toStrictEqual([1024, 700])
  })

  it('its ground is the one of the style sheet, in both themes', () => {
    const tokens = readFileSync(join(import.meta.dirname, '../../src-renderer/src/styles/tokens.css'), 'utf8')
    expect(tokens).toContain(`--chrome: light-dark(${groundColor(false)}, ${groundColor(true)});`)
  })

  it('remembers its place under one name', () => {
    expect(createWindowOptions('', false, false)).toMatchObject({
      name: 'main',
      windowStatePersistence: true,
    })
  })
})

/** Each is decided here a second time: what Electron adds is neither granted nor forgotten. */
const granted = ['clipboard-sanitized-write', 'fullscreen']
const denied = [
  ...['ar', 'automatic-fullscreen', 'background-fetch', 'background-sync', 'captured-surface-control'],
  ...['clipboard-read', 'deprecated-sync-clipboard-read', 'display-capture', 'fileSystem', 'geolocation'],
  ...['geolocation-approximate', 'hand-tracking', 'hid', 'idle-detection', 'keyboardLock', 'local-fonts'],
  ...['local-network', 'local-network-access', 'loopback-network', 'media', 'mediaKeySystem', 'midi'],
  ...['midiSysex', 'nfc', 'notifications', 'openExternal', 'payment-handler', 'periodic-background-sync'],
  ...['persistent-storage', 'pointerLock', 'screen-wake-lock', 'sensors', 'serial', 'smart-card'],
  ...['speaker-selection', 'storage-access', 'system-wake-lock', 'top-level-storage-access', 'usb', 'vr'],
  ...['web-app-installation', 'web-printing', 'window-management', 'unknown'],
]

function askSession() {
  const session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    setDisplayMediaRequestHandler: vi.fn(),
  }
  setupPermissions(session as unknown as Session, production)
  /** What request and check say to a page at this address. */
  const ask = (name: string, url = 'lab://app/index.html'): unknown[] => {
    const answer = vi.fn()
    session.setPermissionRequestHandler.mock.calls[0]?.[0](null, name, answer, { requestingUrl: url })
    return [answer.mock.calls[0]?.[0], session.setPermissionCheckHandler.mock.calls[0]?.[0](null, name, url)]
  }
  return { session, ask }
}

describe('permissions', () => {
  it('the two lists are the table', () => {
    expect([...granted, ...denied].sort()).toStrictEqual(Object.keys(permissions).sort())
  })

  it.each(granted)('%s is granted to the own page, asked for or looked up', (name) => {
    expect(askSession().ask(name)).toStrictEqual([true, true])
    expect(askSession().ask(name, 'lab://app/')).toStrictEqual([true, true])
  })

  it.each(granted)('%s is refused to any other page', (name) => {
    for (const url of ['https://example.com/', 'lab://other/', 'about:blank', ''])
      expect(askSession().ask(name, url)).toStrictEqual([false, false])
  })

  it.each(denied)('%s is refused to the own page, asked for or looked up', (name) => {
    expect(askSession().ask(name)).toStrictEqual([false, false])
  })

  it.each(['constructor', '__proto__', 'toString', 'not known', ''])('%o is none', (name) => {
    expect([isPermitted(name), ...askSession().ask(name)]).toStrictEqual([false, false, false])
  })

  it('setDevicePermissionHandler refuses every device, setDisplayMediaRequestHandler every screen', () => {
    const { session } = askSession()
    const answer = vi.fn()
    session.setDisplayMediaRequestHandler.mock.calls[0]?.[0]({}, answer)
    expect(answer.mock.calls).toStrictEqual([[null]])
    expect(session.setDevicePermissionHandler.mock.calls[0]?.[0]({})).toBe(false)
  })
})

describe('where the page comes from', () => {
  it.each([
    [true, 'http://localhost:5173', 'lab://app/index.html', false],
    [false, undefined, 'lab://app/index.html', false],
    [false, 'http://evil.example/', 'lab://app/index.html', false],
    [false, 'https://localhost:5173', 'lab://app/index.html', false],
    [false, 'nonsense', 'lab://app/index.html', false],
    [false, 'http://localhost:5173', 'http://localhost:5173/', true],
  ])('packaged %s, server %s → %s', (packaged, url, expected, isDevelopment) => {
    expect(choosePageSource(packaged, url)).toMatchObject({ url: expected, development: isDevelopment })
  })

  it.each([
    ['lab://app/', true],
    ['lab://app/assets/a.js', true],
    ['lab://other/', false],
    ['lab://APP/', false],
    ['LAB://app/', true],
    ['labs://app/', false],
    ['https://app/', false],
    ['about:blank', false],
    ['', false],
  ])('%o is the page: %s', (url, own) => {
    expect(isOwnUrl(url, production)).toBe(own)
  })
})

describe('requests', () => {
  const allowed = [
    ['lab://app/index.html', true, false],
    ['blob:lab://app/3f2b8a52', true, false],
    ['blob:https://evil.example/3f2b8a52', false, false],
    ['http://localhost:5173/src/main.ts', false, true],
    ['ws://localhost:5173/', false, true],
    ['ws://evil.example/', false, false],
    ['devtools://devtools/bundled/inspector.html', false, true],
    ['http://example.com/', false, false],
    ['https://example.com/', false, false],
    ['file:///etc/passwd', false, false],
    ['data:text/html,x', false, false],
    ['chrome://version', false, false],
    ['ftp://example.com/', false, false],
    ['nonsense', false, false],
  ] as const

  it.each(allowed)('%s: production %s, development %s', (url, inProduction, inDevelopment) => {
    expect(isAllowedRequest(url, production)).toBe(inProduction)
    expect(isAllowedRequest(url, development)).toBe(inDevelopment)
  })

  function filterSession() {
    const emitter = new EventEmitter()
    const onBeforeRequest = vi.fn()
    const session = Object.assign(emitter, { webRequest: { onBeforeRequest } })
    setupRequestFilter(session as unknown as Session, production)
    const ask = (url: string): unknown => {
      const answer = vi.fn()
      onBeforeRequest.mock.calls[0]?.[0]({ url }, answer)
      return answer.mock.calls[0]?.[0]
    }
    return { emitter, ask }
  }

  it('onBeforeRequest lets the own ones through', () => {
    const { ask } = filterSession()
    expect(['lab://app/', 'blob:lab://app/3f2b8a52'].map(ask)).toStrictEqual([
      { cancel: false },
      { cancel: false },
    ])
  })

  it('onBeforeRequest cancels the rest, whatever the kind of request', () => {
    const { ask } = filterSession()
    const urls = ['https://example.com/', 'http://127.0.0.1:9/', 'ws://localhost/', 'file:///etc/passwd']
    expect(urls.map(ask)).toStrictEqual(urls.map(() => ({ cancel: true })))
  })

  it('will-download is prevented, of the own page too', () => {
    const { emitter } = filterSession()
    const preventDefault = vi.fn()
    emitter.emit('will-download', { preventDefault }, { getURL: () => 'blob:lab://app/3f2b8a52' })
    expect(preventDefault).toHaveBeenCalledOnce()
  })
})

describe('navigation', () => {
  const ways = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']

  function createContents() {
    const setWindowOpenHandler = vi.fn()
    const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler })
    return { contents, setWindowOpenHandler }
  }

  it.each(ways)('%s is prevented', (way) => {
    const { contents } = createContents()
    denyNavigation(contents as unknown as WebContents)
    const preventDefault = vi.fn()
    contents.emit(way, { preventDefault, url: 'lab://app/index.html' })
    expect(preventDefault).toHaveBeenCalledOnce()
  })

  it('setWindowOpenHandler denies a second window, of the own page too, in every contents ever made', () => {
    const app = new EventEmitter()
    setupNavigation(app as unknown as App)
    const { contents, setWindowOpenHandler } = createContents()
    app.emit('web-contents-created', {}, contents)
    for (const url of ['lab://app/', 'https://example.com/', 'about:blank'])
      expect(setWindowOpenHandler.mock.calls[0]?.[0]({ url })).toStrictEqual({ action: 'deny' })
  })

  it('web-contents-created guards each contents by itself, and nothing before it was made', () => {
    const app = new EventEmitter()
    const early = createContents()
    app.emit('web-contents-created', {}, early.contents)
    setupNavigation(app as unknown as App)
    const contents = [createContents(), createContents()]
    for (const each of contents) app.emit('web-contents-created', {}, each.contents)
    expect([early, ...contents].map((each) => each.setWindowOpenHandler.mock.calls.length)).toStrictEqual([
      0, 1, 1,
    ])
    for (const each of contents)
      for (const way of ways) expect([way, each.contents.listenerCount(way)]).toStrictEqual([way, 1])
  })
})

const root = join(import.meta.dirname, '../..')
const listSources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|vue|mjs|js)$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
const usersOf = (pattern: RegExp, files: string[]): string[] =>
  files.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')))
/** What runs in Electron's main process: neither the command line nor the build, nor the lab over http. */
const mainSources = listSources('src-main').filter((file) => !/^src-main\/(cli|build|start|web)\//.test(file))

describe('what the sources leave out', () => {
  it('nothing is opened outside: the list of links is empty, so that no link has a way out', () => {
    const files = [...mainSources, ...listSources('src-renderer')]
    expect(
      usersOf(/openExternal\(|openPath\(|showItemInFolder|\bshell\b.*from 'electron'/, files),
    ).toStrictEqual([])
    expect(usersOf(/window\.open\(|target="_blank"|href="(https?|mailto|file):/, files)).toStrictEqual([])
  })

  it('no file is parsed in the main process: it imports nothing of the worker', () => {
    expect(mainSources).toContain('src-main/documents.ts')
    expect(usersOf(/from '[^']*src-worker|fflate|hyparquet/, mainSources)).toStrictEqual([])
  })

  it('no window is made but the one, and no view, webview or second session', () => {
    expect(usersOf(/new BrowserWindow\(/, mainSources)).toStrictEqual(['src-main/mainWindow.ts'])
    const others = /BrowserView|WebContentsView|<webview|fromPartition|executeJavaScript|insertCSS/
    expect(usersOf(others, [...mainSources, ...listSources('src-renderer')])).toStrictEqual([])
  })
})
