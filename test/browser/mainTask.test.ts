/**
 * The main task: open a file, configure, run, read the result, save, and open what was saved. Once by what a screen reader
 * has, in both languages, and once by the keyboard alone.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { expectNoViolations, readReadout, readUpdate } from './support/actions'
import { divergingFile } from './support/diverging'
import { openLab } from './support/lab'
import { createScreenReader, type ScreenReader } from './support/screenReader'

const csv = join(import.meta.dirname, '../../resources/datasets/penguins.csv')
const folder = mkdtempSync(join(tmpdir(), 'chainrule-task-'))
afterAll(() => rmSync(folder, { recursive: true }))

const english = {
  locale: 'en-US',
  data: 'Data',
  change: 'Change data',
  table: 'Open a table',
  openFile: 'Open a file…',
  roleOf: (column: string) => `radiogroup Role of ${column}`,
  target: 'Target',
  ignore: 'Ignore',
  use: 'Use this data',
  optimizer: 'Optimizer',
  rate: 'Learning rate',
  stop: 'Updates reach',
  run: 'Run',
  cost: 'Cost',
  backprop: 'Backprop',
  gradient: /^ΔW1 row 1 column 2, (minus )?\d/,
  weights: 'Weights',
  weight: /^W1 row 1 column 2, (minus )?\d/,
  file: 'File',
  save: /^Save Ctrl/,
  open: /^Open… Ctrl/,
  result: ['ΔW1 row 1 column 2, 0.001111', 'W1 row 1 column 2, minus 0.28710923711421904'],
  stopped: 'polite: stopped, 300 updates done',
  saved: 'polite: penguins.chainrule is written.',
  diverged: /^polite: diverged at update \d/,
  divergedStrip: /^assertive: The run diverged/,
}
type Words = typeof english
const chinese: Words = {
  locale: 'zh-CN',
  data: '数据',
  change: '更换数据',
  table: '打开表格',
  openFile: '打开文件…',
  roleOf: (column) => `radiogroup ${column} 的角色`,
  target: '目标',
  ignore: '忽略',
  use: '使用这些数据',
  optimizer: '优化器',
  rate: '学习率',
  stop: '更新次数达到',
  run: '运行',
  cost: '代价',
  backprop: '反向传播',
  gradient: /^ΔW1 第 1 行第 2 列，(负 )?\d/,
  weights: '权重',
  weight: /^W1 第 1 行第 2 列，(负 )?\d/,
  file: '文件',
  save: /^保存 Ctrl/,
  open: /^打开… Ctrl/,
  result: ['ΔW1 第 1 行第 2 列，0.001111', 'W1 第 1 行第 2 列，负 0.28710923711421904'],
  stopped: 'polite: 已停止，完成 300 次更新',
  saved: 'polite: 已写入 penguins.chainrule。',
  diverged: /^polite: 在第 \d+ 次更新时发散/,
  divergedStrip: /^assertive: .*更新/,
}

/** Waits until it has been said. */
async function hear(reader: ScreenReader, words: string | RegExp): Promise<void> {
  const expected = typeof words === 'string' ? words : expect.stringMatching(words)
  await expect.poll(() => reader.said(), { timeout: 20_000 }).toContainEqual(expected)
}

async function openTable(reader: ScreenReader, page: Page, words: Words): Promise<void> {
  await reader.press('tab', words.data)
  expect((await reader.find('tab', words.data)).states['selected']).toBe(true)
  await reader.press('button', words.change)
  await reader.press('radio', words.table)
  const choosing = page.waitForEvent('filechooser')
  await reader.press('button', words.openFile)
  await (await choosing).setFiles(csv)
  await reader.press('radio', words.target, words.roleOf('species'))
  await reader.press('radio', words.ignore, words.roleOf('island'))
  expect((await reader.find('radio', words.target, words.roleOf('species'))).states['checked']).toBe('true')
  await reader.press('button', words.use)
}

async function configure(reader: ScreenReader, words: Words): Promise<void> {
  await reader.choose(words.optimizer, 'Adam')
  await reader.type('textbox', words.rate, '0.02')
  await reader.type('textbox', words.stop, '300')
  expect((await reader.find('textbox', words.stop)).value).toBe('300')
  expect((await reader.find('checkbox', words.stop)).states['checked']).toBe('true')
}

interface Result {
  cost: string
  gradient: string
  weight: string
}

async function readResult(reader: ScreenReader, words: Words): Promise<Result> {
  await reader.press('tab', words.backprop)
  const gradient = (await reader.find('gridcell', words.gradient)).name
  await reader.press('tab', words.weights)
  const weight = (await reader.find('gridcell', words.weight)).name
  return { cost: await reader.define(words.cost), gradient, weight }
}

const fileItem = async (reader: ScreenReader, words: Words, item: RegExp): Promise<void> => {
  await reader.press('button', words.file)
  expect((await reader.find('button', words.file)).states['expanded']).toBe(true)
  await reader.press('menuitem', item)
}

describe.each([
  ['English', english],
  ['Chinese', chinese],
])('by what a screen reader has, in %s', (_language, words) => {
  it('opens penguins, runs 300 updates of Adam, reads cost, gradient and weight, saves, and opens the same', async () => {
    const lab = await openLab({ locale: words.locale })
    const { page } = lab
    const reader = await createScreenReader(page)
    await openTable(reader, page, words)
    await configure(reader, words)
    await reader.press('button', words.run)
    await hear(reader, words.stopped)
    const result = await readResult(reader, words)
    expect(result).toEqual({ cost: '0.08902', gradient: words.result[0], weight: words.result[1] })
    // State is said, readouts are not.
    expect((await reader.said()).filter((text) => /\d\.\d/.test(text))).toEqual([])
    const downloading = page.waitForEvent('download')
    await fileItem(reader, words, words.save)
    const saved = join(folder, `${words.locale}.chainrule`)
    await (await downloading).saveAs(saved)
    await hear(reader, words.saved)

    await page.reload()
    const choosing = page.waitForEvent('filechooser')
    await fileItem(reader, words, words.open)
    await (await choosing).setFiles(saved)
    await reader.find('textbox', words.stop)
    await expect
      .poll(async () => (await reader.find('textbox', words.stop)).value, { timeout: 20_000 })
      .toBe('300')
    expect(await readResult(reader, words)).toEqual(result)
    expectNoViolations(lab)
    await lab.close()
  })
})

describe('a run that diverges', () => {
  it('is said, politely as a state and at once as an alert; the focus stays where it was', async () => {
    const lab = await openLab()
    const { page } = lab
    const reader = await createScreenReader(page)
    const choosing = page.waitForEvent('filechooser')
    await fileItem(reader, english, english.open)
    await (await choosing).setFiles(divergingFile)
    await reader.find('heading', 'Line')
    await reader.press('button', english.run)
    await hear(reader, english.diverged)
    await hear(reader, english.divergedStrip)
    const button = await reader.find('button', english.run)
    expect(button.states).toMatchObject({ focused: true, disabled: true })
    expectNoViolations(lab)
    await lab.close()
  })
})

/** What has the focus, as `name of the radiogroup: name`; whether it can be seen, with its ring. */
const readFocus = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    const own =
      element.getAttribute('aria-label') ??
      (element as HTMLInputElement).labels?.[0]?.innerText ??
      element.innerText
    const group = element.closest('[role=radiogroup]')?.getAttribute('aria-label')
    const { left, top, width, height } = element.getBoundingClientRect()
    const at = document.elementFromPoint(left + width / 2, top + height / 2)
    const isRinged = [element, element.parentElement!].some(
      (one) => getComputedStyle(one).outlineStyle !== 'none',
    )
    const isSeen = at !== null && (element.contains(at) || at.closest('label')?.contains(element) === true)
    const kind = (element as HTMLInputElement).type === 'checkbox' ? 'checkbox' : group
    return { name: (kind ? `${kind}: ` : '') + own.trim(), isFound: isSeen && isRinged }
  })

/** Goes on with a key until what is named has the focus; everything on the way can be seen. */
async function goTo(page: Page, name: Name, key = 'Tab'): Promise<void> {
  const unseen: string[] = []
  for (let k = 0; k < 160; k++) {
    const focus = await readFocus(page)
    if (typeof name === 'string' ? focus.name === name : name.test(focus.name)) {
      expect(unseen).toEqual([])
      return
    }
    await page.keyboard.press(key)
    const next = await readFocus(page)
    if (!next.isFound && next.name !== '' && !(await isOnPage(page))) unseen.push(next.name)
  }
  throw new Error(`${String(name)} is not reached by ${key}`)
}
type Name = string | RegExp
/** Between last and first stop the focus is the page's, or the browser's own. */
const isOnPage = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.activeElement === document.body)

async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await goTo(page, name)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

async function choosing(page: Page, press: () => Promise<void>, file: string): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await press()
  await (await asked).setFiles(file)
}

async function readByKeys(page: Page): Promise<Result> {
  await page.keyboard.press('Control+3')
  await goTo(page, /^ΔW1 row 1 column 1/)
  await page.keyboard.press('ArrowRight')
  const gradient = (await readFocus(page)).name
  await page.keyboard.press('Control+4')
  await goTo(page, /^W1 row 1 column 1/)
  await page.keyboard.press('ArrowRight')
  return { cost: await readReadout(page, 'Cost'), gradient, weight: (await readFocus(page)).name }
}

describe('by the keyboard alone', () => {
  it('opens penguins, runs 300 updates of Adam, reads the same numbers, saves, and opens the same', async () => {
    const lab = await openLab()
    const { page } = lab
    // Asked for from the start: a chooser that comes while it is being asked for would be lost.
    page.on('filechooser', () => undefined)
    const press = (key: string) => (): Promise<void> => page.keyboard.press(key)
    await page.keyboard.press('Control+1')
    await goTo(page, 'Change data')
    await page.keyboard.press('Enter')
    await goTo(page, /: Open a table$/, 'ArrowRight')
    await goTo(page, 'Open a file…')
    await choosing(page, press('Enter'), csv)
    await goTo(page, /^Role of species/)
    await goTo(page, /: Target$/, 'ArrowRight')
    await goTo(page, /^Role of island/)
    await goTo(page, /: Ignore$/, 'ArrowLeft')
    await goTo(page, 'Use this data')
    await page.keyboard.press('Enter')
    await goTo(page, 'Optimizer')
    await page.keyboard.type('Adam')
    await typeInto(page, 'Learning rate', '0.02')
    await typeInto(page, 'Updates reach', '300')
    await page.keyboard.press('F5')
    await expect.poll(() => readUpdate(page), { timeout: 20_000 }).toBe(300)
    const result = await readByKeys(page)
    expect(result).toEqual({ cost: '0.08902', gradient: english.result[0], weight: english.result[1] })

    const downloading = page.waitForEvent('download')
    await page.keyboard.press('Control+S')
    const saved = join(folder, 'keys.chainrule')
    await (await downloading).saveAs(saved)
    await page.reload()
    await expect.poll(() => readUpdate(page)).toBe(0)
    await choosing(page, press('Control+O'), saved)
    await expect.poll(() => readUpdate(page), { timeout: 20_000 }).toBe(300)
    expect(await readByKeys(page)).toEqual(result)
    expectNoViolations(lab)
    await lab.close()
  })
})
