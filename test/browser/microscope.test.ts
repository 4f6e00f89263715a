/** The microscope in the production build: the golden numbers cell by cell, the keyboard alone, axe, a large network. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoViolations, pressPause, pressRun, waitForUpdate } from './support/actions'
import { findViolations } from './support/axe'
import { openLab, type OpenLab } from './support/lab'

interface Golden {
  trace: Record<'i' | 'o' | 'dCost_dO' | 'dCost_dI' | 'dW' | 'db', number[][][]> & { cost: number }
  W: number[][][]
  b: number[][][]
  after: Record<string, { W: number[][][]; b: number[][][] }>
}
const golden = JSON.parse(
  readFileSync(new URL('../golden/seed-2-3-1.json', import.meta.url), 'utf8'),
) as Golden

const panel = (page: Page) => page.locator('#side-panel')
const part = (page: Page, name: string) => panel(page).getByRole('radio', { name, exact: true }).click()
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')

/** What stands in every cell of a matrix, row by row, as it is drawn. */
const readCells = (page: Page, name: string): Promise<string[][]> =>
  page
    .getByRole('grid', { name: new RegExp(`^${name.replaceAll('/', '\\/')}, `) })
    .getByRole('row')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('[role=gridcell]')].map((cell) =>
          getComputedStyle(cell, '::before').content.replaceAll('"', ''),
        ),
      ),
    )

const write = (matrix: number[][], scale: number, decimals: number): string[][] =>
  matrix.map((row) => row.map((value) => (value * scale).toFixed(decimals).replace('-', '−')))

/** Names of the tensors in a notation, with what the golden file calls them. */
const names = (i: string, o: string) =>
  [
    ['i', i, 1, 4],
    ['o', o, 1, 4],
    ['dCost_dO', `∂cost/∂${o}`, 1000, 3],
    ['dCost_dI', `∂cost/∂${i}`, 1000, 3],
    ['dW', 'ΔW', 1000, 3],
    ['db', 'Δb', 1000, 3],
  ] as const

describe('the example', () => {
  let lab: OpenLab
  beforeAll(async () => {
    lab = await openLab()
    await lab.page.keyboard.press('Control+3')
  })
  afterAll(() => lab.close())

  it.each([
    ['i, o', 'i', 'o'],
    ['z, a', 'z', 'a'],
  ])('shows every number of the golden file, in the notation %s', async (notation, i, o) => {
    await lab.page.getByRole('radio', { name: notation, exact: true }).click()
    for (const [field, name, scale, decimals] of names(i, o)) {
      for (const [l, matrix] of golden.trace[field].entries()) {
        expect([`${name}${l + 1}`, await readCells(lab.page, `${name}${l + 1}`)]).toEqual([
          `${name}${l + 1}`,
          write(matrix, scale, decimals),
        ])
      }
    }
    expect(await readCells(lab.page, 'Σ cost')).toEqual([[golden.trace.cost.toFixed(4)]])
    await lab.page.getByRole('button', { name: 'Update', exact: true }).click()
    for (const [l, matrix] of golden.after['1']!.W.entries()) {
      expect(await readCells(lab.page, `W${l + 1}′`)).toEqual(write(matrix, 1, 4))
    }
    await lab.page.getByRole('button', { name: 'Backward 1 ', exact: false }).click()
  })

  it('with the keyboard alone: choose, follow, go back, walk by cell, check', async () => {
    const { page } = lab
    await page.getByRole('radio', { name: 'i, o', exact: true }).click()
    await page.getByRole('gridcell', { name: /^ΔW1 row 1 column 1/ }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toMatch(/^ΔW1 row 1 column 2/)
    await page.keyboard.press('Enter')
    await expect.poll(() => panel(page).innerText()).toContain('−0.002555148')
    await expect.poll(() => panel(page).innerText()).toContain('agrees')
    await panel(page).getByRole('button', { name: '∂cost/∂i1[1…4, 2]' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => panel(page).innerText()).toContain('−0.004551918')
    await page.keyboard.press('Backspace')
    await expect.poll(() => panel(page).innerText()).toContain('−0.002555148')
    await page.keyboard.press('o')
    await expect.poll(() => panel(page).innerText()).toContain('X[1, 1]')
    await page.keyboard.press('n')
    await expect.poll(() => panel(page).innerText()).toContain('i1[1, 1]')
    await page.getByRole('gridcell', { name: /^ΔW1 row 1 column 2/ }).click()
    await page.getByRole('combobox', { name: 'Walk by' }).focus()
    await page.keyboard.press('End')
    await page.getByRole('gridcell', { name: /^X row 1 column 1/ }).focus()
    await page.keyboard.press('[')
    await expect.poll(() => panel(page).innerText()).toContain('Δb1[2]')
    await part(page, 'Check')
    await page.getByRole('button', { name: 'Check all' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => panel(page).innerText()).toContain('All parameters agree.')
    await page.getByRole('application', { name: /^Relative errors of layer 1/ }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await expect.poll(() => panel(page).innerText()).toContain('ΔW1[1, 2]')
  })

  it('copies the step as a NumPy program, and prints a worksheet that is blank or solved', async () => {
    const { page } = lab
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await part(page, 'Update')
    await panel(page).getByRole('button', { name: 'Copy', exact: true }).click()
    await expect.poll(() => panel(page).innerText()).toContain('Copied')
    const program = await page.evaluate(() => navigator.clipboard.readText())
    expect(program).toContain('import numpy as np')
    expect(program).toContain('-0.4')
    await panel(page).getByRole('button', { name: 'Worksheet…' }).click()
    const sheet = page.getByRole('dialog')
    expect(await sheet.innerText()).not.toContain('0.5250')
    await sheet.getByRole('radio', { name: 'Solved' }).click()
    expect(await sheet.innerText()).toContain('0.524979')
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#app').isVisible()).toBe(false)
    expect(await sheet.isVisible()).toBe(true)
    await page.emulateMedia({ media: 'screen' })
    await sheet.getByRole('button', { name: 'Close' }).click()
  })

  it('a planted fault is found with the check, in the layer where it is', async () => {
    const { page } = lab
    await page.getByRole('button', { name: 'Backward 1' }).click()
    await part(page, 'Practice')
    await page.getByRole('combobox', { name: 'Mistake' }).selectOption('biasNotSummed 1')
    await page.getByRole('button', { name: 'Plant it' }).click()
    await part(page, 'Check')
    await page.getByRole('button', { name: 'Check all' }).click()
    await expect.poll(() => panel(page).innerText()).toContain('3 of 13 parameters differ.')
    await page.getByRole('gridcell', { name: /^Δb1 row 1 column 1/ }).click()
    await expect.poll(() => panel(page).innerText()).toContain('something in the backward pass is wrong here')
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect.poll(() => readCells(page, 'Δb1')).toEqual(write(golden.trace.db[0]!, 1000, 3))
    expectNoViolations(lab)
  })
})

describe.each([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: true }],
] as const)('axe finds nothing in %s', (_look, options) => {
  it('in any part of the side panel, with a fault and with blanks, and in the worksheet', async () => {
    const lab = await openLab(options)
    const { page } = lab
    await page.keyboard.press('Control+3')
    await page.getByRole('gridcell', { name: /^∂cost\/∂i1 row 1 column 2/ }).click()
    await panel(page).getByRole('button', { name: '∂cost/∂o1[1, 2]' }).click()
    await expect.poll(() => panel(page).innerText()).toContain('−0.018390357')
    expect(await findViolations(page)).toEqual([])
    await part(page, 'Check')
    await page.getByRole('button', { name: 'Check all' }).click()
    await page.getByRole('button', { name: 'Sweep ε' }).click()
    await expect.poll(() => panel(page).innerText()).toContain('float32: best at')
    expect(await findViolations(page)).toEqual([])
    await part(page, 'Update')
    await expect.poll(() => panel(page).innerText()).toContain('mean slope')
    expect(await findViolations(page)).toEqual([])
    await part(page, 'Practice')
    await page.getByRole('button', { name: 'Plant a secret mistake' }).click()
    await page.getByRole('button', { name: 'Blank out' }).click()
    await expect.poll(() => panel(page).innerText()).toContain('Your value')
    expect(await findViolations(page)).toEqual([])
    await part(page, 'Update')
    await panel(page).getByRole('button', { name: 'Worksheet…' }).click()
    expect(await findViolations(page)).toEqual([])
    expectNoViolations(lab)
    await lab.close()
  })
})

describe('a network of 64-128-64-10 units, 32 samples a batch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-microscope-'))
  const file = join(folder, 'digits.json')
  writeFileSync(
    file,
    JSON.stringify({
      format: 'chainrule-experiment',
      version: 1,
      name: 'digits, three layers',
      data: { source: { kind: 'bundled', name: 'digits' }, split: { validation: 0.2, seed: 1 } },
      network: {
        layers: [
          { units: 128, activation: 'relu' },
          { units: 64, activation: 'tanh' },
          { units: 10, activation: 'softmax' },
        ],
      },
      training: {
        cost: 'categoricalCrossEntropy',
        batchSize: 32,
        optimizer: { name: 'adam', learningRate: 0.001 },
        stop: {},
      },
    }),
  )

  it('opens from its file, is windowed, reached to its last cell, and trains on beside the microscope', async () => {
    const lab = await openLab()
    const { page } = lab
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'File', exact: true }).click()
    await page.getByRole('menuitem', { name: /^Open…/ }).click()
    await (await choosing).setFiles(file)
    await page.getByText('17,226 parameters').waitFor()
    await page.keyboard.press('Control+3')
    await page.getByRole('grid', { name: 'i1, 32 rows, 128 columns', exact: true }).waitFor()
    expect(await page.getByRole('gridcell').count()).toBeLessThan(1600)
    await page.getByRole('gridcell', { name: /^i1 row 1 column 1,/ }).focus()
    await page.keyboard.press('End')
    await expect.poll(() => focused(page)).toMatch(/^i1 row 1 column 128,/)
    for (let page_ = 0; page_ < 4; page_++) {
      await page.keyboard.press('PageDown')
      await expect
        .poll(() => focused(page))
        .toMatch(new RegExp(`^i1 row ${Math.min(32, 9 + 8 * page_)} column 128,`))
    }
    await page.keyboard.press('Enter')
    await expect.poll(() => panel(page).innerText()).toContain('i1[32, 128]')
    await expect.poll(() => panel(page).innerText()).toContain('the other')
    const before = await page
      .getByRole('gridcell', { name: /^i1 row 32 column 128,/ })
      .getAttribute('aria-label')
    await pressRun(page)
    await waitForUpdate(page, 50)
    await pressPause(page)
    await expect
      .poll(() => page.getByRole('gridcell', { name: /^i1 row 32 column 128,/ }).getAttribute('aria-label'))
      .not.toBe(before)
    expectNoViolations(lab)
    await lab.close()
  })
})
