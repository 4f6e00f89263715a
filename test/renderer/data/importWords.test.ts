// @vitest-environment happy-dom
/** What a person is told on the way to other data, and how it is ended. */
import { describe, expect, it } from 'vitest'
import { i18n, speak } from '../../../src-renderer/src/i18n/i18n'
import { createExperimentDraft } from '../../../src-renderer/src/trainer/experimentDraft'
import { createLabError } from '../../../src-worker/protocol/errors'
import { encodeText } from '../../worker/data/sources'
import { choose, desk, experiment, open, panel, panelText, press, settle, useDesk } from './importDesk'

useDesk()

describe('the way to use the data', () => {
  const lines = `a,b,y\n${'1,2,3\n4,5,6\n'.repeat(5000)}`
  /** The draft as it is, with this trainer behind it. */
  const startUse = async () => {
    await open('own.csv', encodeText(lines))
    desk.gate = new Promise((resolve) => (release = resolve))
    desk.replace = createExperimentDraft(desk.trainer, experiment).replaceData
    const use = [...panel().querySelectorAll('button')].find((one) =>
      one.textContent!.includes('Use this data'),
    )!
    use.focus()
    await press(panel(), 'Use this data')
  }
  let release = (): void => undefined

  it('is shown by a bar, and Cancel ends it: nothing is opened, then or later', async () => {
    await startUse()
    expect(desk.stage.get('progress').attributes('aria-label')).toBe('Reading…')
    // The button that was pressed is off now.
    expect(document.activeElement!.textContent).toContain('Stop reading')
    desk.heard.length = 0
    await press(panel(), 'Cancel')
    expect(desk.stage.text()).toContain('Data in use')
    release()
    await settle()
    expect([desk.heard.at(-1), desk.opens]).toEqual([false, 0])
  })

  it('Stop reading ends it and stays, and the same data can then be used', async () => {
    await startUse()
    desk.stage.get<HTMLElement>('.reading button').element.focus()
    await press(desk.stage.element as HTMLElement, 'Stop reading')
    expect(desk.stage.find('progress').exists()).toBe(false)
    expect(desk.stage.element.contains(document.activeElement)).toBe(true)
    release()
    await settle()
    expect([desk.stage.text().includes('own.csv'), desk.opens]).toEqual([true, 0])
    await press(panel(), 'Use this data')
    expect([desk.stage.text().includes('Data in use'), desk.opens]).toEqual([true, 1])
  })
})

it('while the run is opened, which nothing can end, Cancel is off', async () => {
  let answer = (): void => undefined
  const opening = new Promise<void>((resolve) => (answer = resolve))
  desk.replace = createExperimentDraft(
    { ...desk.trainer, open: (...chosen) => opening.then(() => desk.trainer.open(...chosen)) },
    experiment,
  ).replaceData
  await open('own.csv', encodeText('a,y\n1,2\n3,4\n'))
  await press(panel(), 'Use this data')
  expect(desk.stage.get('.reading').text()).toBe('Opening the run…')
  const cancel = [...panel().querySelectorAll('button')].find((one) => one.textContent!.includes('Cancel'))!
  expect([cancel.disabled, desk.stage.get('progress').attributes('value')]).toEqual([true, undefined])
  answer()
  await settle()
  expect([desk.opens, desk.stage.text().includes('Data in use')]).toEqual([1, true])
})

it('commas before three digits: said, no input, and numbers once a person says so', async () => {
  const rows = Array.from({ length: 30 }, (_, r) => `${r};${r + 1},${283 + r};${r % 2}`).join('\n')
  await open('towns.csv', encodeText(`id;pop;y\n${rows}`))
  expect(panelText()).toContain('pop: 1,283 may be 1283 or 1.283, and nothing in the file decides.')
  expect(panelText()).toContain('1 warning, 1 note')
  await choose('Decimals', ',')
  expect(panelText()).not.toContain('may be')
  await press(panel(), 'Use this data')
  expect(desk.used[0]!.source).toMatchObject({ inputs: ['id', 'pop'], decimal: ',' })
})

it('dates are named and no input; what a person lists is missing, and goes with the data', async () => {
  const rows = Array.from(
    { length: 30 },
    (_, r) => `2024-03-${10 + (r % 20)},${r % 7 === 0 ? 'n.d.' : r},${r}.5`,
  )
  await open('days.csv', encodeText(`day,a,y\n${rows.join('\n')}`))
  expect(panelText()).toContain('day: its values look like dates or times, as 2024-03-10')
  expect(desk.stage.text()).toContain('5 faults in the table')
  const field = desk.stage.get<HTMLInputElement>('.marks input')
  await field.setValue('n.d.')
  await settle()
  expect(desk.stage.text()).not.toContain('faults in the table')
  expect(panelText()).toContain('25 of 30 rows used')
  await press(panel(), 'Use this data')
  expect(desk.used[0]!.source).toMatchObject({ inputs: ['a'], target: 'y', alsoMissing: ['n.d.'] })
})

it('what was said of a file before goes when another one comes; other failures stay', async () => {
  desk.trainer.error.value = createLabError('invalidFile', 'no', 'empty.chainrule')
  await open('own.csv', encodeText('a,y\n1,2\n'))
  expect(desk.trainer.error.value).toBeNull()
  desk.trainer.error.value = createLabError('workerDied', 'gone')
  await open('other.csv', encodeText('a,y\n1,2\n'))
  expect(desk.trainer.error.value?.code).toBe('workerDied')
})

it('faults are Chinese in a Chinese window', async () => {
  await speak('zh-CN')
  await open('own.csv', encodeText('a,b,y\n1,2,3\nq,5,6\n4,5\n7,8,9\n'))
  expect(desk.stage.text()).toContain('第 3 行，a：应为 数，实为 "q"')
  expect(desk.stage.text()).toContain('第 4 行：应为 3 个单元格，实为 2')
  await open('old.csv', Uint8Array.from([0x78, 0x2c, 0xc4, 0x0a]))
  expect(desk.stage.text()).toContain('第 1 行：应为 UTF-8 编码的文本，实为 不是 UTF-8 的字节')
  i18n.global.locale.value = 'en'
})
