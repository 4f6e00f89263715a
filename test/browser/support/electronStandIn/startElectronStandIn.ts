/** Starts the built main process on the stand-in for Electron, in a child process, and connects to its window. */
import { fork, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { createLaunchOptions } from '../chromium'

const entry = join(import.meta.dirname, '../../../../out/main/index.js')
const limitMs = 60_000

export type QueuedDialog =
  | { kind: 'showOpenDialog'; value: { canceled: boolean; filePaths: string[] } }
  | { kind: 'showSaveDialog'; value: { canceled: boolean; filePath: string } }
  /** The button's place. */
  | { kind: 'showMessageBox'; value: { response: number } | 'untilWithdrawn' }

export interface StandInOptions {
  context?: BrowserContextOptions
  dialogs?: QueuedDialog[]
  /** Arguments of the start: documents to open. */
  args?: string[]
  /** Where the application is started, for relative arguments. @default its own folder */
  workingFolder?: string
  /** The application's own folders; a new one that goes on close when absent. */
  folder?: string
  /** Runs when the page is there and nothing is loaded yet. */
  beforeLoad?: (page: Page, url: string) => Promise<void>
}

/** What the application told the desktop, by kind, in order. */
export interface Told {
  kind: string
  value: unknown
}

export interface ElectronStandIn {
  page: Page
  url: string
  folder: string
  told: Told[]
  /** The last value of a kind, after it was told for the `count`-th time. */
  waitFor(kind: string, count?: number): Promise<unknown>
  queueDialog(dialog: QueuedDialog): void
  /** By id of the command or by label. */
  clickMenu(name: string): void
  /** As the person does it with the window's own button. */
  closeWindow(): void
  quit(): void
  /** Ends the page's process; the page that is loaded again after it. @param reason what Electron would say */
  crashPage(reason: string): Promise<Page>
  /** Ends the page's process, and leaves what comes of it to the application. */
  endPage(reason: string): void
  /** The page that is loaded after one that the application itself ends. */
  nextPage(): Promise<Page>
  /** What the window's contents tell of themselves: `unresponsive`, `responsive`. */
  emitContents(name: string): void
  /** Another process of the application ends. */
  endChild(details: { type: string; reason: string; exitCode: number }): void
  /** A double click, as macOS tells it. */
  openFile(path: string): void
  startSecond(args: string[], folder: string): void
  /** Ends the application at once. */
  close(): Promise<void>
}

export async function startElectronStandIn(options: StandInOptions = {}): Promise<ElectronStandIn> {
  if (!existsSync(entry)) throw new Error('the lab is not built: npm run build')
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'chainrule-desktop-'))
  const child = await startChild(options, folder)
  const { told, waitFor } = listenTo(child)
  const tell = (kind: string, value: unknown = null): void =>
    void (child.connected && child.send({ kind, value }))
  const { endpoint, url } = (await waitFor('browser')) as { endpoint: string; url: string }
  await waitFor('page')
  const browser = await chromium.connectOverCDP(endpoint)
  const page = await findPage(browser)
  let pages = 1
  const load = async (next: Page): Promise<void> => {
    // The connection brings defaults of its own over those of the window.
    const { colorScheme, forcedColors, reducedMotion } = options.context ?? {}
    await next.emulateMedia({ colorScheme, forcedColors, reducedMotion })
    await options.beforeLoad?.(next, url)
    tell('load')
  }
  const nextPage = async (): Promise<Page> => {
    pages += 1
    await waitFor('page', pages)
    const next = await findPage(browser)
    await load(next)
    await next.waitForURL(`${url}/**`)
    return next
  }
  await load(page)
  await waitFor('shown')
  await page.waitForLoadState()
  return {
    page,
    url,
    folder,
    told,
    waitFor,
    queueDialog: (dialog) => tell('dialog', dialog),
    clickMenu: (name) => tell('menuItem', name),
    closeWindow: () => tell('closeWindow'),
    quit: () => tell('quit'),
    crashPage: (reason) => {
      tell('crashPage', reason)
      return nextPage()
    },
    endPage: (reason) => tell('crashPage', reason),
    nextPage,
    emitContents: (name) => tell('contentsEvent', name),
    endChild: (details) => tell('childGone', details),
    openFile: (path) => tell('openFile', path),
    startSecond: (args, from) => tell('secondInstance', { args, folder: from }),
    close: async () => {
      await browser.close()
      await stopChild(child)
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

async function startChild(options: StandInOptions, folder: string): Promise<ChildProcess> {
  const launch = await createLaunchOptions()
  const settings = {
    ...launch,
    folder,
    contextOptions: options.context ?? {},
    dialogs: options.dialogs ?? [],
  }
  const env = { ...process.env, CHAINRULE_STAND_IN: JSON.stringify(settings) }
  const register = new URL('./register.mjs', import.meta.url).href
  return fork(entry, options.args ?? [], {
    env,
    execArgv: ['--import', register],
    cwd: options.workingFolder ?? folder,
  })
}

/** The newest: one that crashed closes when another has taken its place. */
async function findPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0]
  if (context === undefined) throw new Error('the window has no page')
  const blank = context.pages().find((page) => page.url() === 'about:blank')
  return blank ?? context.waitForEvent('page')
}

function listenTo(child: ChildProcess): Pick<ElectronStandIn, 'told' | 'waitFor'> {
  const told: Told[] = []
  const waiting = new Set<() => void>()
  child.on('message', (message) => {
    told.push(message as Told)
    for (const check of waiting) check()
  })
  child.on('exit', (code) => {
    told.push({ kind: 'exit', value: code })
    for (const check of waiting) check()
  })
  const waitFor = (kind: string, count = 1): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const end = (act: () => void): void => {
        clearTimeout(timer)
        waiting.delete(check)
        act()
      }
      const check = (): void => {
        const found = told.filter((each) => each.kind === kind)
        if (found.length >= count) return end(() => resolve(found.at(-1)?.value))
        const gone = told.find((each) => each.kind === 'exit' || each.kind === 'errorBox')
        if (gone) end(() => reject(new Error(`${gone.kind} ${JSON.stringify(gone.value)} before ${kind}`)))
      }
      const timer = setTimeout(() => end(() => reject(new Error(`no ${kind} within ${limitMs} ms`))), limitMs)
      waiting.add(check)
      check()
    })
  return { told, waitFor }
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 3000)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    if (child.connected) child.send({ kind: 'stop', value: null })
  })
}
