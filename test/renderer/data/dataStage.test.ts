// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { ref, shallowRef } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import DataStage from '../../../src-renderer/src/data/DataStage.vue'
import { i18n } from '../../../src-renderer/src/i18n/i18n'
import { createTableInbox, tableInboxKey } from '../../../src-renderer/src/trainer/openTable'
import {
  draftKey,
  trainerKey,
  type ExperimentDraft,
  type Trainer,
} from '../../../src-renderer/src/trainer/trainer'
import type { DataSummary, TablePreview } from '../../../src-worker/protocol/tables'
import type { OpenedRun } from '../../../src-worker/protocol/trainerApi'
import type { Experiment } from '../../../src-worker/spec/experiment'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'

const experiment = exampleExperiment as unknown as Experiment
const summary: DataSummary = {
  rowsRead: 5,
  rowsDropped: 1,
  dropped: [{ row: 3, column: 'b' }],
  inputs: 2,
  targets: 1,
  training: 4,
  validation: 0,
  test: 0,
  inputNames: ['x1', 'x2'],
  targetNames: ['y1'],
  task: 'classification',
  classes: ['no', 'yes'],
  classCounts: { training: [3, 1], validation: [0, 0], test: [0, 0] },
  batchClamped: false,
}
const preview: TablePreview = {
  form: 'text',
  arrays: null,
  targets: null,
  notable: { count: 1, rows: [{ row: 2, cells: ['1,5', ''] }] },
  duplicates: { count: 0, rows: [] },
  faultCount: 1,
  remarks: [],
  rows: 2,
  bytes: 20,
  encoding: 'utf-8',
  delimiter: ';',
  decimal: ',',
  header: true,
  columns: ['a', 'b'].map((name) => ({
    name,
    type: 'number' as const,
    missing: 1,
    distinct: 2,
    minimum: 0,
    maximum: 1,
    mean: 0.5,
    standardDeviation: 0.5,
    outliers: { count: 0, rows: [] },
    values: [],
  })),
  head: [{ row: 2, cells: ['1,5', ''] }],
  faults: [{ row: 3, column: 'b', expected: 'a number', actual: '"q"' }],
}
const inputs = { rows: 1, columns: 2, values: Float64Array.of(0, 1) }
const targets = { rows: 1, columns: 1, values: Float64Array.of(1) }

const replaceData = vi.fn<ExperimentDraft['replaceData']>()
const describeData = vi.fn(async () => ({ ok: true as const, value: summary }))
const inbox = createTableInbox()
let stage: ReturnType<typeof mountStage>

function mountStage() {
  const trainer = {
    run: shallowRef({ runId: 1, experiment, data: summary } as OpenedRun),
    frame: shallowRef(null),
    error: shallowRef(null),
    silent: ref(false),
    readRows: async () => ({
      ok: true,
      value: { inputs, targets, part: Uint8Array.of(0), sourceRows: null, rows: 1 },
    }),
    previewTable: async () => ({ ok: true, value: preview }),
    describeData,
  } as unknown as Trainer
  const draft = { experiment: shallowRef(experiment), replaceData } as unknown as ExperimentDraft
  return mount(DataStage, {
    attachTo: document.body,
    global: {
      plugins: [i18n],
      provide: {
        [trainerKey as symbol]: trainer,
        [draftKey as symbol]: draft,
        [tableInboxKey as symbol]: inbox,
      },
    },
  })
}

beforeEach(async () => {
  document.body.innerHTML = '<div id="side-panel"></div>'
  replaceData.mockReset()
  stage = mountStage()
  await flushPromises()
})
afterEach(() => stage.unmount())

const panel = () => document.querySelector('#side-panel')!
const press = async (root: { querySelectorAll: Element['querySelectorAll'] }, text: string) => {
  const buttons = [...root.querySelectorAll<HTMLElement>('button')]
  buttons.find((button) => button.textContent!.includes(text))!.click()
  await flushPromises()
}

it('shows source, classes by part, rows, and why a row was dropped', () => {
  expect(stage.text()).toContain('Typed table, 4 rows')
  expect(stage.text()).toContain('Row 3: b is missing')
  expect(panel().textContent).toContain('yes')
  expect(panel().textContent).toContain('4 of 5 rows used')
})

it('a table on its way goes with the document it was for', async () => {
  inbox.waiting.value = { name: 'a.csv', bytes: new TextEncoder().encode('a,b\n1,5\n') }
  await flushPromises()
  expect(stage.text()).toContain('a.csv')
  inbox.documents.value++
  await flushPromises()
  expect(stage.text()).not.toContain('a.csv')
  expect(stage.text()).toContain('Typed table, 4 rows')
})

it('a refused set keeps the panel open with place, expected and found', async () => {
  replaceData.mockResolvedValue({
    ok: false,
    error: {
      code: 'invalidData',
      message: 'bad',
      file: '',
      problems: [{ path: 'data.split', expected: 'rows for training', actual: '0' }],
    },
  })
  await press(stage.element, 'Change data')
  await press(panel(), 'Use this data')
  expect(replaceData.mock.calls[0]![0].source).toMatchObject({ kind: 'generator', name: 'spirals' })
  expect(panel().textContent).toContain('data.split: expected rows for training, found 0')
})

it('data that is taken closes the change', async () => {
  replaceData.mockResolvedValue({ ok: true, value: {} as OpenedRun })
  await press(stage.element, 'Change data')
  await press(panel(), 'Use this data')
  expect(stage.text()).toContain('Data in use')
})

it('a typed cell that is no number is marked and cannot be used', async () => {
  await press(stage.element, 'Change data')
  await press(stage.element, 'Type a table')
  const cell = stage.get("[data-cell='1 1']")
  await cell.setValue('one')
  await flushPromises()
  expect(cell.attributes('aria-invalid')).toBe('true')
  const use = [...panel().querySelectorAll('button')].find((b) => b.textContent!.includes('Use this data'))!
  expect(use.disabled).toBe(true)
  await cell.setValue('1')
  await flushPromises()
  expect(use.disabled).toBe(false)
})

it('a table that waits in the inbox opens its import, with faults by row and column', async () => {
  inbox.waiting.value = { name: 'own.csv', bytes: Uint8Array.of(1) }
  await flushPromises()
  expect(inbox.waiting.value).toBeNull()
  expect(stage.text()).toContain('own.csv')
  expect(stage.text()).toContain('Row 3, b: expected a number, found "q"')
})
