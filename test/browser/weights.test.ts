/** The four views of the weights in the production build: digits, trained, read by pointer and keys, axe over each. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoViolations, pressRun, readSettledUpdate, readUpdate, waitForUpdate } from './support/actions'
import { findViolations } from './support/axe'
import { openLab, type OpenLab } from './support/lab'

const digits = join(import.meta.dirname, '../../resources/experiments/digits.json')
let lab: OpenLab
beforeAll(async () => {
  lab = await openLab()
  const { page } = lab
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'File', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Open…/ }).click()
  await (await choosing).setFiles(digits)
  await page.getByText('17,226 parameters').waitFor()
})
afterAll(() => lab.close())

/** Moments are computed one after the other; a busy machine takes its time. */
const poll = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 20_000 })
const show = (name: string) => lab.page.getByRole('radio', { name, exact: true }).click()
const stage = () => lab.page.getByRole('region', { name: 'Weights', exact: true })
const textOf = (selector: string) => stage().locator(selector).first().innerText()

describe('the weights of a network of digits', () => {
  it('are shown while they are trained: fifteen epochs of 45 updates', async () => {
    await lab.page.keyboard.press('Control+4')
    await lab.page.getByRole('application', { name: /^Heat-map of W1, 64 × / }).waitFor()
    await pressRun(lab.page)
    await waitForUpdate(lab.page, 675)
    expect(await readSettledUpdate(lab.page)).toBe(675)
  })

  it('as matrices: the map reads a weight under the pointer and goes on by keys', async () => {
    const map = lab.page.getByRole('application', { name: /^Heat-map of W1, 64 × / })
    await map.hover({ position: { x: 1, y: 1 } })
    await poll(() => textOf('.spot')).toMatch(/^W1\[1, 1\] = −?[\d.e−]+$/)
    await map.focus()
    await lab.page.keyboard.press('ArrowDown')
    await poll(() => textOf('.spot')).toMatch(/^W1\[2, 1\] = /)
    expect(await findViolations(lab.page)).toEqual([])
  })

  it('as images: a tile a unit, its pixels read by pointing, its extremes by keys', async () => {
    await show('Images')
    const first = lab.page.getByRole('option', { name: /^Unit 1: smallest −[\d.e−]+, largest [\d.e−]+$/ })
    await first.hover({ position: { x: 25, y: 15 } })
    await poll(() => textOf('.reading')).toMatch(/^Unit 1, row 2, column 3 \(\w+\): −?[\d.e−]+$/)
    await first.focus()
    await lab.page.keyboard.press('ArrowRight')
    await poll(() => textOf('.reading')).toMatch(/^Unit 2: smallest/)
    expect(await findViolations(lab.page)).toEqual([])
  })

  it('as distributions over the updates, of weights, gradients and activations', async () => {
    await show('Distributions')
    const plot = lab.page.getByRole('application', { name: /^W1 over the updates/ })
    await plot.hover({ position: { x: 120, y: 60 } })
    await poll(() => textOf('.reading')).toMatch(/^After update [\d,]+: −?[\d.e−]+ to −?[\d.e−]+, [\d,]+ of /)
    expect(await findViolations(lab.page)).toEqual([])
    await show('Gradients')
    await show('by size')
    await poll(() => textOf('h2')).toMatch(/^ΔW1/)
    await show('Activations')
    await show('log')
    await lab.page.getByRole('application', { name: /^o1 over the updates/ }).focus()
    await lab.page.keyboard.press('ArrowLeft')
    await poll(() => textOf('.reading')).toMatch(/^After update [\d,]+: size /)
    await lab.page.getByRole('button', { name: 'o1 as a table' }).click()
    await poll(() => stage().locator('tbody tr').count()).toBeGreaterThan(10)
    expect(await findViolations(lab.page)).toEqual([])
  })

  it('as the ratio of update to weight, and back in time with the moment marked', async () => {
    await show('Ratio')
    const plot = lab.page.getByRole('application', { name: /^Update-to-weight ratio/ })
    await plot.hover({ position: { x: 200, y: 100 } })
    await poll(() => textOf('.reading')).toMatch(/^After update [\d,]+: W1 [\d.e−]+/)
    await lab.page.mouse.move(0, 0)
    await lab.page.getByRole('slider', { name: 'Moment of the run' }).focus()
    await lab.page.keyboard.press('PageDown')
    await poll(() => stage().locator('line.moment').count()).toBe(1)
    const update = (await readUpdate(lab.page)).toLocaleString('en')
    await poll(() => stage().innerText()).toContain(`Looking back: update ${update} of `)
    await poll(() => textOf('.reading')).toContain(`After update ${update}:`)
    expect(await findViolations(lab.page)).toEqual([])
  })

  it('and nothing goes wrong that nobody sees', () => expectNoViolations(lab))
})
