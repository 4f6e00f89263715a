/** No way out of the page: no navigation, no redirect, no second window, no webview, for every contents ever made. */
import type { App, WebContents } from 'electron'

export function denyNavigation(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

export function setupNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => denyNavigation(contents))
}
