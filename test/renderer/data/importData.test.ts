// @vitest-environment happy-dom
/** The import as a person goes through it, with the reader of tables itself behind it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { ref, shallowRef } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import DataStage from '../../../src-renderer/src/data/DataStage.vue'
import { i18n } from '../../../src-renderer/src/i18n/i18n'
import { createTableInbox, tableInboxKey } from '../../../src-renderer/src/trainer/openTable'
import {
  draftKey,
  trainerKey,
  type ExperimentDraft,
  type Trainer,
} from '../../../src-renderer/src/trainer/trainer'
import { prepareDataInTurns } from '../../../src-worker/data/prepareData'
import { previewTableInTurns } from '../../../src-worker/data/previewTable'
import { summarizeData } from '../../../src-worker/data/summarizeData'
import type { TableOptions } from '../../../src-worker/protocol/tables'
import { createLabError } from '../../../src-worker/protocol/errors'
import type { Attachment } from '../../../src-worker/protocol/tables'
import type { OpenedRun, WorkProgress } from '../../../src-worker/protocol/trainerApi'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { Experiment, ExperimentInput } from '../../../src-worker/spec/experiment'
import { parseData } from '../../../src-worker/spec/parseExperiment'
import { writeNpyFile, writeNpzFile } from '../../worker/data/npyBytes'
import { encodeText } from '../../worker/data/sources'

type Data = ExperimentInput['data']

const experiment = exampleExperiment as unknown as Experiment
const inbox = createTableInbox()
const used: Data[] = []
let stage: VueWrapper
/** Set to hold the reading between two pieces. */
let gate: Promise<void> | null = null
const heard: boolean[] = []

const describeData = async (data: Data, attachments: Attachment[], progress: WorkProgress = () => true) => {
  const parsed = parseData(data)
  if (!parsed.ok) return { ok: false, error: createLabError('invalidExperiment', '', '', parsed.error) }
  const prepared = await prepareDataInTurns(parsed.value, null, attachments, { progress, now: () => 0 })
  if (!prepared.ok) return prepared
  return { ok: true, value: { ...summarizeData(prepared.value), batchClamped: false } }
}

async function previewTable(
  bytes: Uint8Array<ArrayBuffer>,
  options: TableOptions,
  progress: WorkProgress = () => true,
) {
  let time = 0
  const listen: WorkProgress = async (done, total) => {
    const goesOn = await progress(done, total)
    await gate
    heard.push(goesOn)
    return goesOn
  }
  return previewTableInTurns(bytes, options, { progress: listen, now: () => (time += 50) })
}

const rows = {
  inputs: { rows: 2, columns: 2, values: Float64Array.of(1, 2, 3, 4) },
  targets: { rows: 2, columns: 1, values: Float64Array.of(0, 1) },
  part: Uint8Array.of(0, 0),
  sourceRows: null,
  rows: 2,
}
const data = {
  ...{ rowsRead: 2, rowsDropped: 0, dropped: [], inputs: 2, targets: 1, training: 2, validation: 0, test: 0 },
  ...{ inputNames: ['bill', 'mass'], targetNames: ['kind'], task: 'classification', classes: ['0', '1'] },
  classCounts: { training: [1, 1], validation: [0, 0], test: [0, 0] },
  filled: [{ column: 'bill', rule: 'mean', value: 43.9219, cells: 2 }],
  batchClamped: false,
}

beforeEach(async () => {
  document.body.innerHTML = '<div id="side-panel"></div>'
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  used.length = heard.length = 0
  gate = null
  const trainer = {
    run: shallowRef({ runId: 1, experiment, data } as unknown as OpenedRun),
    frame: shallowRef(null),
    error: shallowRef(null),
    silent: ref(false),
    readRows: async () => ({ ok: true, value: rows }),
    previewTable,
    describeData,
  } as unknown as Trainer
  const replaceData: ExperimentDraft['replaceData'] = async (chosen) => {
    used.push(chosen)
    return { ok: true, value: {} as OpenedRun }
  }
  stage = mount(DataStage, {
    attachTo: document.body,
    global: {
      plugins: [i18n],
      provide: {
        [trainerKey as symbol]: trainer,
        [draftKey as symbol]: {
          experiment: shallowRef(experiment),
          replaceData,
        } as unknown as ExperimentDraft,
        [tableInboxKey as symbol]: inbox,
      },
    },
  })
  await flushPromises()
})
afterEach(() => {
  stage.unmount()
  vi.useRealTimers()
})

const panel = () => document.querySelector('#side-panel')!
const panelText = () => panel().textContent!.replace(/\s+/g, ' ')
const settle = async () => {
  for (let k = 0; k < 6; k++) await flushPromises()
  vi.advanceTimersByTime(300)
  for (let k = 0; k < 6; k++) await flushPromises()
}
const press = async (root: ParentNode, text: string) => {
  const button = [...root.querySelectorAll<HTMLElement>('button')].find((one) =>
    one.textContent!.includes(text),
  )
  button!.click()
  await settle()
}
const choose = async (label: string, value: string) => {
  const select = [...document.querySelectorAll('select')].find(
    (one) => one.getAttribute('aria-label') === label,
  )!
  select.value = value
  select.dispatchEvent(new Event('change'))
  await settle()
}
const open = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
  inbox.waiting.value = { name, bytes }
  await settle()
}
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
    const { source } = used[0]!
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
  expect(panelText()).toContain('1 rows repeat an earlier row in every column. Rows 252')
  const list = stage.element.querySelector('[role=region][aria-label="Preview"]')!
  // Rows of 26 pixels in a list of 400: 22 and the space below them stand for the first 200.
  expect(list.querySelectorAll('tbody tr')).toHaveLength(23)
  expect(list.querySelector('table')!.getAttribute('aria-rowcount')).toBe('201')
  const link = panel().querySelector<HTMLElement>('[aria-label="Show row 252"]')!
  link.click()
  await settle()
  expect(stage.text()).toContain('Row 252 is beyond the rows shown here.')
  expect(list.querySelector('[data-row="253"]')).not.toBeNull()
})

it('a text that is not UTF-8 can be read in the encoding that a person chooses', async () => {
  await open('old.csv', Uint8Array.from([0x78, 0x2c, 0xc4, 0xbf, 0xb1, 0xea, 0x0a, 0x31, 0x2c, 0x32]))
  expect(stage.text()).toContain('row 1: expected text in UTF-8, found bytes that are not UTF-8')
  await choose('Encoding', 'gb18030')
  expect(stage.text()).toContain('目标')
  await press(panel(), 'Use this data')
  expect(used[0]!.source).toMatchObject({ encoding: 'gb18030', inputs: ['x'], target: '目标' })
})

it('a column of parts is found, takes the place of shares, and can be given back', async () => {
  await open('parts.csv', encodeText('a,y,set\n1,0,train\n2,1,train\n3,0,validation\n4,1,test\n'))
  expect(panelText()).toContain('The column set says which rows are for training')
  expect(panelText()).toContain('4 of 4 rows used')
  await press(panel(), 'Use this data')
  expect(used[0]!.split).toEqual({ validation: 0, test: 0, seed: 1, column: 'set' })
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
  expect(used[0]!.source).toMatchObject({
    kind: 'file',
    path: 'arrays.npz',
    inputs: ['x1', 'x2'],
    target: 'y1',
    arrays: { inputs: 'x', targets: 'z' },
  })
  expect(used[0]!.source).not.toHaveProperty('types')
})

it('images wait for their labels, which come by the same way', async () => {
  const images = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 9, 8, 7, 6, 5, 4, 3])
  await open('t10k-images-idx3-ubyte', images)
  expect(stage.text()).toContain('The file of the labels is missing.')
  await open('t10k-labels-idx1-ubyte', Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 4, 7, 2, 7, 2]))
  expect(panelText()).toContain('4 of 4 rows used')
  await press(panel(), 'Use this data')
  expect(used[0]!.source).toEqual({
    kind: 'idx',
    images: 't10k-images-idx3-ubyte',
    labels: 't10k-labels-idx1-ubyte',
  })
})

it('a reading shows how far it is, and stopping it ends the work and leaves the file', async () => {
  let release = (): void => undefined
  gate = new Promise((resolve) => (release = resolve))
  await open('long.csv', encodeText(`a,b,y\n${'1,2,3\n'.repeat(60_000)}`))
  expect(stage.find('progress').exists()).toBe(true)
  stage.get<HTMLElement>('.reading button').element.focus()
  await press(stage.element as HTMLElement, 'Stop reading')
  expect(stage.find('progress').exists()).toBe(false)
  expect(stage.text()).toContain('or paste a table')
  expect(document.activeElement!.textContent).toContain('Open a file…')
  release()
  await settle()
  expect(heard).toEqual([true, false])
})

it('the data in use is edited cell by cell, keeps its names, and says what was filled in', async () => {
  expect(panelText()).toContain('bill: 2 cells are now 43.922 (Mean of training)')
  const button = [...stage.element.querySelectorAll('button')].find((one) =>
    one.textContent!.includes('Edit cells'),
  )!
  button.focus()
  await press(stage.element as HTMLElement, 'Edit cells')
  expect(stage.element.contains(document.activeElement)).toBe(true)
  const cell = stage.get<HTMLInputElement>("[data-cell='1 0']")
  expect(cell.attributes('aria-label')).toBe('Row 2, bill')
  await cell.setValue('3.5')
  stage.findAll<HTMLElement>('.tools button')[3]!.element.focus()
  await press(stage.element as HTMLElement, 'Undo')
  expect(cell.element.value).toBe('3')
  // The button that was pressed is off now: nothing is left to undo.
  expect(document.activeElement!.getAttribute('data-cell')).toBe('0 0')
  await cell.trigger('keydown', { key: 'z', ctrlKey: true, shiftKey: true })
  expect(cell.element.value).toBe('3.5')
  await settle()
  await press(panel(), 'Use this data')
  expect(used[0]!.source).toEqual({
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
