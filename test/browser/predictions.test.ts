/** What the network says of its rows: confusion, samples as pictures, a point predicted by pointer and by keys. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectNoViolations, pressPause, pressRun, readSettledUpdate, waitForUpdate } from './support/actions'
import { findViolations } from './support/axe'
import { openLab } from './support/lab'

async function openBundled(page: Page, name: RegExp): Promise<void> {
  await page.keyboard.press('Control+1')
  await page.getByRole('button', { name: 'Change data' }).click()
  await page.getByRole('radio', { name: 'Bundled sets' }).click()
  await page.getByRole('list', { name: 'Bundled sets' }).getByRole('button', { name }).click()
  await page.getByRole('button', { name: 'Use this data' }).click()
  await page.keyboard.press('Control+2')
  await page.getByText('10 softmax').waitFor()
}

const choose = (page: Page, group: string, name: string): Promise<void> =>
  page.getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true }).click()

/** Counts of the matrix as it stands, row by row. */
async function readCounts(page: Page): Promise<number[]> {
  const texts = await page.getByRole('grid', { name: 'Confusion' }).locator('td.count').allInnerTexts()
  return texts.map((text) => Number(text.replaceAll(',', '')))
}

/** Rows of the part and wrong ones among them, as the line above says. */
async function readSummary(page: Page): Promise<{ wrong: number; rows: number }> {
  const text = await page.getByText(/ of [\d,]+ wrong, accuracy/).innerText()
  const [, wrong = '', rows = ''] = /^([\d,]+) of ([\d,]+) wrong/.exec(text) ?? []
  return { wrong: Number(wrong.replaceAll(',', '')), rows: Number(rows.replaceAll(',', '')) }
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)

const samples = (page: Page) => page.getByRole('listbox', { name: 'Samples' })

/** Different colours among the pixels of each thumbnail. */
const countColours = (page: Page): Promise<number[]> =>
  samples(page)
    .getByRole('option')
    .evaluateAll((tiles) =>
      tiles.map((tile) => {
        const canvas = tile.querySelector('canvas')!
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
        return new Set(new Uint32Array(data.buffer)).size
      }),
    )

describe('digits, trained for a while', () => {
  it('confusion adds up to the part; wrong ones are shown as pictures with the probabilities of one', async () => {
    const lab = await openLab()
    const { page } = lab
    await openBundled(page, /Digits/)
    await page.getByRole('checkbox', { name: 'Updates reach' }).uncheck()
    await pressRun(page)
    await waitForUpdate(page, 1500)

    await choose(page, 'Shown below the graph', 'Confusion')
    // While it runs the matrix follows, and is always of the whole part.
    await expect.poll(async () => total(await readCounts(page))).toBe(1438)
    await pressPause(page)
    await readSettledUpdate(page)
    await page.waitForTimeout(600)
    const counts = await readCounts(page)
    const { wrong, rows } = await readSummary(page)
    expect([counts.length, total(counts), rows]).toEqual([100, 1438, 1438])
    expect(total(counts.filter((_, at) => at % 11 !== 0))).toBe(wrong)
    expect(wrong).toBeGreaterThan(0)
    expect(await findViolations(page)).toEqual([])
    await choose(page, 'Part of the data', 'Validation')
    await expect.poll(async () => total(await readCounts(page))).toBe(359)

    await choose(page, 'Part of the data', 'Training')
    await choose(page, 'Shown below the graph', 'Samples')
    await expect.poll(() => samples(page).getByRole('option').count()).toBe(100)
    expect(Math.min(...(await countColours(page)))).toBeGreaterThan(3)
    await choose(page, 'Rows', 'Wrong ones')
    await expect.poll(() => samples(page).getByRole('option').count()).toBe(Math.min(100, wrong))
    const names = await samples(page)
      .getByRole('option')
      .evaluateAll((all) => all.map((one) => one.getAttribute('title') ?? ''))
    expect(names.filter((name) => !/; wrong, the target is \d$/.test(name))).toEqual([])
    await samples(page).getByRole('option').first().click()
    await page.keyboard.press('ArrowRight')
    const detail = page.getByRole('region', { name: 'Chosen sample' }).first()
    await expect.poll(() => detail.innerText()).toContain('Wrong: the target is')
    expect(await detail.getByRole('row').count()).toBe(10)
    expect(
      await samples(page)
        .getByRole('option', { selected: true })
        .evaluate((one) => one === document.activeElement),
    ).toBe(true)
    expect(await findViolations(page)).toEqual([])
    expectNoViolations(lab)
    await lab.close()
  })
})

describe('a point of the map', () => {
  it('is predicted by a click, by arrows and Enter, and follows the training; Escape lets it go', async () => {
    const lab = await openLab({ size: { width: 1024, height: 700 }, colorScheme: 'dark' })
    const { page } = lab
    const map = page.getByRole('application', { name: /Point on x1 and x2/ })
    await map.waitFor()
    const { width, height } = (await map.boundingBox())!
    const card = page.getByRole('region', { name: 'Chosen point' })
    await map.click({ position: { x: width * 0.1, y: height * 0.9 } })
    await expect.poll(() => card.innerText()).toMatch(/Predicts [01]/)
    const clicked = await card.innerText()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowUp')
    expect(await card.innerText()).toBe(clicked)
    await page.keyboard.press('Enter')
    await expect.poll(() => card.innerText()).not.toBe(clicked)
    const chosen = await card.innerText()
    expect(await findViolations(page)).toEqual([])

    await pressRun(page)
    await waitForUpdate(page, 100)
    await expect.poll(() => card.innerText()).not.toBe(chosen)
    await expect.poll(() => page.getByText(/^wrong \(\d\)$/).count()).toBe(1)
    await map.focus()
    await page.keyboard.press('Escape')
    await expect.poll(() => card.count()).toBe(0)
    expectNoViolations(lab)
    await lab.close()
  })
})
