/** What only Electron's own runtime can show. Without it these are listed as skipped, never claimed. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { describe, expect, it } from 'vitest'
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
  it('opens the window with the example and a sandboxed page', async () => {
    const application = await _electron.launch({ args: [root] })
    const page = await application.firstWindow()
    await expect.poll(() => readReadout(page, 'Cost')).toBe('0.1353')
    expect(await page.evaluate(() => [location.protocol, crossOriginIsolated, 'require' in window])).toEqual([
      'lab:',
      true,
      false,
    ])
    await application.close()
  })

  it('refuses a permission that the table does not list', async () => {
    const application = await _electron.launch({ args: [root] })
    const page = await application.firstWindow()
    const state = await page.evaluate(
      async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
    )
    expect(state).toBe('denied')
    await application.close()
  })
})
