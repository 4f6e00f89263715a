/** Two runs side by side in the production build: one slider, every stage, each run in a worker of its own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoViolations, pressRun, readReadout, setField, waitForUpdate } from './support/actions'
import { findViolations } from './support/axe'
import { openLab, type OpenLab } from './support/lab'

let lab: OpenLab
/** Before the sides are looked at. */
let workers = 0

beforeAll(async () => {
  lab = await openLab({ size: { width: 1800, height: 1000 } })
})
afterAll(() => lab.close())

const side = (letter: 'a' | 'b') => lab.page.locator(`[data-side=${letter}]`)
const slider = () => lab.page.getByRole('slider', { name: 'Moment of both runs' })
const readPlaces = async (): Promise<string[]> => [
  await side('a').locator('.place').innerText(),
  await side('b').locator('.place').innerText(),
]
const readCosts = async (): Promise<string[]> => [
  await side('a').locator('.cost').innerText(),
  await side('b').locator('.cost').innerText(),
]
const both = (words: string): string[] => [words, words]
const showStage = (name: string): Promise<void> =>
  lab.page
    .getByRole('radiogroup', { name: 'Stage of both sides' })
    .getByRole('radio', { name, exact: true })
    .click()
async function press(key: string, words: string): Promise<void> {
  await slider().focus()
  await lab.page.keyboard.press(key)
  await expect.poll(readPlaces).toEqual(both(words))
}

describe('two runs side by side', () => {
  it('open at update 1,000, the open run as A', async () => {
    await pressRun(lab.page)
    await waitForUpdate(lab.page, 1000)
    await setField(lab.page, 'Learning rate', '5')
    await lab.page.getByRole('button', { name: 'Restart with the same start weights' }).click()
    await expect.poll(() => readReadout(lab.page, 'Update')).toBe('0')
    await pressRun(lab.page)
    await waitForUpdate(lab.page, 1000)
    workers = lab.page.workers().length
    await lab.page.keyboard.press('Control+5')
    await lab.page.getByRole('radio', { name: 'Side by side' }).click()
    await expect.poll(readPlaces, { timeout: 20_000 }).toEqual(both('update 1,000'))
    expect(await side('a').getByRole('combobox', { name: 'Run A' }).inputValue()).toBe('2')
    expect(await side('b').getByRole('combobox', { name: 'Run B' }).inputValue()).toBe('1')
  })

  it('keys: a tenth back is 900, Home is 0 with the same cost, for the start weights are the same', async () => {
    await press('PageDown', 'update 900')
    const [a, b] = await readCosts()
    expect(a).not.toBe(b)
    await press('Home', 'update 0')
    expect(await readCosts()).toEqual(both('cost 0.1353'))
    expect(await lab.page.getByText('B − A: 0', { exact: false }).count()).toBe(1)
  })

  it('of twelve quick presses none is lost, nor of five points, which leave the open run alone', async () => {
    await press('End', 'update 1,000')
    for (let k = 0; k < 12; k++) await lab.page.keyboard.press('ArrowLeft')
    await expect.poll(readPlaces).toEqual(both('update 988'))
    for (let k = 0; k < 5; k++) await lab.page.keyboard.press('.')
    await expect.poll(readPlaces).toEqual(both('update 993'))
    expect(await readReadout(lab.page, 'Update')).toBe('1,000')
  })

  it('A at 900 has the cost that the window’s own timeline shows of it there', async () => {
    await press('End', 'update 1,000')
    await press('PageDown', 'update 900')
    const [cost] = await readCosts()
    await lab.page.getByRole('slider', { name: 'Moment of the run' }).focus()
    await lab.page.keyboard.press('PageDown')
    await expect.poll(() => readReadout(lab.page, 'Update')).toBe('900')
    expect(`cost ${await readReadout(lab.page, 'Cost')}`).toBe(cost)
    await lab.page.keyboard.press('End')
    await expect.poll(() => readReadout(lab.page, 'Update')).toBe('1,000')
  })

  it('dragged to a quarter of its track both show update 250', async () => {
    const box = (await slider().boundingBox())!
    const y = box.y + box.height / 2
    await lab.page.mouse.move(box.x + 0.8 * box.width, y)
    await lab.page.mouse.down()
    await lab.page.mouse.move(box.x + box.width / 4, y, { steps: 15 })
    await lab.page.mouse.up()
    await expect.poll(readPlaces).toEqual(both('update 250'))
  })

  it('in the network a unit chosen in A is chosen in B, and no weight can be set', async () => {
    await side('a').locator('[data-unit="1 0"]').click()
    for (const letter of ['a', 'b'] as const) {
      await expect.poll(() => side(letter).locator('.inspector td.number').count()).toBe(3)
      expect(await side(letter).locator('.inspector td button').count()).toBe(0)
    }
    expect(await findViolations(lab.page)).toEqual([])
  })

  it('in Backprop at 0 a cell chosen in A is chosen in B: the golden ΔW1[1, 2] in both panels', async () => {
    await press('Home', 'update 0')
    await showStage('Backprop')
    await side('a')
      .getByRole('gridcell', { name: /^ΔW1 row 1 column 2/ })
      .click()
    for (const letter of ['a', 'b'] as const)
      await expect.poll(() => lab.page.locator(`#side-panel-${letter}`).innerText()).toContain('−0.002555148')
    expect(await findViolations(lab.page)).toEqual([])
  })

  it('shows the weights of both', async () => {
    await showStage('Weights')
    for (const letter of ['a', 'b'] as const)
      await expect.poll(() => side(letter).getByText('0.7000').first().isVisible()).toBe(true)
    expect(await findViolations(lab.page)).toEqual([])
  })

  it('in a window with less room one side is shown at a time, or both under each other', async () => {
    await lab.page.setViewportSize({ width: 900, height: 900 })
    const shown = lab.page.getByRole('radiogroup', { name: 'Sides shown' })
    await shown.getByRole('radio', { name: 'B', exact: true }).click()
    await expect.poll(() => side('a').count()).toBe(0)
    expect(await side('b').isVisible()).toBe(true)
    await shown.getByRole('radio', { name: 'Both', exact: true }).click()
    await expect.poll(() => side('a').count()).toBe(1)
    expect(await findViolations(lab.page)).toEqual([])
    await lab.page.setViewportSize({ width: 1800, height: 1000 })
  })

  it('left, it ends the workers of both runs', async () => {
    expect(lab.page.workers().length).toBe(workers + 2)
    await lab.page.getByRole('radio', { name: 'Runs', exact: true }).click()
    await expect.poll(() => lab.page.workers().length).toBe(workers)
  })

  it('nothing was refused, reported or fetched from elsewhere', () => {
    expectNoViolations(lab)
  })
})
