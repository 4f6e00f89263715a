/** The first minutes with the example, in the production build behind its production headers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  expectNoViolations,
  pressRun,
  readReadout,
  readSettledUpdate,
  readUpdate,
  setField,
  waitForUpdate,
} from './support/actions'
import { openLab, type OpenLab } from './support/lab'

let lab: OpenLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

describe('the example', () => {
  it('is open and configured: 13 parameters, cost 0.1353, update 0', async () => {
    await expect.poll(() => readReadout(lab.page, 'Cost')).toBe('0.1353')
    expect(await readUpdate(lab.page)).toBe(0)
    expect(await lab.page.getByText('13 parameters').isVisible()).toBe(true)
  })

  it('shows the golden ΔW1[1, 2] = −0.002555148 in Backprop', async () => {
    await lab.page.keyboard.press('Control+3')
    const cell = lab.page.getByRole('gridcell', { name: /^ΔW1 row 1 column 2/ })
    await cell.click()
    await expect.poll(() => lab.page.locator('#side-panel').innerText()).toContain('−0.002555148')
  })

  it('steps one update, then one epoch', async () => {
    await lab.page.getByRole('button', { name: 'Step one update' }).click()
    await expect.poll(() => readUpdate(lab.page)).toBe(1)
    await expect.poll(() => readReadout(lab.page, 'Cost')).toBe('0.1353')
    await lab.page.keyboard.press('Shift+Period')
    await expect.poll(() => readUpdate(lab.page)).toBe(2)
  })

  it('runs to its rule of 1,000 updates at one press', async () => {
    await pressRun(lab.page)
    await waitForUpdate(lab.page, 1000)
    expect(await readUpdate(lab.page)).toBe(1000)
    expect(await readReadout(lab.page, 'Cost')).toBe('0.1241')
    await expect.poll(() => lab.page.getByText('stopped, 1,000 updates done').first().isVisible()).toBe(true)
  })

  it('restarts with the same weights and the same history', async () => {
    await lab.page.getByRole('button', { name: 'Restart with the same start weights' }).click()
    await expect.poll(() => readUpdate(lab.page)).toBe(0)
    await expect.poll(() => readReadout(lab.page, 'Cost')).toBe('0.1353')
  })

  it('takes another learning rate while it runs, marks it, and pauses', async () => {
    await lab.page.getByRole('checkbox', { name: 'Updates reach' }).uncheck()
    await pressRun(lab.page)
    const before = await waitForUpdate(lab.page, 2000)
    await setField(lab.page, 'Learning rate', '0.25')
    await waitForUpdate(lab.page, before + 2000)
    const paused = await lab.page.evaluate(async () => {
      const button = document.querySelector<HTMLElement>('button[aria-label="Pause"]')!
      const start = performance.now()
      button.click()
      while (document.querySelector('button[aria-label="Run"]') === null)
        await new Promise(requestAnimationFrame)
      return performance.now() - start
    })
    expect(paused).toBeLessThan(5000)
    const update = await readSettledUpdate(lab.page)
    await lab.page.waitForTimeout(300)
    expect(await readUpdate(lab.page)).toBe(update)
    await lab.page.locator('[aria-label*="learning rate 0.5 → 0.25"]').first().waitFor()
  })

  it('draws new weights', async () => {
    await lab.page.getByRole('button', { name: 'New weights: draw again with the next seed' }).click()
    await expect.poll(() => readUpdate(lab.page)).toBe(0)
    expect(await readReadout(lab.page, 'Cost')).not.toBe('0.1353')
  })

  it('broke no rule of the content security policy and wrote no error', () => {
    expectNoViolations(lab)
  })
})

describe('the words', () => {
  it('are Chinese for a Chinese machine, 代价 for cost', async () => {
    const chinese = await openLab({ locale: 'zh-CN' })
    await expect.poll(() => chinese.page.locator('html').getAttribute('lang')).toBe('zh-CN')
    const text = await chinese.page.locator('body').innerText()
    expect(text).toContain('代价')
    expect(text).not.toMatch(/损失/)
    expectNoViolations(chinese)
    await chinese.close()
  })
})
