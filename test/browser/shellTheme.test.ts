/** No flash: the ground has the theme that was set before the window's own script runs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabBridge, ThemeSetting } from '../../src-main/contract/ipc'
import { groundColor } from '../../src-main/windowOptions'
import { startElectronStandIn } from './support/electronStandIn/startElectronStandIn'
import { openLab, type OpenLab } from './support/lab'

const rgb = (hex: string): string =>
  `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(', ')})`
const [light, dark] = [rgb(groundColor(false)), rgb(groundColor(true))]
const readGround = (page: Page) =>
  page.evaluate(() => [
    getComputedStyle(document.body).backgroundColor,
    document.querySelector('#app')?.childElementCount,
  ])

let lab: OpenLab

beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

/** A page whose module scripts never arrive: what is seen of it is what is seen before they run. */
async function openWithoutScripts(stored: string, system: 'light' | 'dark'): Promise<Page> {
  const page = await lab.page.context().newPage()
  await page.emulateMedia({ colorScheme: system })
  await page.addInitScript((text) => localStorage.setItem('chainrule.settings', text), stored)
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.goto(`${lab.url}/`)
  return page
}

describe('before the first script of the window', () => {
  it.each([
    ['dark', 'light', dark],
    ['light', 'dark', light],
    ['dark', 'dark', dark],
    ['system', 'dark', dark],
    ['system', 'light', light],
    ['pink', 'light', light],
  ] as const)('%s as set on a %s system', async (theme, system, ground) => {
    const page = await openWithoutScripts(JSON.stringify({ theme }), system)
    expect(await readGround(page)).toStrictEqual([ground, 0])
    await page.close()
  })

  it('settings that are broken are the system’s theme', async () => {
    const page = await openWithoutScripts('{', 'dark')
    expect(await readGround(page)).toStrictEqual([dark, 0])
    await page.close()
  })
})

describe('the desktop', () => {
  it.each([
    ['dark', 'light'],
    ['light', 'dark'],
  ] as const)(
    '%s as set on a %s system: the window’s ground and the page agree, and follow a change',
    async (theme, system) => {
      const folder = mkdtempSync(join(tmpdir(), 'chainrule-theme-'))
      mkdirSync(join(folder, 'userData'))
      writeFileSync(join(folder, 'userData/settings.json'), JSON.stringify({ language: 'system', theme }))
      const standIn = await startElectronStandIn({ folder, context: { colorScheme: system } })
      const [options] = standIn.told.filter(({ kind }) => kind === 'windowOptions')
      expect(options?.value).toMatchObject({ backgroundColor: groundColor(theme === 'dark') })
      await standIn.page.getByRole('button', { name: 'Run', exact: true }).waitFor()
      const ground = theme === 'dark' ? dark : light
      await expect.poll(async () => (await readGround(standIn.page))[0]).toBe(ground)
      const other: ThemeSetting = theme === 'dark' ? 'light' : 'dark'
      await standIn.page.evaluate(
        (next) => (window as unknown as { lab: LabBridge }).lab.setSettings({ theme: next }),
        other,
      )
      expect(await standIn.waitFor('background')).toBe(groundColor(other === 'dark'))
      await expect.poll(async () => (await readGround(standIn.page))[0]).toBe(theme === 'dark' ? light : dark)
      await standIn.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  )
})
