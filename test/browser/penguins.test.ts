/** An own CSV from import to a saved session that goes on after a reload; the same on both hosts. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import {
  expectNoViolations,
  pressPause,
  pressRun,
  readSettledUpdate,
  readUpdate,
  setField,
  waitForUpdate,
} from './support/actions'
import type { QueuedDialog } from './support/electronStandIn/startElectronStandIn'
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
  await page.getByRole('combobox', { name: 'Empty number' }).selectOption({ label: 'Drop the row' })
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

interface Disk {
  save(page: Page): Promise<void>
  open(page: Page): Promise<void>
}

const saved = join(folder, 'penguins.chainrule')

/** A browser downloads what is saved and asks for what is opened. */
const browserDisk: Disk = {
  async save(page) {
    const downloading = page.waitForEvent('download')
    await page.keyboard.press('Control+S')
    await (await downloading).saveAs(saved)
  },
  async open(page) {
    const choosing = page.waitForEvent('filechooser')
    await chooseOpen(page)
    await (await choosing).setFiles(saved)
  },
}

/** The dialogs of the desktop are answered as queued. */
const desktopDisk: Disk = {
  async save(page) {
    await page.keyboard.press('Control+S')
    await expect.poll(() => existsSync(saved), { timeout: 10_000 }).toBe(true)
  },
  open: (page) => chooseOpen(page),
}

async function chooseOpen(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'File', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Open…/ }).click()
}

const dialogs: QueuedDialog[] = [
  { kind: 'showSaveDialog', value: { canceled: false, filePath: saved } },
  { kind: 'showOpenDialog', value: { canceled: false, filePaths: [saved] } },
]

afterEach(() => rmSync(saved, { force: true }))

describe.each([
  ['in the browser', 'web', browserDisk],
  ['on the built main process and preload, through the stand-in for Electron', 'electron', desktopDisk],
] as const)('penguins from an own CSV, %s', (_where, host, disk) => {
  it('train to at least 95 % validation accuracy; saved, reloaded and opened, the run goes on', async () => {
    const lab = await openLab(host === 'web' ? { host } : { host, dialogs })
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
    const update = await readSettledUpdate(page)

    await disk.save(page)
    expect(readFileSync(saved).subarray(0, 2).toString()).toBe('PK')

    await page.reload()
    await expect.poll(() => readUpdate(page)).toBe(0)
    await disk.open(page)
    await expect.poll(() => readUpdate(page)).toBe(update)
    expect(await readValidationAccuracy(page)).toBeGreaterThanOrEqual(95)
    await pressRun(page)
    await waitForUpdate(page, update + 500)
    expectNoViolations(lab)
    await lab.close()
  })
})
