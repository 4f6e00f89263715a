/** Preferences, command list, undo by name and branching in the built lab: by keys alone, in two windows, under axe. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { expectNoViolations, readUpdate, waitForUpdate } from './support/actions'
import { findViolations } from './support/axe'
import { openLab, type OpenLab } from './support/lab'

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true })
const combobox = (page: Page) => page.getByRole('combobox', { name: /^(Commands|命令)$/ })
const option = (page: Page) => page.locator('[role=option][aria-selected=true]')
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: one } = document
    return one?.getAttribute('aria-label') ?? one?.textContent?.trim() ?? ''
  })
const readTheme = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.documentElement.getAttribute('data-theme'))

/** Opens the list, types, and takes the first that fits: it must be this one. */
async function command(page: Page, text: string, title: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await combobox(page).waitFor()
  await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(80)
  await page.keyboard.type(text)
  await expect.poll(() => option(page).locator('.title').innerText()).toBe(title)
  await page.keyboard.press('Enter')
  await combobox(page).waitFor({ state: 'detached' })
}

async function openPreferences(page: Page, title = 'Preferences'): Promise<void> {
  await page.keyboard.press('Control+,')
  await dialog(page, title).waitFor()
  await expect.poll(() => focused(page)).not.toBe('')
}

async function countCopies(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    let files = 0
    for await (const _ of (await root.getDirectoryHandle('autosave', { create: true })).keys()) files++
    return files
  })
}

describe('preferences', () => {
  let lab: OpenLab
  beforeAll(async () => {
    lab = await openLab()
  })
  afterAll(async () => {
    expectNoViolations(lab)
    await lab.close()
  })

  it('are set by keys alone, take effect at once, and give the focus back', async () => {
    const { page } = lab
    await page.getByRole('tab', { name: 'Network' }).focus()
    await openPreferences(page)
    expect(await focused(page)).toBe('As the system')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => readTheme(page)).toBe('dark')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    const cells = dialog(page, 'Preferences').getByRole('list').getByRole('listitem')
    await expect.poll(() => cells.allInnerTexts()).toEqual(['0.500', '−0.123', '12.3', '1.2e−5'])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await expect.poll(() => cells.first().innerText()).toBe('1/2')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Escape')
    await dialog(page, 'Preferences').waitFor({ state: 'detached' })
    expect(await focused(page)).toBe('Network')
    await page.keyboard.press('Control+3')
    await page.getByRole('button', { name: 'Number format: 3 significant digits' }).waitFor()
    const notation = page.getByRole('radio', { name: 'z, a' })
    expect(await notation.getAttribute('aria-checked')).toBe('true')
    await page.keyboard.press('Control+2')
  })

  it('are there after a reload, and in another window, which follows each change', async () => {
    const { page } = lab
    await page.reload()
    const other = await page.context().newPage()
    await other.goto(`${lab.url}/`)
    await other.getByRole('button', { name: 'Run', exact: true }).waitFor()
    expect([await readTheme(page), await readTheme(other)]).toEqual(['dark', 'dark'])
    await page.bringToFront()
    await command(page, 'theme light', 'Theme: Light')
    await expect.poll(() => readTheme(other)).toBe('light')
    await other.bringToFront()
    await command(other, '简体', 'Language: 简体中文')
    await page.getByRole('tab', { name: '网络' }).waitFor()
    await command(other, 'language system', '语言：跟随系统')
    await page.getByRole('tab', { name: 'Network' }).waitFor()
    expect(await readTheme(page)).toBe('light')
    await other.close({ runBeforeUnload: false })
    await page.bringToFront()
  })

  it('without a recovery copy drop the one that is there and say what is lost', async () => {
    const { page } = lab
    await page.keyboard.press('Space')
    await waitForUpdate(page, 1000)
    await expect.poll(() => countCopies(page), { timeout: 20_000 }).toBeGreaterThan(0)
    await openPreferences(page)
    await page.getByRole('combobox', { name: 'While training, every' }).selectOption('No copy')
    await page.getByText('loses everything since the last save').waitFor()
    await expect.poll(() => countCopies(page)).toBe(0)
    expect(await findViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Back to defaults' }).click()
    await expect.poll(() => countCopies(page), { timeout: 20_000 }).toBeGreaterThan(0)
    expect(await readTheme(page)).toBeNull()
    await page.keyboard.press('Escape')
  })

  it('show the tour again', async () => {
    const { page } = lab
    await openPreferences(page)
    await page.getByRole('button', { name: 'Show the tour again' }).click()
    await page.locator('.tour').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.tour').waitFor({ state: 'detached' })
  })
})

describe('the command list', () => {
  let lab: OpenLab
  beforeAll(async () => {
    lab = await openLab()
  })
  afterAll(async () => {
    expectNoViolations(lab)
    await lab.close()
  })

  it('opens a gallery experiment, runs it, steps back and branches, by words alone', async () => {
    const { page } = lab
    await command(page, 'xor sym', 'XOR and symmetry')
    await expect.poll(() => page.getByRole('button', { name: /XOR and symmetry/ }).count()).toBe(1)
    await command(page, 'step one', 'Step: one update or epoch on')
    await command(page, 'step one', 'Step: one update or epoch on')
    await expect.poll(() => readUpdate(page)).toBe(2)
    await command(page, 'back step', 'Step back: one update or epoch')
    await expect.poll(() => readUpdate(page)).toBe(1)
    await command(page, 'branch', 'Branch from the moment shown')
    await page.getByRole('button', { name: /^Run 2/ }).waitFor()
    expect(await readUpdate(page)).toBe(1)
    await command(page, 'weights stage', 'Weights')
    expect(await page.locator('[role=tab][aria-selected=true]').innerText()).toBe('Weights')
    await command(page, 'settings stop', 'Stop when')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[data-section]') !== null))
      .toBe(true)
  })

  it('Ctrl+D branches from the moment shown, and does nothing at the newest', async () => {
    const { page } = lab
    await page.getByRole('tab', { name: 'Weights' }).focus()
    await page.keyboard.press('Control+d')
    await page.keyboard.press('.')
    await expect.poll(() => readUpdate(page)).toBe(2)
    expect(await page.getByRole('button', { name: /^Run 2/ }).count()).toBe(1)
    await page.keyboard.press(',')
    await expect.poll(() => readUpdate(page)).toBe(1)
    const branch = page.getByRole('button', { name: 'Branch', exact: true })
    await branch.focus()
    await page.keyboard.press('Control+d')
    // What followed is in the run that was left: the moment shown is the newest of its branch.
    await branch.waitFor({ state: 'detached' })
    expect(await readUpdate(page)).toBe(1)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('slider')
  })

  it('names what undo takes back, in the File menu and in the list', async () => {
    const { page } = lab
    const rate = page.getByRole('textbox', { name: 'Learning rate', exact: true })
    const before = await rate.inputValue()
    await rate.fill('0.125')
    await rate.press('Enter')
    const openMenu = async (): Promise<void> => {
      await page.getByRole('button', { name: 'File', exact: true }).focus()
      await page.keyboard.press('Enter')
    }
    await openMenu()
    const item = page.getByRole('menuitem', { name: /^Undo: learning rate/ })
    await item.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => rate.inputValue()).toBe(before)
    await command(page, 'redo', 'Redo: learning rate')
    await expect.poll(() => rate.inputValue()).toBe('0.125')
    await page.getByRole('tab', { name: 'Weights' }).focus()
    await page.keyboard.press('Control+z')
    await expect.poll(() => rate.inputValue()).toBe(before)
    await openMenu()
    expect(await page.getByRole('menuitem', { name: /^Undo Ctrl/ }).getAttribute('aria-disabled')).toBe(
      'true',
    )
    await page.keyboard.press('Escape')
  })

  it('gives the focus back on Escape, and keeps the active one in sight', async () => {
    const { page } = lab
    const tab = page.getByRole('tab', { name: 'Weights' })
    await tab.focus()
    await page.keyboard.press('Control+k')
    await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(80)
    await page.keyboard.press('ArrowUp')
    const inside = await option(page).evaluate((one) => {
      const [box, list] = [one.getBoundingClientRect(), one.parentElement!.getBoundingClientRect()]
      return box.top >= list.top - 1 && box.bottom <= list.bottom + 1
    })
    expect([inside, await option(page).locator('.title').innerText()]).toEqual([true, 'Show the tour'])
    await page.keyboard.press('Escape')
    await combobox(page).waitFor({ state: 'detached' })
    expect(await tab.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('leads to help on a topic and to the preferences', async () => {
    const { page } = lab
    await command(page, 'help optim', 'Optimizers')
    await dialog(page, 'Help').getByRole('region', { name: 'Optimizers' }).waitFor()
    await page.keyboard.press('Escape')
    await command(page, 'preferences pref', 'Preferences')
    await dialog(page, 'Preferences').waitFor()
    await page.keyboard.press('Escape')
  })
})

describe.each([
  { colorScheme: 'light', locale: 'en-US', size: { width: 640, height: 512 } },
  { colorScheme: 'dark', locale: 'zh-CN', size: { width: 1440, height: 900 } },
  { colorScheme: 'light', locale: 'zh-CN', size: { width: 1024, height: 700 }, forcedColors: true },
] as const)('both dialogs, $colorScheme, $locale, $size.width wide', (options) => {
  it('have no violation, fit the window, and do not scroll sideways', async () => {
    const lab = await openLab(options)
    const { page } = lab
    await page.getByRole('tab').first().waitFor()
    const titles = options.locale === 'zh-CN' ? ['偏好设置', '命令'] : ['Preferences', 'Commands']
    for (const [k, key] of ['Control+,', 'Control+k'].entries()) {
      await page.keyboard.press(key)
      const shown = dialog(page, titles[k]!)
      await shown.waitFor()
      if (k === 1) await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(80)
      expect([key, await findViolations(page)]).toEqual([key, []])
      const box = (await shown.boundingBox())!
      const { width, height } = options.size
      expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(
        true,
      )
      const sideways = await shown.locator('.body').evaluate((one) => one.scrollWidth - one.clientWidth)
      expect(sideways).toBeLessThanOrEqual(0)
      await page.keyboard.press('Escape')
    }
    expectNoViolations(lab)
    await lab.close()
  })
})
