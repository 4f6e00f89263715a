/**
 * axe over every stage, dialog, menu and state, in light, dark and forced colours: no violation of WCAG 2.2 AA. And where
 * the focus goes when what had it goes.
 */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { torch, writeNpzByHand } from '../worker/session/weightFiles'
import { expectNoViolations, pressPause, pressRun, waitForUpdate } from './support/actions'
import { findViolations } from './support/axe'
import { divergingFile } from './support/diverging'
import { openLab } from './support/lab'
import { showStage, stages, type Stage } from './support/stages'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function expectClean(page: Page, what: string): Promise<void> {
  expect([what, await findViolations(page)]).toEqual([what, []])
}

async function expectStagesClean(page: Page, state: string, among: readonly Stage[] = stages): Promise<void> {
  for (const stage of among) {
    await showStage(page, stage)
    await expectClean(page, `${stage}, ${state}`)
  }
}

async function expectMenusClean(page: Page): Promise<void> {
  for (const name of ['File', 'Export', 'Theme: As the system', 'Bookmarks']) {
    await button(page, name).click()
    await page.getByRole('menu').waitFor()
    await expectClean(page, `menu ${name}`)
    await page.keyboard.press('Escape')
  }
}

async function openDialog(page: Page, from: string, item: RegExp): Promise<void> {
  await button(page, from).click()
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').getByRole('button').first().waitFor()
}

async function expectDialogsClean(page: Page): Promise<void> {
  const entries: [from: string, item: RegExp][] = [
    ['File', /^Gallery…/],
    ['File', /^Contents…/],
    ['File', /^Keyboard shortcuts…/],
    ['File', /^About Chainrule/],
    ['File', /^Notes…/],
    ['Export', /ertificate/],
    ['Bookmarks', /^(Add|Edit|Bookmark)/],
  ]
  for (const [from, item] of entries) {
    await openDialog(page, from, item)
    await expectClean(page, String(item))
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
}

const toFile = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
})

/** Weights that do not fit; unsaved changes that are asked about; a file that is none. */
async function expectFilesClean(page: Page): Promise<void> {
  const weights = page.waitForEvent('filechooser')
  await button(page, 'File').click()
  await page.getByRole('menuitem', { name: 'Import weights…' }).click()
  await (await weights).setFiles(toFile('wrong.npz', writeNpzByHand({ ...torch, '4.weight': [[1]] })))
  await page.getByRole('dialog').locator('tbody tr').nth(1).waitFor()
  await expectClean(page, 'import of weights')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const broken = page.waitForEvent('filechooser')
  await button(page, 'File').click()
  await page.getByRole('menuitem', { name: /^Open…/ }).click()
  await (await broken).setFiles(toFile('broken.chainrule', new Uint8Array([1, 2, 3])))
  await button(page, 'Don’t save').waitFor()
  await expectClean(page, 'question about changes')
  await button(page, 'Don’t save').click()
  await page.getByRole('alert').first().waitFor()
  await expectClean(page, 'strip of an error')
  await button(page, 'Close').first().click()
}

async function diverge(page: Page, unsaved: boolean): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await button(page, 'File').click()
  await page.getByRole('menuitem', { name: /^Open…/ }).click()
  await (await asked).setFiles(divergingFile)
  if (unsaved) await button(page, 'Don’t save').click()
  await page.getByRole('heading', { name: 'Line', exact: true }).waitFor()
  await button(page, 'Run').focus()
  await page.keyboard.press('Enter')
  await button(page, 'Half the learning rate').waitFor()
}

describe.each([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: true }],
] as const)('axe finds nothing in %s', (_look, options) => {
  it(
    'on any stage, in any menu or dialog, running, looking back, diverged, with an error',
    { timeout: 180_000 },
    async () => {
      const lab = await openLab(options)
      const { page } = lab
      await expectStagesClean(page, 'idle')
      await expectMenusClean(page)
      await showStage(page, 'Backprop')
      await page.getByRole('gridcell', { name: /^ΔW1 row 1 column 2/ }).click()
      await expectClean(page, 'a chosen cell')
      await expectDialogsClean(page)
      await page.getByRole('checkbox', { name: 'Updates reach' }).uncheck()
      await pressRun(page)
      await waitForUpdate(page, 100)
      await expectStagesClean(page, 'running', ['Network', 'Backprop'])
      await pressPause(page)
      await page.getByRole('slider', { name: 'Moment of the run' }).press('PageDown')
      await button(page, 'To the newest').waitFor()
      await expectStagesClean(page, 'looking back', ['Backprop', 'Weights'])
      await expectFilesClean(page)
      await diverge(page, true)
      await expectStagesClean(page, 'diverged', ['Network', 'Backprop'])
      expectNoViolations(lab)
      await lab.close()
    },
  )
})

describe('axe finds nothing', () => {
  it('in Chinese at 1024 × 700, on any stage; nothing is wider than the window', async () => {
    const lab = await openLab({ locale: 'zh-CN', size: { width: 1024, height: 700 } })
    for (const [index, stage] of stages.entries()) {
      await lab.page.keyboard.press(`Control+${index + 1}`)
      await lab.page.locator(`[role=tab][aria-selected=true]`).nth(0).waitFor()
      await expectClean(lab.page, stage)
    }
    const wide = await lab.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide).toBe(false)
    expectNoViolations(lab)
    await lab.close()
  })

  it('in the ways to other data', async () => {
    const lab = await openLab()
    const { page } = lab
    await showStage(page, 'Data')
    await button(page, 'Change data').click()
    for (const start of ['Generator', 'Bundled sets', 'Open a table', 'Type a table']) {
      await page.getByRole('radio', { name: start }).click()
      // The bundled sets are a list.
      await page
        .getByRole('region', { name: start })
        .or(page.getByRole('list', { name: start }))
        .waitFor()
      await expectClean(page, start)
    }
    await lab.close()
  })
})

/** Name of what has the focus; empty when the page has it. */
const readFocus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    return element === null || element === document.body
      ? ''
      : (element.getAttribute('aria-label') ?? element.textContent ?? '').trim()
  })
const pressAt = async (page: Page, name: string): Promise<void> => {
  await button(page, name).focus()
  await page.keyboard.press('Enter')
}

describe('the focus', () => {
  it('stays near when what had it goes or can no longer be pressed', async () => {
    const lab = await openLab()
    const { page } = lab
    const focus = () => expect.poll(() => readFocus(page))
    // A point that was chosen, its card closed, a point added.
    const pad = page.getByRole('application', { name: /^Point on x1 and x2/ })
    await pad.focus()
    await page.keyboard.press('Enter')
    await pressAt(page, 'Close the chosen point')
    await focus().toMatch(/^Point on x1 and x2/)
    await page.keyboard.press('Enter')
    const add = page.getByRole('group', { name: 'Add to the data as' }).getByRole('button').first()
    await add.focus()
    await page.keyboard.press('Enter')
    await add.waitFor({ state: 'detached' })
    await focus().toMatch(/^Point on x1 and x2/)
    // A layer that is removed.
    await pressAt(page, 'Remove Hidden 1')
    await focus().toBe('Add layer')
    await page.keyboard.press('Control+Z')
    // A chart that shows the whole run again.
    await button(page, 'Step one update').focus()
    await page.keyboard.press('Enter')
    await waitForUpdate(page, 1)
    await focus().toBe('Step one update')
    await page.getByRole('application', { name: /^Cost, plot/ }).press('+')
    await pressAt(page, 'Show the whole run')
    await focus().toBe('Show the whole run')
    expect(await button(page, 'Show the whole run').getAttribute('aria-disabled')).toBe('true')
    // The first update, behind which there is none.
    await pressAt(page, 'Back one update')
    await focus().toBe('Back one update')
    await lab.close()
  })

  it('goes on from the stage when a strip over it goes', async () => {
    const lab = await openLab()
    const { page } = lab
    await diverge(page, false)
    await expect.poll(() => readFocus(page)).toBe('Run')
    await pressAt(page, 'Half the learning rate')
    await button(page, 'Half the learning rate').waitFor({ state: 'detached' })
    await expect.poll(() => readFocus(page)).toBe('Weights')
    await lab.close()
  })
})
