/** The import as a person goes through it, with the reader of tables itself behind it: what the tests of it share. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { ref, shallowRef } from 'vue'
import { afterEach, beforeEach, vi } from 'vitest'
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
import type { Turns } from '../../../src-worker/data/work'
import { summarizeData } from '../../../src-worker/data/summarizeData'
import { createLabError } from '../../../src-worker/protocol/errors'
import type { Attachment, TableOptions } from '../../../src-worker/protocol/tables'
import type { OpenedRun, WorkProgress } from '../../../src-worker/protocol/trainerApi'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { Experiment, ExperimentInput } from '../../../src-worker/spec/experiment'
import { parseData } from '../../../src-worker/spec/parseExperiment'

type Data = ExperimentInput['data']

export const experiment = exampleExperiment as unknown as Experiment
const inbox = createTableInbox()
/** What a test looks at and steers; new for each. */
export const desk = {
  stage: null as unknown as VueWrapper,
  trainer: null as unknown as Trainer,
  replace: null as unknown as ExperimentDraft['replaceData'],
  /** Data that was used. */
  used: [] as Data[],
  /** Runs that were opened. */
  opens: 0,
  /** Set to hold the reading between two pieces. */
  gate: null as Promise<void> | null,
  /** What the listener answered, piece by piece. */
  heard: [] as boolean[],
}

/** Every piece takes 50 ms, and waits for the gate. */
function inPieces(progress: WorkProgress): Turns {
  let time = 0
  return {
    now: () => (time += 50),
    async progress(done, total) {
      const goesOn = await progress(done, total)
      await desk.gate
      desk.heard.push(goesOn)
      return goesOn
    },
  }
}

const describeData = async (data: Data, attachments: Attachment[], progress: WorkProgress = () => true) => {
  const parsed = parseData(data)
  if (!parsed.ok) return { ok: false, error: createLabError('invalidExperiment', '', '', parsed.error) }
  const prepared = await prepareDataInTurns(parsed.value, null, attachments, inPieces(progress))
  if (!prepared.ok) return prepared
  return { ok: true, value: { ...summarizeData(prepared.value), batchClamped: false } }
}

async function previewTable(
  bytes: Uint8Array<ArrayBuffer>,
  options: TableOptions,
  progress: WorkProgress = () => true,
) {
  return previewTableInTurns(bytes, options, inPieces(progress))
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

/** Puts a stage up before each test of the file, and down after it. */
export function useDesk(): void {
  beforeEach(async () => {
    document.body.innerHTML = '<div id="side-panel"></div>'
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    Object.assign(desk, { used: [], heard: [], gate: null, opens: 0 })
    desk.trainer = {
      run: shallowRef({ runId: 1, experiment, data } as unknown as OpenedRun),
      frame: shallowRef(null),
      error: shallowRef(null),
      silent: ref(false),
      readRows: async () => ({ ok: true, value: rows }),
      previewTable,
      describeData,
      open: async () => {
        desk.opens++
        return { ok: true, value: { runId: 2, experiment, data } as unknown as OpenedRun }
      },
    } as unknown as Trainer
    desk.replace = async (chosen) => {
      desk.used.push(chosen)
      return { ok: true, value: {} as OpenedRun }
    }
    desk.stage = mount(DataStage, {
      attachTo: document.body,
      global: {
        plugins: [i18n],
        provide: {
          [trainerKey as symbol]: desk.trainer,
          [draftKey as symbol]: {
            experiment: shallowRef(experiment),
            replaceData: (...chosen: Parameters<ExperimentDraft['replaceData']>) => desk.replace(...chosen),
          } as unknown as ExperimentDraft,
          [tableInboxKey as symbol]: inbox,
        },
      },
    })
    await flushPromises()
  })
  afterEach(() => {
    desk.stage.unmount()
    vi.useRealTimers()
  })
}

export const panel = () => document.querySelector('#side-panel')!
export const panelText = () => panel().textContent!.replace(/\s+/g, ' ')
export const settle = async () => {
  for (let k = 0; k < 6; k++) await flushPromises()
  vi.advanceTimersByTime(300)
  for (let k = 0; k < 6; k++) await flushPromises()
}
export const press = async (root: ParentNode, text: string) => {
  const button = [...root.querySelectorAll<HTMLElement>('button')].find((one) =>
    one.textContent!.includes(text),
  )
  button!.click()
  await settle()
}
export const choose = async (label: string, value: string) => {
  const select = [...document.querySelectorAll('select')].find(
    (one) => one.getAttribute('aria-label') === label,
  )!
  select.value = value
  select.dispatchEvent(new Event('change'))
  await settle()
}
export const open = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
  inbox.waiting.value = { name, bytes }
  await settle()
}
