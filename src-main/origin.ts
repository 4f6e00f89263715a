/** Where the page comes from, and what it may load. `origin` of a custom scheme is 'null' in Node: compare protocol and host. */
import type { Session } from 'electron'
import { appHost, appScheme, appUrl, type AppOrigin } from './appProtocol'

export interface PageSource {
  url: string
  origin: AppOrigin
  /** True with the development server; then `devtools:` and its socket are allowed too. */
  development: boolean
}

/** The development server counts only in an unpackaged application, and only on this machine. */
export function choosePageSource(packaged: boolean, developmentUrl: string | undefined): PageSource {
  const production = {
    url: appUrl,
    origin: { protocol: `${appScheme}:`, host: appHost },
    development: false,
  }
  if (packaged || developmentUrl === undefined || !URL.canParse(developmentUrl)) return production
  const { protocol, host, hostname, href } = new URL(developmentUrl)
  if (protocol !== 'http:' || !['localhost', '127.0.0.1'].includes(hostname)) return production
  return { url: href, origin: { protocol, host }, development: true }
}

export function isOwnUrl(text: string, { origin }: PageSource): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, host, username, password } = new URL(text)
  return protocol === origin.protocol && host === origin.host && username === '' && password === ''
}

/** What `webRequest` lets through: the application's own, and objects that it made itself. */
export function isAllowedRequest(text: string, source: PageSource): boolean {
  if (isOwnUrl(text, source)) return true
  if (!URL.canParse(text)) return false
  const { protocol, host, pathname } = new URL(text)
  if (protocol === 'blob:') return isOwnUrl(pathname, source)
  return (
    source.development && (protocol === 'devtools:' || (protocol === 'ws:' && host === source.origin.host))
  )
}

export function setupRequestFilter(session: Session, source: PageSource): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isAllowedRequest(url, source) }))
  // Everything is saved through a dialog of the main process.
  session.on('will-download', (event) => event.preventDefault())
}
