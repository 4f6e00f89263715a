/** What a window that was killed leaves behind, in one browser whose windows come and go. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { expectNoViolations, pressRun, readSettledUpdate, waitForUpdate } from './support/actions'
import { openLab, type OpenLab } from './support/lab'

let lab: OpenLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

const openWindow = async (): Promise<Page> => {
  const page = await lab.page.context().newPage()
  await page.goto(`${lab.url}/`)
  await page.getByRole('button', { name: 'Run', exact: true }).waitFor()
  return page
}
const restore = (page: Page) => page.getByRole('button', { name: 'Restore', exact: true })
/** Ends it as a crash does: nothing is asked, nothing is saved. */
const kill = (page: Page): Promise<void> => page.close({ runBeforeUnload: false })
const hasCopy = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const folder = await (
      await navigator.storage.getDirectory()
    ).getDirectoryHandle('autosave', { create: true })
    let files = 0
    for await (const _ of folder.keys()) files++
    return files
  })

describe('a window that was killed', () => {
  let trained = 0

  it('while it lives offers its copy to no other window', async () => {
    await pressRun(lab.page)
    trained = await waitForUpdate(lab.page, 1000)
    await expect.poll(() => hasCopy(lab.page), { timeout: 10_000 }).toBeGreaterThan(0)
    const second = await openWindow()
    await second.waitForTimeout(500)
    expect(await restore(second).count()).toBe(0)
    await kill(second)
  })

  it('has its run offered by the next one, again after that one was killed at once', async () => {
    const keeper = await openWindow()
    await kill(lab.page)
    const first = await openWindow()
    await restore(first).click()
    await waitForUpdate(first, trained)
    await kill(first)
    const next = await openWindow()
    await restore(next).click()
    await waitForUpdate(next, trained)
    expect(await readSettledUpdate(next)).toBe(trained)
    await kill(next)
    await kill(keeper)
  })

  it('nothing was refused, reported or fetched from elsewhere', () => expectNoViolations(lab))
})
