/**
 * Nothing is clipped, covered or out of reach: every screen in a language 30 % longer, in three sizes down to
 * 640 × 512, which is 1280 × 1024 at 200 %. That the finder finds is shown by faults that are planted.
 */
import { Buffer } from 'node:buffer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { messages as certificate } from '../../src-renderer/src/i18n/locales/en/certificate'
import { messages as data } from '../../src-renderer/src/i18n/locales/en/data'
import { messages as guide } from '../../src-renderer/src/i18n/locales/en/guide'
import { messages as notes } from '../../src-renderer/src/i18n/locales/en/notes'
import { expectNoViolations, pressRun, waitForUpdate } from './support/actions'
import { findLayoutFaults, findUntranslated } from './support/findLayoutFaults'
import { openLab, type OpenLab } from './support/lab'
import { lengthen, usePseudoLocale } from './support/pseudoLocale'
import { settle, visitGroups, visitMenus, visitStages, type LookAt } from './support/visitScreens'

const patience = 300_000
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
  { width: 640, height: 512 },
]
let lab: OpenLab
let faults: Record<string, string[]>
let seen: string[]
const untranslated = new Set<string>()

/** Packages and data sets are called as their makers call them; digests and codes are no words. */
const hasOwnNames = /^dialog (About|Certificate)/

/** By a fault the screens that have it. */
const lookAt: LookAt = async (name) => {
  seen.push(name)
  for (const fault of await findLayoutFaults(lab.page)) (faults[fault] ??= []).push(name)
  if (hasOwnNames.test(name)) return
  for (const text of await findUntranslated(lab.page)) untranslated.add(text)
}

/** Two runs, so that there is something to compare. */
async function makeTwoRuns(page: Page): Promise<void> {
  await pressRun(page)
  await waitForUpdate(page, 1000)
  await page.getByRole('button', { name: 'Units of Hidden 1, one more' }).click()
  await page.getByRole('button', { name: 'Restart to apply' }).click()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await waitForUpdate(page, 1000)
}

beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

it('exchanges every text of the built page', async () => {
  await makeTwoRuns(lab.page)
  await usePseudoLocale(lab.page)
  await lab.page.getByRole('tab', { name: lengthen('Weights'), exact: true }).waitFor()
  expect(lengthen('Weights')).toBe('«Wéíghtsē»')
  expect(lengthen('{count} row | {count} rows')).toBe('«{count} rów» | «{count} róws»')
  expect(lengthen('{a} × {b}')).toBe('{a} × {b}')
})

describe('the finder', () => {
  const plant = (html: string): Promise<void> =>
    lab.page.evaluate((text) => {
      const planted = document.createElement('div')
      planted.id = 'planted'
      document.querySelector('#stage')!.append(planted)
      for (const [k, style] of text.split('|').entries()) {
        const one = document.createElement(style.includes('control') ? 'button' : 'p')
        one.textContent = `planted ${k}`
        for (const rule of style.split(';')) {
          const [name, value] = rule.split(':')
          if (value !== undefined) one.style.setProperty(name!.trim(), value)
        }
        planted.append(one)
      }
    }, html)
  const findPlanted = async (): Promise<string[]> => {
    const found = [...(await findLayoutFaults(lab.page)), ...(await findUntranslated(lab.page))]
    await lab.page.evaluate(() => document.querySelector('#planted')!.remove())
    return found.filter((fault) => fault.includes('planted')).map((fault) => fault.split(' in ')[0]!)
  }

  it('finds a text that is cut off, and says nothing of one that fits or ends in a titled ellipsis', async () => {
    await plant('width:30px; overflow:hidden; white-space:nowrap|width:200px; overflow:hidden')
    expect(await findPlanted()).toEqual(['cut: planted 0', 'planted 0', 'planted 1'])
  })

  it('finds a text upon a text', async () => {
    await plant('position:fixed; left:300px; top:300px|position:fixed; left:310px; top:302px')
    expect((await findPlanted())[0]).toBe('overlap: planted 0 / planted 1')
  })

  it('finds a control outside the window', async () => {
    await plant('control:1; position:fixed; left:-40px; top:200px')
    expect(await findPlanted()).toContain('outside the window: planted 0')
  })

  it('finds a page that scrolls sideways', async () => {
    await lab.page.evaluate(() => (document.body.style.width = '3000px'))
    const found = await findLayoutFaults(lab.page)
    await lab.page.evaluate(() => document.body.style.removeProperty('width'))
    expect(found.filter((fault) => fault.startsWith('the page scrolls sideways')).length).toBe(1)
  })
})

describe.each(sizes)('at $width × $height', (size) => {
  beforeAll(async () => {
    faults = {}
    seen = []
    await lab.page.setViewportSize(size)
  })

  it(
    'every stage, view, drawer and menu can be read and reached',
    async () => {
      await visitStages(lab.page, lookAt)
      await visitMenus(lab.page, 'compare', lookAt)
      expect(faults).toEqual({})
      expect(seen.length).toBeGreaterThan(60)
    },
    patience,
  )

  it(
    'the ways to other data, the dialogs and a strip as well',
    async () => {
      await visitData(lab.page)
      await visitDialogs(lab.page)
      await visitStrip(lab.page)
      expect(faults).toEqual({})
      expectNoViolations(lab)
    },
    patience,
  )
})

async function visitData(page: Page): Promise<void> {
  await page.keyboard.press('Control+1')
  await page.getByRole('button', { name: lengthen(data.change), exact: true }).click()
  await settle(page)
  await visitGroups(page, 'change data', lookAt, new Set(), '#stage')
  await page.keyboard.press('Control+2')
}

async function visitDialogs(page: Page): Promise<void> {
  const entries = [guide.gallery, guide.help, guide.shortcuts, guide.about, notes.menu, certificate.menu]
  for (const entry of entries) {
    const item = page.getByRole('menuitem', { name: lengthen(entry) })
    for (const trigger of await page.locator('.tools [aria-haspopup=menu]').all()) {
      await trigger.click()
      if ((await item.count()) > 0) break
      await page.keyboard.press('Escape')
    }
    await item.click()
    await page.locator('dialog[open]').waitFor()
    await settle(page)
    await lookAt(`dialog ${entry}`)
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
  }
}

/** An experiment that is refused, with the problems unfolded. */
async function visitStrip(page: Page): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+o')
  const text = JSON.stringify({
    format: 'chainrule-experiment',
    version: 1,
    data: { source: { kind: 'generator', name: 'xor' } },
    network: { layers: [{ units: 0 }, { units: 1 }] },
    training: { optimizer: { name: 'sgd', learningRate: -1 } },
  })
  await (await asked).setFiles({ name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  const strip = page.locator('.strips details')
  await strip.waitFor()
  await strip.evaluate((details: HTMLDetailsElement) => (details.open = true))
  await settle(page)
  await lookAt('strip')
  await page.locator('.strips button').last().click()
  await strip.waitFor({ state: 'detached' })
}

/** Symbols of formulas, names of keys, and the name of the experiment, whole. */
const known = /^(?:[^\p{L}]|\p{L}(?!\p{L}{2})|cost|XOR|Chainrule|Ctrl|Shift)+ in /u

it('every text of every screen comes from the messages', () => {
  expect([...untranslated].filter((text) => !known.test(text))).toEqual([])
})
