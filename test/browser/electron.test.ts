/** What only Electron's own runtime can show. Without it these are listed as skipped, never claimed. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readReadout } from './support/actions'

const root = join(import.meta.dirname, '../..')
const packageFolder = join(root, 'node_modules/electron')
const pathFile = join(packageFolder, 'path.txt')
const hasRuntime =
  existsSync(pathFile) && existsSync(join(packageFolder, 'dist', readFileSync(pathFile, 'utf8')))
const asRoot = process.getuid?.() === 0
const hasDisplay =
  process.platform !== 'linux' || (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== ''
const reason = hasRuntime
  ? asRoot
    ? 'it refuses root'
    : 'there is no display'
  : 'its runtime is not installed'

describe.skipIf(!hasRuntime || asRoot || !hasDisplay)(`Electron itself (skipped where ${reason})`, () => {
  let application: ElectronApplication
  let page: Page

  beforeEach(async () => {
    application = await _electron.launch({ args: [root] })
    page = await application.firstWindow()
    await page.getByText('0.1353').first().waitFor()
  })
  afterEach(() => application.close())

  it('opens the window with the example and a sandboxed page', async () => {
    await expect.poll(() => readReadout(page, 'Cost')).toBe('0.1353')
    expect(await page.evaluate(() => [location.protocol, crossOriginIsolated, 'require' in window])).toEqual([
      'lab:',
      true,
      false,
    ])
  })

  it('refuses a permission that the table does not list', async () => {
    const state = await page.evaluate(
      async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
    )
    expect(state).toBe('denied')
  })

  it('lets the page write to the clipboard, which the table lists for the own page', async () => {
    const written = await page.evaluate(() =>
      navigator.clipboard.writeText('ΔW').then(
        () => 'written',
        (error: Error) => error.name,
      ),
    )
    expect(written).toBe('written')
  })

  it('goes nowhere, opens no second window, and loads nothing from elsewhere', async () => {
    const tried = await page.evaluate(async () => {
      location.href = 'https://example.com/'
      const opened = window.open('lab://app/index.html')
      const fetched = await fetch('https://example.com/').catch((error: Error) => error.name)
      return [opened, fetched]
    })
    expect(tried).toStrictEqual([null, 'TypeError'])
    expect(page.url()).toBe('lab://app/index.html')
    expect(application.windows()).toHaveLength(1)
  })

  it('has the menu with its commands, each by its key', async () => {
    const keys = await application.evaluate(({ Menu }) => {
      const menu = Menu.getApplicationMenu()
      return ['save', 'preferences', 'commands', 'runOrPause'].map(
        (id) => menu?.getMenuItemById(id)?.accelerator,
      )
    })
    expect(keys).toStrictEqual(['CmdOrCtrl+S', 'CmdOrCtrl+,', 'CmdOrCtrl+K', 'F5'])
  })

  it('loads a page again whose process ended, and the page says so', async () => {
    const loaded = application.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!
      const again = new Promise<string>((resolve) =>
        webContents.once('did-finish-load', async () => {
          const said = `new Promise((answer) => {
            const look = () => {
              const strip = document.querySelector('[role=alert]')
              if (strip === null) setTimeout(look, 100)
              else answer(strip.textContent)
            }
            look()
          })`
          resolve(String(await webContents.executeJavaScript(said)))
        }),
      )
      webContents.forcefullyCrashRenderer()
      return again
    })
    expect(await loaded).toContain('was loaded again')
  })

  it('keeps settings.json of one theme and the ground of the window the same', async () => {
    const ground = () =>
      application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBackgroundColor())
    await page.evaluate(() =>
      (window as unknown as { lab: { setSettings(patch: object): Promise<unknown> } }).lab.setSettings({
        theme: 'dark',
      }),
    )
    await expect.poll(async () => (await ground()).toLowerCase()).toContain('1a1e22')
  })
})
