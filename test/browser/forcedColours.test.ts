/**
 * In forced colours, light and dark: what is chosen looks other than what is not, controls have an edge, the focus can be
 * seen, and colours that are data stay. That the finder finds is shown by a fault that is planted.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoViolations } from './support/actions'
import { findForcedFaults, readFocusEdge } from './support/findForcedFaults'
import { openLab, type OpenLab } from './support/lab'
import { showStage, stages } from './support/stages'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

describe.each(['light', 'dark'] as const)('forced colours, %s', (colorScheme) => {
  let lab: OpenLab
  beforeAll(async () => {
    lab = await openLab({ forcedColors: true, colorScheme })
  })
  afterAll(() => lab.close())
  const expectClear = async (what: string): Promise<void> =>
    expect([what, await findForcedFaults(lab.page)]).toEqual([what, []])

  it('the finder finds a choice that looks like the others, and a button without an edge', async () => {
    await lab.page.evaluate(() => {
      const planted = document.createElement('div')
      planted.className = 'planted push-button'
      planted.setAttribute('role', 'radiogroup')
      for (const checked of ['true', 'false']) {
        const one = document.createElement('button')
        one.className = `push-button planted-${checked}`
        one.style.setProperty('border', '0')
        one.setAttribute('role', 'radio')
        one.setAttribute('aria-checked', checked)
        one.textContent = checked
        planted.append(one)
      }
      document.querySelector('#stage')!.append(planted)
    })
    const found = await findForcedFaults(lab.page)
    await lab.page.evaluate(() => document.querySelector('.planted')!.remove())
    expect(found.filter((fault) => fault.includes('planted'))).toEqual([
      'no edge: button.push-button.planted-true',
      'no edge: button.push-button.planted-false',
      'looks like the others: button.push-button.planted-true',
    ])
  })

  it('what is chosen can be seen on every stage, with a chosen cell and a chosen unit', async () => {
    const { page } = lab
    await button(page, 'Step one update').click()
    for (const stage of stages) {
      await showStage(page, stage)
      if (stage === 'Backprop') await page.getByRole('gridcell', { name: /^ΔW1 row 1 column 2/ }).click()
      if (stage === 'Network') await page.locator('#stage button.tile').nth(2).click()
      await expectClear(stage)
    }
  })

  it('and in the dialogs', async () => {
    const { page } = lab
    const entries: [from: string, item: RegExp][] = [
      ['File', /^Gallery…/],
      ['File', /^Contents…/],
      ['File', /^Preferences…/],
      ['File', /^Commands…/],
      ['Export', /^Certificate/],
    ]
    for (const [from, item] of entries) {
      await button(page, from).click()
      await page.getByRole('menuitem', { name: item }).click()
      await page.getByRole('dialog').locator('button, [role=option]').first().waitFor()
      await expectClear(String(item))
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
  })

  it('what has the focus has an edge in a colour of the system, at 40 stops', async () => {
    const { page } = lab
    await showStage(page, 'Backprop')
    await page.getByRole('tab', { name: 'Backprop' }).focus()
    const missing: string[] = []
    for (let k = 0; k < 40; k++) {
      await page.keyboard.press('Tab')
      const { what, isSeen } = await page.evaluate(readFocusEdge)
      if (!isSeen) missing.push(what)
    }
    expect(missing).toEqual([])
  })

  it('the colours of data are those of the design', async () => {
    const { page } = lab
    await showStage(page, 'Data')
    const chips = await page
      .locator('.chip:visible')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor))
    // Blue and orange of classes 1 and 2.
    const classes = {
      light: ['rgb(0, 114, 178)', 'rgb(213, 94, 0)'],
      dark: ['rgb(86, 180, 233)', 'rgb(240, 138, 60)'],
    }
    expect(chips).toEqual(expect.arrayContaining(classes[colorScheme]))
    expectNoViolations(lab)
  })
})
