/** First minutes in the built lab: the tour of a first start, the gallery, help, shortcuts and about, by keys and under axe. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { expectNoViolations, pressPause, pressRun, readUpdate, waitForUpdate } from './support/actions'
import { findViolations } from './support/axe'
import { openLab, type OpenLab } from './support/lab'

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const chooseInMenu = async (page: Page, name: RegExp): Promise<void> => {
  await button(page, 'File').click()
  await page.getByRole('menuitem', { name }).click()
}
const selectedTab = (page: Page): Promise<string> =>
  page.locator('[role=tab][aria-selected=true]').innerText()

describe('a first start', () => {
  let lab: OpenLab

  beforeAll(async () => {
    lab = await openLab({ firstStart: true })
  })

  afterAll(() => lab.close())

  it('offers the tour, and Space still runs the example', async () => {
    const { page } = lab
    await dialog(page, 'Data').waitFor()
    expect(await findViolations(page)).toEqual([])
    await page.keyboard.press('Space')
    await waitForUpdate(page, 1)
    await expect.poll(() => readUpdate(page)).toBe(1000)
  })

  it('is walked by keys through five steps, each beside its thing, whole in the window', async () => {
    const { page } = lab
    await page.keyboard.press('F6')
    for (const name of ['Data', 'Network', 'Run', 'Backprop', 'Compare']) {
      const card = dialog(page, name)
      await card.waitFor()
      const box = (await card.boundingBox())!
      expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 1440 && box.y + box.height <= 900).toBe(true)
      expect([name, await findViolations(page)]).toEqual([name, []])
      await card.locator('.next').focus()
      await page.keyboard.press('Enter')
    }
    expect(await page.locator('.tour').count()).toBe(0)
    expect(await selectedTab(page)).toBe('Compare')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tab-compare')
  })

  it('is over for good', async () => {
    const { page } = lab
    await page.reload()
    await page.getByRole('tab', { name: 'Data' }).waitFor()
    await page.waitForTimeout(1000)
    expect(await page.locator('.tour').count()).toBe(0)
    expectNoViolations(lab)
  })

  it('is skipped by Escape from anywhere', async () => {
    const other = await openLab({ firstStart: true, locale: 'zh-CN', size: { width: 1024, height: 700 } })
    await dialog(other.page, '数据').waitFor()
    expect(await findViolations(other.page)).toEqual([])
    await other.page.getByRole('tab', { name: '网络' }).focus()
    await other.page.keyboard.press('Escape')
    expect(await other.page.locator('.tour').count()).toBe(0)
    expectNoViolations(other)
    await other.close()
  })
})

describe('the guide', () => {
  let lab: OpenLab

  beforeAll(async () => {
    lab = await openLab()
  })

  afterAll(async () => {
    expectNoViolations(lab)
    await lab.close()
  })

  it('? shows every shortcut and gives the focus back; no tour where it was seen', async () => {
    const { page } = lab
    const tab = page.getByRole('tab', { name: 'Network' })
    await tab.focus()
    expect(await page.locator('.tour').count()).toBe(0)
    await page.keyboard.press('?')
    await dialog(page, 'Keyboard shortcuts').waitFor()
    expect(await page.getByRole('rowheader', { name: 'Run or pause' }).count()).toBe(1)
    expect(await findViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog(page, 'Keyboard shortcuts').waitFor({ state: 'detached' })
    expect(await tab.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('its keys lead to help on the stage that is shown', async () => {
    const { page } = lab
    await page.keyboard.press('Control+3')
    await page.keyboard.press('?')
    await button(page, 'Help on this stage').click()
    await dialog(page, 'Help').getByRole('region', { name: 'Backward' }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('help sets every formula and fits every topic, without a violation', async () => {
    const { page } = lab
    await chooseInMenu(page, /^Contents…/)
    const topics = dialog(page, 'Help').getByRole('navigation').getByRole('button')
    const names = await topics.allInnerTexts()
    expect(names.length).toBe(17)
    for (const [k, name] of names.entries()) {
      await topics.nth(k).click()
      const article = dialog(page, 'Help').getByRole('region', { name, exact: true })
      await article.waitFor()
      await expect
        .poll(() =>
          article.evaluate((one) => one.querySelectorAll('.formula-tex:empty, .katex-error').length),
        )
        .toBe(0)
      const sideways = await article.evaluate((one) => one.scrollWidth - one.clientWidth)
      expect([name, sideways <= 0, await findViolations(page)]).toEqual([name, true, []])
    }
    await page.keyboard.press('Escape')
    expect(await button(page, 'File').evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('about has the version and the licences', async () => {
    const { page } = lab
    await chooseInMenu(page, /^About Chainrule/)
    await dialog(page, 'About Chainrule').waitFor()
    await page.locator('summary', { hasText: 'valibot' }).click()
    await page.locator('details[open]').getByText('MIT License').first().waitFor()
    expect(await findViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('the gallery opens a bundled set at its stage, and it runs', async () => {
    const { page } = lab
    await chooseInMenu(page, /^Gallery…/)
    // Its texts come late.
    await expect.poll(() => dialog(page, 'Gallery').getByRole('listitem').count()).toBe(12)
    expect(await findViolations(page)).toEqual([])
    await button(page, 'Digits').click()
    await dialog(page, 'Gallery').waitFor({ state: 'detached' })
    expect(await selectedTab(page)).toBe('Weights')
    await pressRun(page)
    await waitForUpdate(page, 20)
    await pressPause(page)
  })

  it('the gallery asks about unsaved changes, and stays when one keeps them', async () => {
    const { page } = lab
    await chooseInMenu(page, /^Gallery…/)
    await button(page, 'XOR and symmetry').focus()
    await page.keyboard.press('Enter')
    await dialog(page, 'Save the changes first?').waitFor()
    await button(page, 'Cancel').click()
    await dialog(page, 'Save the changes first?').waitFor({ state: 'detached' })
    expect(await dialog(page, 'Gallery').count()).toBe(1)
    await button(page, 'XOR and symmetry').click()
    await button(page, 'Don’t save').click()
    await dialog(page, 'Gallery').waitFor({ state: 'detached' })
    expect([await selectedTab(page), await readUpdate(page)]).toEqual(['Network', 0])
  })

  it('is the same in Chinese and in the dark', async () => {
    const other = await openLab({ locale: 'zh-CN', colorScheme: 'dark', size: { width: 1024, height: 700 } })
    const { page } = other
    for (const [entry, title] of [
      [/^实验库/, '实验库'],
      [/^目录/, '帮助'],
      [/^键盘快捷键/, '键盘快捷键'],
      [/^关于/, '关于 Chainrule'],
    ] as const) {
      await button(page, '文件').click()
      await page.getByRole('menuitem', { name: entry }).click()
      await dialog(page, title).waitFor()
      expect([title, await findViolations(page)]).toEqual([title, []])
      await page.keyboard.press('Escape')
    }
    expectNoViolations(other)
    await other.close()
  })
})
