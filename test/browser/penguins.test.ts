/** An own CSV from import to a saved session that goes on after a reload; the same on both hosts. */
import { readFileSync } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import {
  expectNoViolations,
  pressPause,
  pressRun,
  readUpdate,
  setField,
  waitForUpdate,
} from './support/actions'
import { openLab } from './support/lab'

const csv = join(import.meta.dirname, '../../resources/datasets/penguins.csv')
const folder = mkdtempSync(join(tmpdir(), 'chainrule-flow-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function importPenguins(page: Page): Promise<void> {
  await page.keyboard.press('Control+1')
  await page.getByRole('button', { name: 'Change data' }).click()
  await page.getByRole('radio', { name: 'Open a table' }).click()
  const choosing = page.waitForEvent('filechooser')
  await page.locator('button', { hasText: 'Open a file…' }).click()
  await (await choosing).setFiles(csv)
  await page
    .getByRole('radiogroup', { name: 'Role of species' })
    .getByRole('radio', { name: 'Target' })
    .click()
  await page
    .getByRole('radiogroup', { name: 'Role of island' })
    .getByRole('radio', { name: 'Ignore' })
    .click()
  await page.getByRole('combobox', { name: 'Missing values' }).selectOption({ label: 'Drop the row' })
  await expect.poll(() => page.locator('#side-panel').innerText()).toContain('333 of 344 rows used')
  await page.getByRole('button', { name: 'Use this data' }).click()
  await expect.poll(() => page.getByText('3', { exact: true }).count()).toBeGreaterThan(0)
}

/** Validation accuracy as the legend of its chart shows it, in per cent. */
async function readValidationAccuracy(page: Page): Promise<number> {
  const text = await page.locator('body').innerText()
  const legend = /Accuracy[\s\S]*?validation\s*([\d.]+)\s*%/.exec(text)
  return legend === null ? NaN : Number(legend[1])
}

describe('penguins from an own CSV', () => {
  it('train to at least 95 % validation accuracy; saved, reloaded and opened, the run goes on', async () => {
    const lab = await openLab()
    const { page } = lab
    await importPenguins(page)
    await page.keyboard.press('Control+2')
    await page.getByRole('combobox', { name: 'Optimizer' }).selectOption('adam')
    await page.getByRole('checkbox', { name: 'Updates reach' }).uncheck()
    await pressRun(page)
    await waitForUpdate(page, 2000)
    await setField(page, 'Learning rate', '0.002')
    await page.locator('[aria-label*="learning rate 0.01 → 0.002"]').first().waitFor()
    await waitForUpdate(page, 4000)
    await pressPause(page)
    await expect.poll(() => readValidationAccuracy(page)).toBeGreaterThanOrEqual(95)
    const update = await readUpdate(page)

    const downloading = page.waitForEvent('download')
    await page.keyboard.press('Control+S')
    const saved = join(folder, 'penguins.chainrule')
    await (await downloading).saveAs(saved)
    expect(readFileSync(saved).subarray(0, 2).toString()).toBe('PK')

    await page.reload()
    await expect.poll(() => readUpdate(page)).toBe(0)
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'File', exact: true }).click()
    await page.getByRole('menuitem', { name: /^Open…/ }).click()
    await (await choosing).setFiles(saved)
    await expect.poll(() => readUpdate(page)).toBe(update)
    expect(await readValidationAccuracy(page)).toBeGreaterThanOrEqual(95)
    await pressRun(page)
    await waitForUpdate(page, update + 500)
    expectNoViolations(lab)
    await lab.close()
  })
})
