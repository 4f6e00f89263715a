import { describe, expect, it } from 'vitest'
import {
  answerAppRequest,
  contentSecurityPolicy,
  securityHeaders,
  type AppFiles,
} from '../../src-main/appProtocol'

const text = new TextEncoder()
const contents: Record<string, string> = {
  'index.html': '<!doctype html>',
  'assets/lab-1.js': 'export {}',
}
const files: AppFiles = {
  origin: { protocol: 'lab:', host: 'app' },
  manifest: {
    'index.html': { type: 'text/html; charset=utf-8', bytes: 15 },
    'assets/lab-1.js': { type: 'text/javascript; charset=utf-8', bytes: 9 },
    'assets/shorter.js': { type: 'text/javascript; charset=utf-8', bytes: 9 },
  },
  readFile: (name) => Promise.resolve(text.encode(contents[name] ?? 'short')),
}

const ask = (url: string, init: RequestInit = {}): Promise<Response> =>
  answerAppRequest(new Request(url, init), files)

describe('files of the manifest', () => {
  it.each([
    ['lab://app/', 'index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['lab://app/index.html', 'index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['lab://app/index.html?view=data#top', 'index.html', 'text/html; charset=utf-8', 'no-cache'],
    [
      'lab://app/assets/lab-1.js',
      'assets/lab-1.js',
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ],
  ])('%s is %s with its type', async (url, name, type, caching) => {
    const response = await ask(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(type)
    expect(response.headers.get('Cache-Control')).toBe(caching)
    expect(response.headers.get('Content-Length')).toBe(String(contents[name]?.length))
    expect(await response.text()).toBe(contents[name])
  })

  it('HEAD has the headers and no body', async () => {
    const response = await ask('lab://app/index.html', { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Length')).toBe('15')
    expect(await response.text()).toBe('')
  })

  it('a file that is not as the build left it is not served', async () => {
    expect((await ask('lab://app/assets/shorter.js')).status).toBe(404)
  })
})

describe('everything else is refused', () => {
  it.each([
    ['lab://app/nothing.html', 404],
    ['lab://app/manifest.json', 404],
    ['lab://app/constructor', 404],
    ['lab://app/__proto__', 404],
    ['lab://app/assets', 404],
    ['lab://app/../../etc/passwd', 404],
    ['lab://app/%2e%2e/%2e%2e/etc/passwd', 404],
    ['lab://app/assets/', 400],
    ['lab://app//index.html', 400],
    ['lab://app/..%2findex.html', 400],
    ['lab://app/assets\\..\\index.html', 400],
    ['lab://app/index.html%00.js', 400],
    ['lab://app/index%2ehtml', 400],
    ['lab://app/ind ex.html', 400],
    [`lab://app/${'a'.repeat(10_000)}`, 400],
    ['lab://other/index.html', 400],
    ['lab://APP/index.html', 400],
    ['lab://app.evil/index.html', 400],
    ['lab://app:80/index.html', 400],
    ['http://app/index.html', 400],
    ['file:///index.html', 400],
  ])('%s → %i', async (url, status) => {
    expect((await ask(url)).status).toBe(status)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])(
    '%s → 405 with the methods allowed',
    async (method) => {
      const response = await ask('lab://app/index.html', { method })
      expect(response.status).toBe(405)
      expect(response.headers.get('Allow')).toBe('GET, HEAD')
    },
  )
})

describe('security headers', () => {
  it.each(['lab://app/index.html', 'lab://app/nothing', 'lab://other/'])('all of them on %s', async (url) => {
    const { headers } = await ask(url)
    for (const [name, value] of Object.entries(securityHeaders)) expect(headers.get(name)).toBe(value)
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
    expect(headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  })

  it('the policy starts from nothing and has one exception that names WebAssembly', () => {
    expect(contentSecurityPolicy.split('; ')).toStrictEqual([
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "worker-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-src 'none'",
      "frame-ancestors 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types chainrule-worker vue',
    ])
    expect(contentSecurityPolicy.replace("'wasm-unsafe-eval'", '')).not.toContain('unsafe')
  })
})
