/** A sweep in the production build, in workers of the browser: set up, run, read by keys, one cell opened as a run. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoViolations, readUpdate } from './support/actions'
import { findViolations } from './support/axe'
import { openLab, type OpenLab } from './support/lab'

/** 30 rows to train on, ten held out; drawn weights, so that seeds differ. */
const moons = {
  name: 'Moons',
  data: {
    source: { kind: 'generator', name: 'moons', samples: 40, noise: 0.1, seed: 3 },
    split: { validation: 0.25 },
  },
  network: { layers: [{ units: 4, activation: 'tanh' }, { units: 1 }] },
}

async function openMoons(page: Page): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'File', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Open…/ }).click()
  const buffer = Buffer.from(JSON.stringify(moons))
  await (await choosing).setFiles({ name: 'moons.json', mimeType: 'application/json', buffer })
  await page.getByText('17 parameters').waitFor()
}

async function setList(page: Page, axis: string, text: string): Promise<void> {
  await page.getByRole('combobox', { name: `${axis}: spacing of the values` }).selectOption('list')
  const field = page.getByRole('textbox', { name: `${axis}: values between commas` })
  await field.fill(text)
  await field.press('Tab')
}

async function setCount(page: Page, label: string, count: number): Promise<void> {
  const field = page.getByRole('spinbutton', { name: label, exact: true })
  await field.fill(String(count))
  await field.press('Enter')
}

let lab: OpenLab
beforeAll(async () => {
  lab = await openLab()
  await openMoons(lab.page)
  await lab.page.keyboard.press('Control+5')
  await lab.page.getByRole('radio', { name: 'Sweep', exact: true }).click()
})
afterAll(() => lab.close())

const grid = () => lab.page.getByRole('grid', { name: 'Sweep: validation cost at the end' })
const cells = () => grid().getByRole('gridcell')
const panel = () => lab.page.locator('#side-panel')
/** Workers and a busy machine take their time. */
const poll = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 30_000 })

describe('a sweep', () => {
  it('is laid out in the rail: 3 rates, 2 batch sizes, 2 seeds', async () => {
    await setList(lab.page, 'Across', '0.1, 0.5, 1e200')
    await setList(lab.page, 'Down', '5, 15')
    await setCount(lab.page, 'Seeds per cell', 2)
    await setCount(lab.page, 'Epochs', 6)
    await lab.page.getByText('6 cells, 12 runs').waitFor()
    expect(await findViolations(lab.page)).toEqual([])
  })

  it('says at the field what does not fit, and then what does', async () => {
    await setList(lab.page, 'Down', '5, 5')
    await lab.page.getByText('Expected each value once, found 5 twice.').waitFor()
    expect(await lab.page.getByRole('button', { name: 'Run sweep' }).isDisabled()).toBe(true)
    await setList(lab.page, 'Down', '5, 15')
    await lab.page.getByText('6 cells, 12 runs').waitFor()
  })

  it('runs in workers to its end: a number in each cell, or the word that it diverged', async () => {
    await lab.page.getByRole('button', { name: 'Run sweep' }).click()
    await poll(() => lab.page.getByText('12 of 12 runs', { exact: true }).count()).toBe(1)
    await poll(() => lab.page.getByRole('button', { name: 'Run a new sweep' }).count()).toBe(1)
    expect(await cells().count()).toBe(6)
    const texts = await cells().allInnerTexts()
    expect(texts.filter((text) => /^0\.\d+$/.test(text.trim()))).toHaveLength(4)
    expect(texts.filter((text) => text.trim() === 'diverged')).toHaveLength(2)
    expect(await findViolations(lab.page)).toEqual([])
  })

  it('is read by keys, and a cell says its rank and its seeds', async () => {
    await cells().first().focus()
    await lab.page.keyboard.press('ArrowRight')
    await lab.page.keyboard.press('Enter')
    await panel()
      .getByText(/^rank \d of 4$/)
      .waitFor()
    expect(await panel().getByRole('radio').count()).toBe(2)
    expect(await cells().nth(1).getAttribute('aria-selected')).toBe('true')
    expect(await cells().nth(1).getAttribute('aria-label')).toMatch(
      /^Learning rate 0\.5, Batch size 5, 0\.\d+/,
    )
    expect(await findViolations(lab.page)).toEqual([])
  })

  it('has a table with one line a run', async () => {
    const downloading = lab.page.waitForEvent('download')
    await lab.page.getByRole('button', { name: 'Export the sweep' }).click()
    await lab.page.getByRole('menuitem', { name: 'Table of all runs (CSV)' }).click()
    const lines = readFileSync(await (await downloading).path(), 'utf8')
      .trim()
      .split('\n')
    expect(lines).toHaveLength(13)
    expect(lines.filter((line) => line.includes(',diverged,'))).toHaveLength(4)
  })

  it('opens a seed as a run of the session, which ends with the number of the sweep', async () => {
    const seed = panel().getByRole('radio', { name: /^seed 2/ })
    await seed.click()
    const [score] = (await seed.innerText()).match(/0\.\d+/)!
    await panel().getByRole('button', { name: 'Open as run' }).click()
    await poll(() => readUpdate(lab.page)).toBe(36)
    await lab.page.getByRole('radio', { name: 'Runs', exact: true }).click()
    const row = lab.page.locator('.run-table tbody tr').last()
    await poll(() => row.innerText()).toContain(score)
    // The sweep is still there.
    await lab.page.getByRole('radio', { name: 'Sweep', exact: true }).click()
    await poll(() => cells().count()).toBe(6)
  })

  it('stops when it is told to and goes on with what is missing', async () => {
    await setCount(lab.page, 'Epochs', 2_000_000)
    await setList(lab.page, 'Across', '0.1, 0.2')
    await lab.page.getByRole('button', { name: 'Run a new sweep' }).click()
    await lab.page.getByText('0 of 8 runs', { exact: true }).waitFor()
    await lab.page.getByRole('button', { name: 'Stop', exact: true }).click()
    await lab.page.getByRole('button', { name: 'Go on with the missing runs' }).click()
    await lab.page.getByRole('button', { name: 'Stop', exact: true }).waitFor()
    await lab.page.getByRole('button', { name: 'Stop', exact: true }).click()
    await lab.page.getByRole('button', { name: 'Go on with the missing runs' }).waitFor()
    // The earlier one can be looked at again.
    await lab.page.getByRole('combobox', { name: 'Shown sweep' }).selectOption('0')
    await poll(() => cells().count()).toBe(6)
  })

  it('draws a random search and ranks it', async () => {
    await lab.page.getByRole('radio', { name: 'Random', exact: true }).click()
    await setCount(lab.page, 'Draws', 5)
    await setCount(lab.page, 'Epochs', 2)
    await lab.page.getByRole('button', { name: 'Run a new sweep' }).click()
    await poll(() => lab.page.getByText('10 of 10 runs', { exact: true }).count()).toBe(1)
    const ranks = await grid().locator('tbody tr td:first-child').allInnerTexts()
    expect(ranks.filter((rank) => rank !== '')[0]).toBe('1')
    expect(ranks).toHaveLength(5)
    expect(await findViolations(lab.page)).toEqual([])
  })

  it('broke no rule of the content security policy and wrote no error', () => expectNoViolations(lab))
})

describe('a sweep in Chinese, in the dark', () => {
  it('has its words and no violation', async () => {
    const chinese = await openLab({ locale: 'zh-CN', colorScheme: 'dark' })
    await chinese.page.keyboard.press('Control+5')
    await chinese.page.getByRole('radio', { name: '扫描', exact: true }).click()
    await chinese.page.getByRole('textbox', { name: '横向：从' }).waitFor()
    await chinese.page.getByRole('button', { name: '开始扫描' }).click()
    await expect
      .poll(() => chinese.page.getByRole('gridcell').count(), { timeout: 30_000 })
      .toBeGreaterThan(0)
    expect(await findViolations(chinese.page)).toEqual([])
    await chinese.page.getByRole('button', { name: '停止' }).click()
    expectNoViolations(chinese)
    await chinese.close()
  })
})
