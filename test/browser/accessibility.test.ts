/** axe over every stage, light, dark and forced colours, running and diverged: no violation of WCAG 2.2 AA. */
import { describe, expect, it } from 'vitest'
import { expectNoViolations, pressPause, pressRun, waitForUpdate } from './support/actions'
import { findViolations } from './support/axe'
import { openLab } from './support/lab'

const stages = ['Data', 'Network', 'Backprop', 'Weights', 'Compare']

describe.each([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  [
    'light, Chinese, at 1024 × 700',
    { colorScheme: 'light', locale: 'zh-CN', size: { width: 1024, height: 700 } },
  ],
] as const)('axe finds nothing in %s', (_look, options) => {
  it('on any stage, standing still', async () => {
    const lab = await openLab(options)
    for (const [index, stage] of stages.entries()) {
      await lab.page.keyboard.press(`Control+${index + 1}`)
      await lab.page.waitForTimeout(400)
      expect([stage, await findViolations(lab.page)]).toEqual([stage, []])
    }
    const wide = await lab.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide).toBe(false)
    expectNoViolations(lab)
    await lab.close()
  })
})

describe('axe finds nothing', () => {
  it('while a run goes on, and in the ways to other data', async () => {
    const lab = await openLab()
    const { page } = lab
    await page.getByRole('checkbox', { name: 'Updates reach' }).uncheck()
    await pressRun(page)
    await waitForUpdate(page, 100)
    expect(await findViolations(page)).toEqual([])
    await pressPause(page)
    await page.keyboard.press('Control+1')
    await page.getByRole('button', { name: 'Change data' }).click()
    for (const start of ['Generator', 'Bundled sets', 'Open a table', 'Type a table']) {
      await page.getByRole('radio', { name: start }).click()
      await page.waitForTimeout(200)
      expect([start, await findViolations(page)]).toEqual([start, []])
    }
    await lab.close()
  })
})
