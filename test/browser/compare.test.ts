/** Three runs of a sitting in the production build: named, noted, deleted and brought back, overlaid, saved and opened. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoViolations, pressRun, readUpdate, waitForUpdate } from './support/actions'
import { findViolations } from './support/axe'
import { openLab, type OpenLab } from './support/lab'

const folder = mkdtempSync(join(tmpdir(), 'chainrule-compare-'))
const saved = join(folder, 'XOR.chainrule')
let lab: OpenLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(async () => {
  await lab.close()
  rmSync(folder, { recursive: true })
})

const nameOf = (number: number, page = lab.page) => page.locator(`[data-run="${number}"] [data-cell=name]`)
const labelOf = (number: number, page = lab.page) => nameOf(number, page).textContent()
const shownOf = (number: number) => lab.page.locator(`[data-run="${number}"] [role=checkbox]`)
const legend = (page = lab.page) => page.locator('.run-overlay .legend li')
const switcher = (name: RegExp, page = lab.page) => page.getByRole('button', { name })

async function choose(number: number, item: string): Promise<void> {
  await nameOf(number).focus()
  await lab.page.keyboard.press('Enter')
  await lab.page.getByRole('menuitem', { name: item }).click()
}

/** Another width of the hidden layer is another run. */
async function runWithOneMoreUnit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Units of Hidden 1, one more' }).click()
  await page.getByRole('button', { name: 'Restart to apply' }).click()
  await expect.poll(() => readUpdate(page)).toBe(0)
  await pressRun(page)
  await waitForUpdate(page, 1000)
}

describe('the runs of a sitting', () => {
  it('are three after two restarts with another network', async () => {
    await pressRun(lab.page)
    await waitForUpdate(lab.page, 1000)
    await runWithOneMoreUnit(lab.page)
    await runWithOneMoreUnit(lab.page)
    await lab.page.keyboard.press('Control+5')
    await expect.poll(() => labelOf(1)).toBe('Run 1, done at epoch 1,000, baseline')
    expect(await labelOf(2)).toMatch(/^Run 2, done at epoch 1,000, /)
    expect(await labelOf(3)).toMatch(/^Run 3, open, done at epoch 1,000, /)
    await lab.page.getByText('3 of 3 shown').waitFor()
  })

  it('lie over each other, each with its name and number in the legend and a row of the table', async () => {
    await expect.poll(() => legend().count()).toBe(3)
    expect(await legend().nth(0).innerText()).toMatch(/^Run 1\s+0\.124$/)
    const rows = lab.page.locator('.run-table tbody tr')
    expect(await rows.count()).toBe(3)
    await shownOf(2).click()
    await expect.poll(() => legend().count()).toBe(2)
    await shownOf(2).click()
    await lab.page.getByRole('radio', { name: 'Gradient norm' }).click()
    await lab.page.getByRole('heading', { name: 'Gradient norm' }).first().waitFor()
    await lab.page
      .getByRole('radiogroup', { name: 'The curves show' })
      .getByRole('radio', { name: 'Cost' })
      .click()
  })

  it('are found and renamed by keys alone', async () => {
    await nameOf(1).focus()
    await lab.page.keyboard.press('F2')
    await lab.page.keyboard.type('three units')
    await lab.page.keyboard.press('Enter')
    await expect.poll(() => labelOf(1)).toBe('three units, done at epoch 1,000, baseline')
    expect(await nameOf(1).evaluate((cell) => cell === document.activeElement)).toBe(true)
    await lab.page.keyboard.press('ArrowDown')
    expect(await nameOf(2).evaluate((cell) => cell === document.activeElement)).toBe(true)
  })

  it('take a note', async () => {
    await choose(2, 'Add a note…')
    await lab.page.getByRole('textbox', { name: 'Note on Run 2' }).fill('falls first')
    await lab.page.getByRole('button', { name: 'Keep' }).click()
    await expect.poll(() => labelOf(2)).toMatch(/falls first$/)
  })

  it('are deleted and brought back', async () => {
    await choose(2, 'Delete')
    await expect.poll(() => nameOf(2).count()).toBe(0)
    await expect.poll(() => legend().count()).toBe(2)
    await lab.page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => labelOf(2)).toMatch(/falls first$/)
    await expect.poll(() => legend().count()).toBe(3)
  })

  it('have no violation of WCAG 2.2 AA, menu open or not', async () => {
    expect(await findViolations(lab.page)).toEqual([])
    await nameOf(3).focus()
    await lab.page.keyboard.press('Enter')
    await lab.page.getByRole('menu', { name: 'Run 3' }).waitFor()
    expect(await findViolations(lab.page)).toEqual([])
    await lab.page.keyboard.press('Escape')
  })

  it('open again from the list and from the top bar', async () => {
    await choose(1, 'Open')
    await switcher(/^three units stopped, 1,000 updates done/).click()
    await lab.page.getByRole('menuitemradio', { name: /^Run 3/ }).click()
    await switcher(/^Run 3 stopped, 1,000 updates done/).waitFor()
    expect(await readUpdate(lab.page)).toBe(1000)
  })

  it('are saved with the session and all there in a page that opens it, in the dark', async () => {
    const downloading = lab.page.waitForEvent('download')
    await lab.page.keyboard.press('Control+S')
    await (await downloading).saveAs(saved)
    const other = await openLab({ colorScheme: 'dark' })
    const { page } = other
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'File', exact: true }).click()
    await page.getByRole('menuitem', { name: /^Open…/ }).click()
    await (await choosing).setFiles(saved)
    await switcher(/^Run 3 stopped/, page).waitFor()
    await page.keyboard.press('Control+5')
    for (const number of [1, 2, 3]) {
      await expect.poll(() => labelOf(number, page)).toBe(await labelOf(number))
    }
    await expect.poll(() => legend(page).allInnerTexts()).toEqual(await legend().allInnerTexts())
    expect(await findViolations(page)).toEqual([])
    expectNoViolations(other)
    await other.close()
  })

  it('report nothing that was refused or fetched from elsewhere', () => {
    expectNoViolations(lab)
  })
})
