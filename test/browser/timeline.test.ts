/** Going back through a run in the production build: by drag, by keys, by bookmark, and on from there as a branch. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  expectNoViolations,
  pressRun,
  readReadout,
  readUpdate,
  setField,
  waitForUpdate,
} from './support/actions'
import { findViolations } from './support/axe'
import { openLab, type OpenLab } from './support/lab'

let lab: OpenLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

const slider = () => lab.page.getByRole('slider', { name: 'Moment of the run' })
const cellText = async (name: RegExp): Promise<string | null> =>
  lab.page.getByRole('gridcell', { name }).getAttribute('data-text')
async function press(key: string, update: number): Promise<void> {
  await slider().focus()
  await lab.page.keyboard.press(key)
  await expect.poll(() => readUpdate(lab.page)).toBe(update)
}

describe('the timeline', () => {
  it('reaches as far as the run has gone', async () => {
    await pressRun(lab.page)
    await waitForUpdate(lab.page, 1000)
    await expect.poll(() => slider().getAttribute('aria-valuemax')).toBe('1000')
  })

  it('keys: one back is 999, a tenth back is 899, Home is 0 with the cost of the start, End is 1,000', async () => {
    await press('ArrowLeft', 999)
    await press('PageDown', 899)
    await press('Home', 0)
    await expect.poll(() => readReadout(lab.page, 'Cost')).toBe('0.1353')
    await press('End', 1000)
    expect(await readReadout(lab.page, 'Cost')).toBe('0.1241')
  })

  it('of twelve quick presses none is lost: back by arrows and by commas, forth by points', async () => {
    await press('End', 1000)
    await slider().focus()
    for (let k = 0; k < 12; k++) await lab.page.keyboard.press('ArrowLeft')
    await expect.poll(() => readUpdate(lab.page)).toBe(988)
    for (let k = 0; k < 12; k++) await lab.page.keyboard.press(',')
    await expect.poll(() => readUpdate(lab.page)).toBe(976)
    for (let k = 0; k < 5; k++) await lab.page.keyboard.press('.')
    await expect.poll(() => readUpdate(lab.page)).toBe(981)
    await lab.page.getByRole('button', { name: 'To the newest', exact: true }).click()
    await expect.poll(() => readUpdate(lab.page)).toBe(1000)
    expect(await slider().evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('at update 0 Backprop shows the golden ΔW1[1, 2] again, and all of the stage is of that moment', async () => {
    await press('Home', 0)
    await lab.page.keyboard.press('Control+3')
    await expect.poll(() => cellText(/^ΔW1 row 1 column 2/)).toBe('−2.555')
    await lab.page.keyboard.press('Control+2')
  })

  it('dragged to a quarter of its track it shows update 250', async () => {
    const box = (await slider().boundingBox())!
    const y = box.y + box.height / 2
    await lab.page.mouse.move(box.x + 0.8 * box.width, y)
    await lab.page.mouse.down()
    await lab.page.mouse.move(box.x + box.width / 4, y, { steps: 15 })
    await lab.page.mouse.up()
    await expect.poll(() => readUpdate(lab.page)).toBe(250)
    expect(await findViolations(lab.page)).toEqual([])
  })

  it('a bookmark with a note is found again', async () => {
    await lab.page.getByRole('button', { name: 'Bookmarks' }).click()
    await lab.page.getByRole('menuitem', { name: 'Bookmark update 250' }).click()
    await lab.page.getByRole('textbox', { name: 'Note' }).fill('flat here')
    await lab.page.getByRole('button', { name: 'Keep' }).click()
    await press('Home', 0)
    await lab.page.getByRole('button', { name: 'Bookmarks' }).click()
    await lab.page.getByRole('menuitem', { name: /flat here/ }).click()
    await expect.poll(() => readUpdate(lab.page)).toBe(250)
  })

  it('played back it comes to the newest and stops', async () => {
    await press('PageUp', 350)
    await lab.page.getByRole('button', { name: 'Play back to the newest update' }).click()
    await expect.poll(() => readUpdate(lab.page), { timeout: 40_000 }).toBe(1000)
    await lab.page.getByRole('button', { name: 'Run', exact: true }).waitFor()
  })

  it('a branch from 250 with another learning rate goes its own way, and the run it left is still there', async () => {
    const costAtEnd = await readReadout(lab.page, 'Cost')
    await lab.page.getByRole('button', { name: 'Bookmarks' }).click()
    await lab.page.getByRole('menuitem', { name: /flat here/ }).click()
    await expect.poll(() => readUpdate(lab.page)).toBe(250)
    await lab.page.getByRole('button', { name: 'Branch' }).click()
    await lab.page.getByRole('button', { name: 'Back to “Run 1”, left at update 250' }).waitFor()
    await setField(lab.page, 'Learning rate', '5')
    await pressRun(lab.page)
    await waitForUpdate(lab.page, 1000)
    expect(await readReadout(lab.page, 'Cost')).not.toBe(costAtEnd)
    await lab.page.getByRole('button', { name: 'Back to “Run 1”, left at update 250' }).click()
    await expect.poll(() => readReadout(lab.page, 'Cost')).toBe(costAtEnd)
    expect(await readUpdate(lab.page)).toBe(1000)
  })

  it('nothing was refused, reported or fetched from elsewhere', () => {
    expectNoViolations(lab)
  })
})
