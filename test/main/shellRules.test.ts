/** The table of the security checklist: each row has what passes and what does not. */
import { EventEmitter } from 'node:events'
import type { App, Session, WebContents } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { denyNavigation, setupNavigation } from '../../src-main/navigation'
import { choosePageSource, isAllowedRequest, isOwnUrl, setupRequestFilter } from '../../src-main/origin'
import { isPermitted, permissions, setupPermissions } from '../../src-main/permissions'
import { createWindowOptions } from '../../src-main/windowOptions'

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
})

describe('permissions', () => {
  it('two of the table are granted', () => {
    const granted = Object.keys(permissions).filter(isPermitted)
    expect(granted.sort()).toStrictEqual(['clipboard-sanitized-write', 'fullscreen'])
  })

  it.each(['media', 'geolocation', 'fileSystem', 'openExternal', 'usb', 'constructor', 'not known'])(
    '%s is not',
    (name) => expect(isPermitted(name)).toBe(false),
  )

  it('request, check, device and screen capture all have a handler', () => {
    const session = {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
      setDisplayMediaRequestHandler: vi.fn(),
    }
    setupPermissions(session as unknown as Session)
    const answer = vi.fn()
    session.setPermissionRequestHandler.mock.calls[0]?.[0](null, 'media', answer)
    session.setPermissionRequestHandler.mock.calls[0]?.[0](null, 'fullscreen', answer)
    session.setDisplayMediaRequestHandler.mock.calls[0]?.[0]({}, answer)
    expect(answer.mock.calls).toStrictEqual([[false], [true], [null]])
    expect(session.setPermissionCheckHandler.mock.calls[0]?.[0](null, 'hid')).toBe(false)
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

  it('the session cancels the rest, and every download', () => {
    const emitter = new EventEmitter()
    const onBeforeRequest = vi.fn()
    setupRequestFilter(
      Object.assign(emitter, { webRequest: { onBeforeRequest } }) as unknown as Session,
      production,
    )
    const answer = vi.fn()
    onBeforeRequest.mock.calls[0]?.[0]({ url: 'https://example.com/' }, answer)
    onBeforeRequest.mock.calls[0]?.[0]({ url: 'lab://app/' }, answer)
    expect(answer.mock.calls).toStrictEqual([[{ cancel: true }], [{ cancel: false }]])
    const preventDefault = vi.fn()
    emitter.emit('will-download', { preventDefault })
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

  it('a second window is denied, in every contents ever made', () => {
    const app = new EventEmitter()
    setupNavigation(app as unknown as App)
    const { contents, setWindowOpenHandler } = createContents()
    app.emit('web-contents-created', {}, contents)
    expect(setWindowOpenHandler.mock.calls[0]?.[0]({ url: 'lab://app/' })).toStrictEqual({ action: 'deny' })
  })
})
