/**
 * `Request → Response` over the build's manifest: what Electron's `lab:` scheme and the loopback server both serve.
 * Pure but for the given `readFile`. A path is looked up in the manifest, never computed. Must not import electron.
 */
import type { Manifest } from './contract/manifest'

export const appScheme = 'lab'
export const appHost = 'app'
export const appUrl = `${appScheme}://${appHost}/index.html`

/** Where a request must be addressed, as `URL` spells it: `lab:` and `app`, or `http:` and `127.0.0.1:4173`. */
export interface AppOrigin {
  protocol: string
  host: string
}

export interface AppFiles {
  origin: AppOrigin
  manifest: Manifest
  readFile: (name: string) => Promise<Uint8Array<ArrayBuffer>>
}

export const contentSecurityPolicy = [
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
].join('; ')

export const securityHeaders: Readonly<Record<string, string>> = Object.freeze({
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
})

const longestPath = 512
const plainPath = /^\/[A-Za-z0-9_\-./]*$/

/** The manifest's name for a path, or the status that refuses it. Only plain characters, no empty or dotted parts. */
export function findEntry(manifest: Manifest, pathname: string): { name: string } | { status: 400 | 404 } {
  if (pathname.length > longestPath || !plainPath.test(pathname)) return { status: 400 }
  const name = pathname === '/' ? 'index.html' : pathname.slice(1)
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) return { status: 400 }
  return Object.hasOwn(manifest, name) ? { name } : { status: 404 }
}

export async function answerAppRequest(request: Request, files: AppFiles): Promise<Response> {
  if (!URL.canParse(request.url)) return refuse(400)
  const url = new URL(request.url)
  if (url.protocol !== files.origin.protocol || url.host !== files.origin.host) return refuse(400)
  if (url.username !== '' || url.password !== '') return refuse(400)
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, { Allow: 'GET, HEAD' })
  const found = findEntry(files.manifest, url.pathname)
  if ('status' in found) return refuse(found.status)
  return serve(found.name, request.method === 'HEAD', files)
}

async function serve(name: string, headOnly: boolean, files: AppFiles): Promise<Response> {
  const entry = files.manifest[name]
  if (entry === undefined) return refuse(404)
  const headers = {
    ...securityHeaders,
    'Content-Type': entry.type,
    'Content-Length': String(entry.bytes),
    'Cache-Control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
  if (headOnly) return new Response(null, { headers })
  const body = await files.readFile(name).catch(() => null)
  if (body === null || body.byteLength !== entry.bytes) return refuse(404)
  return new Response(body, { headers })
}

const reasons: Record<400 | 404 | 405, string> = {
  400: 'Bad request',
  404: 'Not found',
  405: 'Method not allowed',
}

/** A refusal carries the same security headers as a file. */
export function refuse(status: 400 | 404 | 405, extra: Record<string, string> = {}): Response {
  const headers = { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8', ...extra }
  return new Response(reasons[status], { status, headers })
}
