/**
 * Opens the built lab in Chromium and listens for everything that must not happen: errors on the console and the page,
 * violations of the content security policy, requests to anywhere else. Build first: `npm run build`.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startWebServer } from '../../../src-main/web/webServer'
import { launchChromium } from './chromium'
import { startElectronStandIn, type QueuedDialog } from './electronStandIn/startElectronStandIn'

export interface LabOptions {
  /** `electron` is the built main process on the stand-in. @default 'web' */
  host?: 'web' | 'electron'
  /** @default 1440 × 900 */
  size?: { width: number; height: number }
  /** @default 'light' */
  colorScheme?: 'light' | 'dark'
  /** @default 'en-US' */
  locale?: string
  /** @default false */
  forcedColors?: boolean
  /** @default false */
  reducedMotion?: boolean
  /** Path in the lab, with query if any. @default '/' */
  path?: string
  /** Whether this is a first start, with its tour. @default false */
  firstStart?: boolean
  /** Further arguments of Chromium; `web` only. */
  args?: string[]
  /** Answers of native dialogs, in their order; `electron` only. */
  dialogs?: QueuedDialog[]
}

/** All empty in a run without faults; tests assert it. */
export interface Violations {
  console: string[]
  page: string[]
  policy: string[]
  foreign: string[]
}

export interface OpenLab {
  page: Page
  /** Address of the lab without a slash at the end. */
  url: string
  violations: Violations
  close(): Promise<void>
}

const renderer = join(import.meta.dirname, '../../../out/renderer')

export async function openLab(options: LabOptions = {}): Promise<OpenLab> {
  if (!existsSync(join(renderer, 'manifest.json'))) throw new Error('the lab is not built: npm run build')
  if (options.host === 'electron') return openOnStandIn(options)
  const server = await startWebServer(renderer, 0)
  const browser = await launchChromium(options.args)
  const context = await browser.newContext(createContextOptions(options))
  await removeFilePickers(context)
  const page = await context.newPage()
  const violations = await watchPage(page, server.url)
  if (options.firstStart !== true) await page.addInitScript(passTour)
  await page.goto(`${server.url}${options.path ?? '/'}`)
  if (options.path === undefined) await waitForWindow(page)
  const close = (): Promise<void> => closeAll(browser, () => server.close())
  return { page, url: server.url, violations, close }
}

async function openOnStandIn(options: LabOptions): Promise<OpenLab> {
  const found: { violations?: Violations } = {}
  const standIn = await startElectronStandIn({
    context: createContextOptions(options),
    dialogs: options.dialogs ?? [],
    beforeLoad: async (page, url) => {
      found.violations = await watchPage(page, url)
      if (options.firstStart !== true) await page.addInitScript(passTour)
    },
  })
  const violations = found.violations ?? { console: [], page: [], policy: [], foreign: [] }
  await waitForWindow(standIn.page)
  return { page: standIn.page, url: standIn.url, violations, close: () => standIn.close() }
}

/** The document is loaded before the words of its language are: a key pressed earlier is heard by nobody. */
const waitForWindow = (page: Page): Promise<void> => page.getByRole('tab').first().waitFor()

const createContextOptions = (options: LabOptions): Parameters<Browser['newContext']>[0] => ({
  viewport: options.size ?? { width: 1440, height: 900 },
  colorScheme: options.colorScheme ?? 'light',
  locale: options.locale ?? 'en-US',
  forcedColors: options.forcedColors ? 'active' : 'none',
  reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
  acceptDownloads: true,
})

/** A headless browser cannot show its pickers; without them the lab uses a file input and downloads, which tests can drive. */
const removeFilePickers = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    Reflect.deleteProperty(window, 'showOpenFilePicker')
    Reflect.deleteProperty(window, 'showSaveFilePicker')
  })

/** Listens from the next document on. */
export async function watchPage(page: Page, url: string): Promise<Violations> {
  const violations: Violations = { console: [], page: [], policy: [], foreign: [] }
  page.on('console', (message) => {
    if (message.type() === 'error') violations.console.push(message.text())
  })
  page.on('pageerror', (error) => violations.page.push(error.message))
  page.on('request', (request) => {
    const own = [`${url}/`, `blob:${url}/`, 'data:image/'].some((start) => request.url().startsWith(start))
    if (!own) violations.foreign.push(request.url().slice(0, 200))
  })
  await page.exposeFunction('reportPolicyViolation', (text: string) => {
    violations.policy.push(text)
  })
  await page.addInitScript(reportPolicyViolations)
  return violations
}

/** Runs in the page before the lab: the tour of the first start was seen. Settings that are there stay. */
function passTour(): void {
  const key = 'chainrule.settings'
  try {
    localStorage.setItem(
      key,
      JSON.stringify({ tourSeen: true, ...JSON.parse(localStorage.getItem(key) ?? '{}') }),
    )
  } catch {
    // A document without storage, such as a style sheet shown by itself, has no tour either.
  }
}

/** Runs in the page. */
function reportPolicyViolations(): void {
  const report = Reflect.get(window, 'reportPolicyViolation') as (text: string) => void
  document.addEventListener('securitypolicyviolation', (event) =>
    report(
      `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
    ),
  )
}

async function closeAll(browser: Browser, closeServer: () => Promise<void>): Promise<void> {
  await browser.close()
  await closeServer()
}
