/** The charts in the production build: 20,000 updates streamed while zoomed, keys, wheel and drag, figures out, axe. */
import { readFileSync } from 'node:fs'
import type { Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  expectNoViolations,
  pressPause,
  pressRun,
  readSettledUpdate,
  setField,
  waitForUpdate,
} from './support/actions'
import { findViolations } from './support/axe'
import { openLab, type OpenLab } from './support/lab'

const plot = (page: Page, title = 'Cost') => page.getByRole('application', { name: `${title}, plot` })
const canvas = (page: Page, title = 'Cost') => plot(page, title).locator('canvas')
const notes = (page: Page) => page.locator('.run-charts .notes')
/** Right end of what is drawn. */
const readEnd = async (page: Page, title = 'Cost'): Promise<number> =>
  Number(await canvas(page, title).getAttribute('data-end'))

/** The shown stretch, as the note says it. */
async function readRange(page: Page): Promise<{ from: number; to: number }> {
  const [, from, to] = /^Update ([\d,]+) to ([\d,]+) of/.exec(await notes(page).innerText())!
  return { from: Number(from!.replaceAll(',', '')), to: Number(to!.replaceAll(',', '')) }
}

async function readWidth(page: Page): Promise<number> {
  const { from, to } = await readRange(page)
  return to - from
}

/** Choices of a menu, by the beginning of its button's name. */
async function choose(page: Page, button: RegExp, item: string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('menu').getByText(item, { exact: true }).click()
}

async function exportAs(page: Page, title: string, item: string): Promise<{ name: string; bytes: Buffer }> {
  const waiting = page.waitForEvent('download')
  await choose(page, new RegExp(`^${title}: export`), item)
  const download: Download = await waiting
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

/** As another program reads it: on a page without the lab's policy. */
async function readSvg(page: Page, svg: string) {
  const reader = await page.context().newPage()
  const found = await reader.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
    return {
      tag: root.tagName,
      texts: Array.from(root.querySelectorAll('text'), (one) => one.textContent),
      title: root.querySelector('title')?.textContent,
      description: root.querySelector('desc')?.textContent,
    }
  }, svg)
  await reader.close()
  return found
}

let lab: OpenLab
beforeAll(async () => {
  lab = await openLab()
  const { page } = lab
  await page.getByRole('checkbox', { name: 'Updates reach' }).uncheck()
  await choose(page, /^x counts/, 'Update')
})
afterAll(() => lab.close())

describe('a run of 20,000 updates', () => {
  it('is streamed while zoomed at the end: the last drawn is the last received', async () => {
    const { page } = lab
    await pressRun(page)
    await waitForUpdate(page, 1000)
    await plot(page).focus()
    for (const key of ['+', '+', '+']) await page.keyboard.press(key)
    const width = await readWidth(page)
    await waitForUpdate(page, 10_000)
    await setField(page, 'Learning rate', '0.25')
    await waitForUpdate(page, 20_000)
    await pressPause(page)
    const update = await readSettledUpdate(page)
    for (const title of ['Cost', 'Gradient norm']) {
      await expect.poll(() => readEnd(page, title)).toBe(update)
    }
    expect((await readRange(page)).to).toBe(update)
    expect(Math.abs((await readWidth(page)) - width)).toBeLessThanOrEqual(1)
  })

  it('is moved through by keys alone, and shown whole again with 0', async () => {
    const { page } = lab
    await plot(page).focus()
    await page.keyboard.press('ArrowLeft')
    const moved = await notes(page).innerText()
    await page.keyboard.press('-')
    expect(await notes(page).innerText()).not.toBe(moved)
    await page.keyboard.press('0')
    await expect.poll(() => notes(page).count()).toBe(0)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('menu').count()).toBe(1)
    await page.keyboard.press('Escape')
  })

  it('is zoomed by wheel around the pointer and to a dragged stretch, and a double click shows it whole', async () => {
    const { page } = lab
    const box = (await canvas(page).boundingBox())!
    await page.mouse.move(box.x + 100, box.y + 60)
    await page.mouse.wheel(0, -300)
    await notes(page).waitFor()
    await page.mouse.dblclick(box.x + 100, box.y + 60)
    await expect.poll(() => notes(page).count()).toBe(0)
    await page.mouse.move(box.x + 120, box.y + 60)
    await page.mouse.down()
    await page.mouse.move(box.x + 160, box.y + 70, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => notes(page).innerText()).toMatch(/^Update [\d,]+ to [\d,]+ of [\d,]+$/)
    await page.getByRole('button', { name: 'Show the whole run' }).click()
    expect(await notes(page).count()).toBe(0)
  })

  it('shows values under the pointer in every legend', async () => {
    const { page } = lab
    const box = (await canvas(page).boundingBox())!
    const before = await canvas(page, 'Gradient norm').getAttribute('aria-label')
    await page.mouse.move(box.x + 60, box.y + 60)
    await expect.poll(() => canvas(page, 'Gradient norm').getAttribute('aria-label')).not.toBe(before)
    await page.mouse.move(5, 5)
  })
})

describe('figures', () => {
  it('as SVG have title, axis titles with units, legend, the smoothing and the change', async () => {
    const { page } = lab
    await choose(page, /^Smoothing/, 'mean of 25')
    const { name, bytes } = await exportAs(page, 'Cost', 'Picture, SVG')
    expect(name).toBe('XOR Cost.svg')
    const found = await readSvg(page, bytes.toString())
    expect(found).toMatchObject({ tag: 'svg', title: 'Cost' })
    expect(found.description).toMatch(/^Cost: training \(mean of 25\) \d/)
    expect(found.texts).toEqual(
      expect.arrayContaining([
        'Cost',
        'Update (number of updates)',
        'Cost (½ MSE, squared units of the targets), log',
        'training (mean of 25)',
        'change of a setting',
        'learning rate 0.5 → 0.25',
      ]),
    )
    await choose(page, /^Smoothing/, 'not smoothed')
  })

  it('as PNG are 1,760 × 1,000 pixels with the curve on them', async () => {
    const { page } = lab
    const { name, bytes } = await exportAs(page, 'Gradient norm', 'Picture, PNG')
    expect(name).toBe('XOR Gradient norm.png')
    const picture = await page.evaluate(
      async (data) => {
        const bitmap = await createImageBitmap(new Blob([Uint8Array.from(data)], { type: 'image/png' }))
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
        context.drawImage(bitmap, 0, 0)
        const { data: pixels } = context.getImageData(0, 0, bitmap.width, bitmap.height)
        let purple = 0
        for (let k = 0; k < pixels.length; k += 4) {
          if (pixels[k]! > pixels[k + 1]! + 40 && pixels[k + 2]! > pixels[k + 1]! + 20) purple++
        }
        return { width: bitmap.width, height: bitmap.height, purple }
      },
      [...bytes],
    )
    expect(picture).toMatchObject({ width: 1760, height: 1000 })
    expect(picture.purple).toBeGreaterThan(500)
  })

  it('as CSV are exactly the shown numbers, the last update among them', async () => {
    const { page } = lab
    const { name, bytes } = await exportAs(page, 'Gradient norm', 'Numbers, CSV')
    expect(name).toBe('XOR Gradient norm.csv')
    const lines = bytes.toString().trimEnd().split('\n')
    expect(lines[0]).toBe('update,gradientNormW1,gradientNormW2')
    const last = lines.at(-1)!.split(',').map(Number)
    expect(last[0]).toBe(await readSettledUpdate(page))
    expect(last.every((value) => Number.isFinite(value))).toBe(true)
    await expect.poll(() => page.getByText('XOR Gradient norm.csv is written.').count()).toBe(1)
  })
})

describe('what a chart shows', () => {
  it('is chosen: penalty apart and learning rate, on every axis, as a table', async () => {
    const { page } = lab
    await choose(page, /^Chart 2 shows/, 'Learning rate')
    for (const axis of ['Samples', 'Seconds', 'Epoch']) await choose(page, /^x counts/, axis)
    await expect.poll(() => canvas(page, 'Learning rate').getAttribute('aria-label')).toMatch(/rate 0\.25/)
    await page.getByRole('button', { name: 'Learning rate as a table' }).click()
    const table = page.getByRole('region', { name: 'Learning rate' }).getByRole('row')
    expect(await table.count()).toBe(101)
    await choose(page, /^Chart 1 shows/, 'Penalty')
    await page.getByText('no place on a logarithmic scale').waitFor()
    expectNoViolations(lab)
  })
})

describe.each([
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours, Chinese', { locale: 'zh-CN', forcedColors: true }],
] as const)('axe finds nothing in %s', (_, options) => {
  it('on charts that are zoomed, smoothed, in a table or under a menu', async () => {
    const other = await openLab(options)
    const { page } = other
    await expect
      .poll(
        async () => {
          await page.keyboard.press('F10')
          return Number(await page.locator('.plot canvas').first().getAttribute('data-end'))
        },
        { timeout: 10_000, interval: 200 },
      )
      .toBeGreaterThan(2)
    await page.locator('.plot').first().focus()
    await page.keyboard.press('+')
    await page.locator('.chart-toolbar [aria-haspopup=menu]').nth(2).click()
    expect(await findViolations(page)).toEqual([])
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.locator('.line-chart [aria-pressed]').nth(1).click()
    expect(await findViolations(page)).toEqual([])
    expectNoViolations(other)
    await other.close()
  })
})
