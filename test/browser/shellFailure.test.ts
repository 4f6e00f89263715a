/** The page's process ends or hangs: what the window says, what it kept, what the person is asked. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { pressRun, readReadout, readSettledUpdate, waitForUpdate } from './support/actions'
import {
  startElectronStandIn,
  type ElectronStandIn,
  type StandInOptions,
} from './support/electronStandIn/startElectronStandIn'

let desktop: ElectronStandIn | null = null

afterEach(async () => {
  await desktop?.close()
  desktop = null
})

async function start(options: StandInOptions = {}): Promise<ElectronStandIn> {
  desktop = await startElectronStandIn(options)
  await waitForStart(desktop.page)
  return desktop
}

const waitForStart = (page: Page) => page.getByRole('button', { name: 'Run', exact: true }).waitFor()
const said = (page: Page) => page.getByRole('alert')
const restore = (page: Page) => page.getByRole('button', { name: 'Restore', exact: true })
const readCopies = (page: Page) =>
  page.evaluate(async () => {
    const { lab } = window as unknown as {
      lab: { listAutosaves(): Promise<{ value: { update: number }[] }> }
    }
    return (await lab.listAutosaves()).value.map(({ update }) => update)
  })

/** To the end of the example, update 1,000, and until the recovery copy is of it. @returns its cost */
async function trainAndKeep(page: Page): Promise<string> {
  await pressRun(page)
  await expect.poll(() => readCopies(page), { timeout: 60_000 }).toStrictEqual([1000])
  expect(await readSettledUpdate(page)).toBe(1000)
  return readReadout(page, 'Cost')
}

async function expectRestored(page: Page, cost: string): Promise<void> {
  await restore(page).click()
  await waitForUpdate(page, 1000)
  await expect.poll(() => readReadout(page, 'Cost'), { timeout: 15_000 }).toBe(cost)
  await expect.poll(() => restore(page).count(), { timeout: 15_000 }).toBe(0)
  expect(await said(page).count()).toBe(0)
}

const expectSaid = (page: Page, words: string) =>
  expect
    .poll(() => said(page).allInnerTexts(), { timeout: 30_000 })
    .toStrictEqual([expect.stringContaining(words)])

describe('a page whose process ends', () => {
  it('says why, and one press goes on from the last copy; the third time in five minutes it asks', async () => {
    const { page, crashPage, told, folder, queueDialog, waitFor } = await start()
    const cost = await trainAndKeep(page)
    const second = await crashPage('oom')
    await expectSaid(second, 'The window ran out of memory and was loaded again.')
    expect(await said(second).innerText()).toContain('update 1,000')
    expect(await said(second).innerText()).toContain('smaller network')
    await expectRestored(second, cost)
    const third = await crashPage('killed')
    await expectSaid(third, 'The window was ended from outside and was loaded again.')
    await expectRestored(third, cost)
    expect(told.some(({ kind }) => kind === 'dialogShown')).toBe(false)
    queueDialog({ kind: 'showMessageBox', value: { response: 0 } })
    const fourth = await crashPage('crashed')
    expect(await waitFor('dialogShown')).toMatchObject({
      options: {
        message: 'The window stopped working several times within five minutes.',
        buttons: ['Load Again', 'Quit'],
      },
    })
    await expectRestored(fourth, cost)
    const log = readFileSync(join(folder, 'logs/chainrule.log'), 'utf8')
    for (const reason of ['oom', 'killed', 'crashed']) expect(log).toContain(`gone reason="${reason}"`)
  })

  it('with nothing unsaved says that no copy was left, until it is closed', async () => {
    const { crashPage } = await start()
    const next = await crashPage('crashed')
    await expectSaid(next, 'No unsaved copy was left.')
    await said(next).getByRole('button', { name: 'Close' }).click()
    expect(await said(next).count()).toBe(0)
    expect(await restore(next).count()).toBe(0)
  })

  it('three times, and Quit: leaves, and the copy is offered at the next start', async () => {
    const first = await start()
    const cost = await trainAndKeep(first.page)
    for (const reason of ['crashed', 'crashed']) await waitForStart(await first.crashPage(reason))
    first.queueDialog({ kind: 'showMessageBox', value: { response: 1 } })
    first.endPage('crashed')
    expect(await first.waitFor('left')).toBe(0)
    const second = await startElectronStandIn({ folder: first.folder })
    await expectRestored(second.page, cost)
    await second.close()
  })

  it('a copy that was not decided about outlives the way out', async () => {
    const { page, crashPage, closeWindow, waitFor, folder } = await start()
    const cost = await trainAndKeep(page)
    const next = await crashPage('crashed')
    await restore(next).waitFor()
    closeWindow()
    expect(await waitFor('left')).toBe(0)
    const second = await startElectronStandIn({ folder })
    await restore(second.page).waitFor()
    expect(await said(second.page).count()).toBe(0)
    await expectRestored(second.page, cost)
    await second.close()
  })
})

describe('a page that does not answer', () => {
  it('is waited for when the person says so, and the question goes when it answers', async () => {
    const { page, emitContents, queueDialog, waitFor } = await start()
    queueDialog({ kind: 'showMessageBox', value: { response: 0 } })
    emitContents('unresponsive')
    expect(await waitFor('dialogShown')).toMatchObject({
      options: { message: 'The window does not answer.', buttons: ['Wait', 'Load Again'], cancelId: 0 },
    })
    queueDialog({ kind: 'showMessageBox', value: 'untilWithdrawn' })
    emitContents('responsive')
    emitContents('unresponsive')
    await waitFor('dialogShown', 2)
    emitContents('responsive')
    expect(await waitFor('dialogWithdrawn')).toBeNull()
    expect(await page.evaluate(() => document.readyState)).toBe('complete')
  })

  it('is loaded again when the person says so, with its copy', async () => {
    const { page, emitContents, queueDialog, nextPage } = await start()
    const cost = await trainAndKeep(page)
    queueDialog({ kind: 'showMessageBox', value: { response: 1 } })
    emitContents('unresponsive')
    const next = await nextPage()
    await expectSaid(next, 'The window did not answer and was loaded again.')
    await expectRestored(next, cost)
  })
})

describe('another process', () => {
  it('that ends is written down, and nothing else happens', async () => {
    const { page, endChild, folder, told } = await start()
    endChild({ type: 'GPU', reason: 'crashed', exitCode: 5 })
    const log = () => readFileSync(join(folder, 'logs/chainrule.log'), 'utf8')
    await expect.poll(log).toContain('error process gone type="GPU" reason="crashed" exitCode=5')
    expect(await said(page).count()).toBe(0)
    expect(told.some(({ kind }) => kind === 'dialogShown')).toBe(false)
  })
})
