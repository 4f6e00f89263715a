import { mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { securityHeaders } from '../../src-main/appProtocol'
import { createManifest } from '../../src-main/build/rendererManifest'
import { hasDisplay, openBrowser } from '../../src-main/web/browser'
import { startWebServer, type WebServer } from '../../src-main/web/webServer'
import { createTemporaryFolder } from './temporaryFolder'

async function start(): Promise<WebServer & { port: number }> {
  const folder = createTemporaryFolder()
  const renderer = join(folder, 'renderer')
  mkdirSync(join(renderer, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(renderer, 'index.html'), '<!doctype html>')
  writeFileSync(join(renderer, 'assets/lab-1.css'), 'p{}')
  writeFileSync(join(renderer, 'manifest.json'), JSON.stringify(createManifest(renderer)))
  writeFileSync(join(renderer, 'later.html'), 'not of the build')
  const server = await startWebServer(renderer, 0)
  onTestFinished(() => server.close())
  return { ...server, port: Number(new URL(server.url).port) }
}

/** Sends bytes as they are, so that no client tidies the path. */
function sendRaw(port: number, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`))
    socket.setEncoding('latin1')
    socket.on('data', (part) => (answer += part))
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
  })
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])

describe('the lab over http', () => {
  it('serves the files of the build with all security headers', async () => {
    const { url } = await start()
    const response = await fetch(`${url}/`)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('<!doctype html>')
    for (const [name, value] of Object.entries(securityHeaders))
      expect(response.headers.get(name)).toBe(value)
    expect((await fetch(`${url}/assets/lab-1.css`)).headers.get('Content-Type')).toContain('text/css')
  })

  it('is on 127.0.0.1 and nowhere else', async () => {
    const { url } = await start()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('knows neither what came after the build nor the list itself', async () => {
    const { url } = await start()
    expect((await fetch(`${url}/later.html`)).status).toBe(404)
    expect((await fetch(`${url}/manifest.json`)).status).toBe(404)
  })

  it.each([
    ['/../secret.txt', 400],
    ['/assets/../../secret.txt', 400],
    ['/%2e%2e/secret.txt', 400],
    ['/..%2fsecret.txt', 400],
    ['/assets\\..\\..\\secret.txt', 400],
    ['//secret.txt', 400],
    ['/index.html%00', 400],
    ['http://127.0.0.1/index.html', 400],
    ['*', 400],
    [`/${'a'.repeat(9000)}`, 400],
  ])('GET %s → %i', async (path, status) => {
    const { port } = await start()
    const answer = await sendRaw(port, [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Connection: close',
    ])
    expect(statusOf(answer)).toBe(status)
    expect(answer).not.toContain('secret')
  })

  it.each(['localhost', 'evil.example', '127.0.0.1', '0.0.0.0', '127.0.0.1:1'])(
    'refuses the Host header %s',
    async (host) => {
      const { port } = await start()
      const name = host === 'localhost' ? `localhost:${port}` : host
      const answer = await sendRaw(port, ['GET / HTTP/1.1', `Host: ${name}`, 'Connection: close'])
      expect(statusOf(answer)).toBe(400)
      expect(answer).toContain('content-security-policy')
    },
  )

  it('refuses a request without a Host header, and one with two', async () => {
    const { port } = await start()
    const none = await sendRaw(port, ['GET / HTTP/1.1', 'Connection: close'])
    const own = `Host: 127.0.0.1:${port}`
    const two = await sendRaw(port, ['GET / HTTP/1.1', own, 'Host: evil.example', 'Connection: close'])
    expect([statusOf(none), statusOf(two)]).toStrictEqual([400, 400])
  })

  it('refuses POST', async () => {
    const { url } = await start()
    const response = await fetch(`${url}/`, { method: 'POST', body: 'text' })
    expect(response.status).toBe(405)
  })

  it('fails at once on a port that is taken', async () => {
    const { port } = await start()
    const folder = createTemporaryFolder()
    writeFileSync(join(folder, 'manifest.json'), '{}')
    await expect(startWebServer(folder, port)).rejects.toThrow('EADDRINUSE')
  })

  it('fails at once when the renderer is not built', async () => {
    await expect(startWebServer(createTemporaryFolder(), 0)).rejects.toThrow('ENOENT')
  })
})

describe('the list of the build', () => {
  it('a kind of file without a MIME type fails the build', () => {
    const folder = createTemporaryFolder()
    writeFileSync(join(folder, 'tool.exe'), '')
    expect(() => createManifest(folder)).toThrow('tool.exe')
  })
})

describe.runIf(process.platform === 'linux')('opening the browser', () => {
  /** A search path of one folder, with these commands in it. */
  function withCommands(...names: string[]): void {
    const folder = createTemporaryFolder()
    for (const name of names) writeFileSync(join(folder, name), '#!/bin/sh\n', { mode: 0o755 })
    vi.stubEnv('PATH', folder)
    onTestFinished(() => void vi.unstubAllEnvs())
  }

  it('the event spawn: it was asked to open, and nothing is said', async () => {
    withCommands('xdg-open')
    expect(await openBrowser('http://127.0.0.1:1')).toBeNull()
  })

  it('the event error: the command that is not there is named', async () => {
    withCommands()
    expect(await openBrowser('http://127.0.0.1:1')).toBe('xdg-open is not there')
  })
})

describe('the browser is opened where there is a display', () => {
  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['darwin', {}, true],
    ['win32', {}, true],
  ] as const)('%s %o → %s', (platform, env, shown) => {
    expect(hasDisplay(platform, env)).toBe(shown)
  })
})
