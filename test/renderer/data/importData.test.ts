// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeNpyFile, writeNpzFile } from '../../worker/data/npyBytes'
import { encodeText } from '../../worker/data/sources'
import { choose, desk, open, panel, panelText, press, settle, useDesk } from './importDesk'

useDesk()

const penguins = () =>
  Uint8Array.from(readFileSync(join(import.meta.dirname, '../../../resources/datasets/penguins.csv')))

describe('missing values of the penguins', () => {
  it('333 rows are left when rows are dropped, 344 when they are filled in, and the panel says with what', async () => {
    await open('penguins.csv', penguins())
    expect(panelText()).toContain('333 of 344 rows used')
    expect(panelText()).toContain('sex: 11 cells missing, in 11 rows.')
    await choose('Empty number', 'median')
    await choose('Empty category', 'mostFrequent')
    expect(panelText()).toContain('344 of 344 rows used')
    expect(panelText()).toMatch(/body_mass_g: 2 cells are now [\d,]+ \(Median of training\)/)
    expect(panelText()).toMatch(/sex: 11 cells are now (MALE|FEMALE) \(Most frequent in training\)/)
    await press(panel(), 'Use this data')
    const { source } = desk.used[0]!
    expect(source).toMatchObject({ missing: 'drop', fill: { body_mass_g: 'median', sex: 'mostFrequent' } })
  })

  it('one column has its own rule: 333 rows, then 342 without the rule for sex', async () => {
    await open('penguins.csv', penguins())
    await choose('What is done where sex is missing', 'mostFrequent')
    expect(panelText()).toContain('342 of 344 rows used')
  })
})

it('a repeated row is named, and its link brings it into the preview', async () => {
  const lines = Array.from({ length: 250 }, (_, r) => `${r},${r % 2},k${r % 3}`)
  await open('own.csv', encodeText(`a,b,y\n${lines.join('\n')}\n7,1,k1\nNA,0,k1\n`))
  expect(panelText()).toContain('1 row repeats an earlier row in every column. Row 252')
  const list = desk.stage.element.querySelector('[role=region][aria-label="Preview"]')!
  // Rows of 26 pixels in a list of 400: 22 and the space below them stand for the first 200.
  expect(list.querySelectorAll('tbody tr')).toHaveLength(23)
  expect(list.querySelector('table')!.getAttribute('aria-rowcount')).toBe('201')
  const link = panel().querySelector<HTMLElement>('[aria-label="Show row 252"]')!
  link.click()
  await settle()
  expect(desk.stage.text()).toContain('Row 252 is beyond the rows shown here.')
  expect(list.querySelector('[data-row="253"]')).not.toBeNull()
})

it('a text that is not UTF-8 can be read in the encoding that a person chooses', async () => {
  await open('old.csv', Uint8Array.from([0x78, 0x2c, 0xc4, 0xbf, 0xb1, 0xea, 0x0a, 0x31, 0x2c, 0x32]))
  expect(desk.stage.text()).toContain('row 1: expected text in UTF-8, found bytes that are not UTF-8')
  await choose('Encoding', 'gb18030')
  expect(desk.stage.text()).toContain('目标')
  await press(panel(), 'Use this data')
  expect(desk.used[0]!.source).toMatchObject({ encoding: 'gb18030', inputs: ['x'], target: '目标' })
})

it('a column of parts is found, takes the place of shares, and can be given back', async () => {
  await open('parts.csv', encodeText('a,y,set\n1,0,train\n2,1,train\n3,0,validation\n4,1,test\n'))
  expect(panelText()).toContain('The column set says which rows are for training')
  expect(panelText()).toContain('4 of 4 rows used')
  await press(panel(), 'Use this data')
  expect(desk.used[0]!.split).toEqual({ validation: 0, test: 0, seed: 1, column: 'set' })
})

it('an NPZ file shows its arrays, and another one can be chosen', async () => {
  const x = writeNpyFile('<f8', [4, 2], Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8))
  const y = writeNpyFile('<i8', [4], BigInt64Array.of(0n, 1n, 2n, 1n))
  const z = writeNpyFile('<f8', [4], Float64Array.of(0.5, 1.5, 2.5, 3.5))
  await open('arrays.npz', writeNpzFile({ x, y, z }))
  expect(panelText()).toContain('4 of 4 rows used')
  expect(panelText()).toContain('Classes')
  await choose('Array of the targets', 'z')
  expect(panelText()).not.toContain('Classes')
  await press(panel(), 'Use this data')
  expect(desk.used[0]!.source).toMatchObject({
    kind: 'file',
    path: 'arrays.npz',
    inputs: ['x1', 'x2'],
    target: 'y1',
    arrays: { inputs: 'x', targets: 'z' },
  })
  expect(desk.used[0]!.source).not.toHaveProperty('types')
})

it('images wait for their labels, which come by the same way', async () => {
  const images = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 9, 8, 7, 6, 5, 4, 3])
  await open('t10k-images-idx3-ubyte', images)
  expect(desk.stage.text()).toContain('The file of the labels is missing.')
  await open('t10k-labels-idx1-ubyte', Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 4, 7, 2, 7, 2]))
  expect(panelText()).toContain('4 of 4 rows used')
  await press(panel(), 'Use this data')
  expect(desk.used[0]!.source).toEqual({
    kind: 'idx',
    images: 't10k-images-idx3-ubyte',
    labels: 't10k-labels-idx1-ubyte',
  })
})

it('a reading shows how far it is, and stopping it ends the work and leaves the file', async () => {
  let release = (): void => undefined
  desk.gate = new Promise((resolve) => (release = resolve))
  await open('long.csv', encodeText(`a,b,y\n${'1,2,3\n'.repeat(60_000)}`))
  expect(desk.stage.find('progress').exists()).toBe(true)
  desk.stage.get<HTMLElement>('.reading button').element.focus()
  await press(desk.stage.element as HTMLElement, 'Stop reading')
  expect(desk.stage.find('progress').exists()).toBe(false)
  expect(desk.stage.text()).toContain('or paste a table')
  expect(document.activeElement!.textContent).toContain('Open a file…')
  release()
  await settle()
  expect(desk.heard).toEqual([true, false])
})

it('the data in use is edited cell by cell, keeps its names, and says what was filled in', async () => {
  expect(panelText()).toContain('bill: 2 cells are now 43.922 (Mean of training)')
  const button = [...desk.stage.element.querySelectorAll('button')].find((one) =>
    one.textContent!.includes('Edit cells'),
  )!
  button.focus()
  await press(desk.stage.element as HTMLElement, 'Edit cells')
  expect(desk.stage.element.contains(document.activeElement)).toBe(true)
  const cell = desk.stage.get<HTMLInputElement>("[data-cell='1 0']")
  expect(cell.attributes('aria-label')).toBe('Row 2, bill')
  await cell.setValue('3.5')
  desk.stage.findAll<HTMLElement>('.tools button')[3]!.element.focus()
  await press(desk.stage.element as HTMLElement, 'Undo')
  expect(cell.element.value).toBe('3')
  // The button that was pressed is off now: nothing is left to undo.
  expect(document.activeElement!.getAttribute('data-cell')).toBe('0 0')
  await cell.trigger('keydown', { key: 'z', ctrlKey: true, shiftKey: true })
  expect(cell.element.value).toBe('3.5')
  await settle()
  await press(panel(), 'Use this data')
  expect(desk.used[0]!.source).toEqual({
    kind: 'inline',
    inputs: [
      [1, 2],
      [3.5, 4],
    ],
    targets: [[0], [1]],
    inputNames: ['bill', 'mass'],
    targetNames: ['kind'],
  })
})

it('roles that an arrow only passes through take nothing from another column', async () => {
  await open('penguins.csv', penguins())
  const radios = (column: string) => [
    ...(desk.stage.element as Element).querySelectorAll<HTMLElement>(
      `[aria-label="Role of ${column}"] [role=radio]`,
    ),
  ]
  const roleOf = (column: string) =>
    radios(column)
      .find((one) => one.getAttribute('aria-checked') === 'true')!
      .textContent.trim()
  const both = () => [roleOf('island'), roleOf('species')]
  const arrow = async (): Promise<void> => {
    const on = radios('island').find((one) => one.getAttribute('aria-checked') === 'true')!
    on.focus()
    on.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
    await settle()
  }
  expect(both()).toEqual(['Input', 'Target'])
  await arrow()
  expect(both()).toEqual(['Target', 'Input'])
  await arrow()
  expect(both()).toEqual(['Ignore', 'Target'])
  await arrow()
  await arrow()
  // What is chosen when the focus leaves, stays.
  radios('species')[0]!.focus()
  await arrow()
  expect(both()).toEqual(['Ignore', 'Input'])
})
