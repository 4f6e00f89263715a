/** A window is a page of a headless Chromium that the test connects to as well. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { config, nextFromParent, onParent, tellParent } from './parent.mjs'
import { decodeMessage, encodeMessage, mainWorldScript, wrapPreload } from './pageWorlds.mjs'
import { pageOrigin, startSchemeServer, toAppUrl, toPageUrl } from './scheme.mjs'
import { strict } from './strict.mjs'

const preloadWorld = 'preload'

export const windows = new Set()
/** Filled by the other parts of the stand-in. */
export const hooks = { appEmit: () => {}, filterRequest: () => false, handleCall: async () => null }

let nextId = 1
let context = null

export async function startBrowser() {
  await startSchemeServer()
  const profile = join(config.folder, 'browser')
  const { executablePath, chromiumSandbox, args, env, contextOptions } = config
  context = await chromium.launchPersistentContext(profile, {
    ...contextOptions,
    executablePath,
    chromiumSandbox,
    env,
    headless: true,
    args: [...args, '--remote-debugging-port=0'],
  })
  await context.route('**', (route) =>
    hooks.filterRequest(toAppUrl(route.request().url())) ? route.abort('blockedbyclient') : route.continue(),
  )
  const port = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n', 1)[0]
  tellParent('browser', { endpoint: `http://127.0.0.1:${port}`, url: pageOrigin() })
}

export async function stopBrowser() {
  await context?.close()
}

export const setColorScheme = async (colorScheme) => {
  const scheme = colorScheme === 'system' ? (config.contextOptions.colorScheme ?? 'light') : colorScheme
  for (const window of windows) {
    const { page } = await window.opened
    // The theme may be set while the window closes: a page that is gone has none.
    await page.emulateMedia({ colorScheme: scheme }).catch((error) => {
      if (!page.isClosed()) throw error
    })
  }
}

/**
 * A page with the preload in its own world; calls come through a binding that only that world has. After a crash it is
 * another page: the driver gives up one whose process is gone.
 */
async function openPage(window, preloadPath, page) {
  const session = await context.newCDPSession(page)
  const opened = { page, session, contextId: null }
  await session.send('Page.enable')
  await session.send('Runtime.enable')
  session.on('Runtime.executionContextCreated', ({ context: { id, name } }) => {
    if (name === preloadWorld) opened.contextId = id
  })
  session.on('Runtime.exceptionThrown', ({ exceptionDetails: { exception, text } }) =>
    console.error('in the window:', exception?.description ?? text),
  )
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name === 'standInPost') void answerCall(window, opened, payload, executionContextId)
  })
  await session.send('Runtime.addBinding', { name: 'standInPost', executionContextName: preloadWorld })
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript })
  const source = wrapPreload(readFileSync(preloadPath, 'utf8'), process.platform)
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: preloadWorld })
  page.on('domcontentloaded', () => window.emit('ready-to-show'))
  page.on('load', () => window.contents.emit('did-finish-load'))
  page.on('crash', () => window.onCrash())
  return opened
}

async function answerCall(window, opened, payload, contextId) {
  const { id, channel, args } = decodeMessage(payload)
  const senderFrame = { url: toAppUrl(opened.page.url()), parent: null }
  const reply = await hooks
    .handleCall(channel, { sender: window.webContents, senderFrame }, args)
    .then((value) => ({ id, value }))
    .catch((error) => ({ id, error: error.message }))
  await evaluate(opened, `standInAnswer(${JSON.stringify(encodeMessage(reply))})`, contextId)
}

const evaluate = ({ session }, expression, contextId) =>
  session.send('Runtime.evaluate', { expression, contextId }).catch(() => undefined)

function createContents(window, id) {
  const emitter = Object.assign(new EventEmitter(), {
    id,
    setWindowOpenHandler: (handler) => handler,
    isDestroyed: () => window.destroyed,
    forcefullyCrashRenderer: () => void window.crash('killed'),
    send: (channel, value) => {
      const message = JSON.stringify(encodeMessage({ channel, value }))
      void window.opened.then((opened) => evaluate(opened, `standInNotice(${message})`, opened.contextId))
    },
  })
  return emitter
}

class WindowStandIn extends EventEmitter {
  constructor(options) {
    super()
    this.preload = options.webPreferences.preload
    this.destroyed = false
    this.goneReason = null
    this.contents = createContents(this, nextId++)
    this.webContents = strict('webContents', this.contents)
    this.opened = this.openPage(async () => context.pages()[0] ?? context.newPage())
    windows.add(this)
    tellParent('windowOptions', options)
    hooks.appEmit('web-contents-created', {}, this.webContents)
  }
  async openPage(choose) {
    return openPage(this, this.preload, await choose())
  }
  async loadURL(url) {
    if (this.goneReason !== null) {
      const { page: crashed } = await this.opened
      this.goneReason = null
      this.opened = this.openPage(() => context.newPage())
      await this.opened
      await crashed.close()
    }
    const { page } = await this.opened
    tellParent('page', null)
    await nextFromParent('load')
    await page.goto(toPageUrl(url))
  }
  /** Its process truly ends; `reason` is what Electron would say of it. */
  async crash(reason) {
    this.goneReason = reason
    const { session } = await this.opened
    session.send('Page.crash').catch(() => undefined)
  }
  onCrash() {
    const details = { reason: this.goneReason ?? 'crashed', exitCode: 5 }
    this.goneReason = details.reason
    hooks.appEmit('render-process-gone', {}, this.webContents, details)
    this.contents.emit('render-process-gone', {}, details)
  }
  isDestroyed() {
    return this.destroyed
  }
  setBackgroundColor(color) {
    tellParent('background', color)
  }
  show() {
    tellParent('shown', null)
  }
  focus() {
    tellParent('focused', null)
  }
  setTitle(title) {
    tellParent('title', title)
  }
  setDocumentEdited(edited) {
    tellParent('edited', edited)
  }
  isMinimized() {
    return false
  }
  /** As the person does it: the application may prevent it. */
  close() {
    let prevented = false
    this.emit('close', { preventDefault: () => (prevented = true) })
    if (!prevented) this.destroy()
    return !prevented
  }
  destroy() {
    if (this.destroyed) return
    this.destroyed = true
    windows.delete(this)
    this.emit('closed')
    if (windows.size === 0) hooks.appEmit('window-all-closed')
  }
}

onParent('closeWindow', () => [...windows].at(-1)?.close())
onParent('crashPage', (reason) => void [...windows].at(-1)?.crash(reason))
onParent('contentsEvent', (name) => [...windows].at(-1)?.contents.emit(name))

/** `new BrowserWindow(options)`; its own methods are strict too. */
export const BrowserWindow = new Proxy(WindowStandIn, {
  construct: (target, args) => strict('BrowserWindow', new target(...args)),
})
