// @vitest-environment happy-dom
/** The export menu over a real run: every format of the table by keyboard, and what the file gave back in words. */
import { flushPromises, mount } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import ExportMenu from '../../../src-renderer/src/files/ExportMenu.vue'
import FileStrips from '../../../src-renderer/src/files/FileStrips.vue'
import { provideDocuments } from '../../../src-renderer/src/files/useDocuments'
import type { Recovery } from '../../../src-renderer/src/files/useRecovery'
import type { Host } from '../../../src-renderer/src/host/Host'
import { i18n, speak } from '../../../src-renderer/src/i18n/i18n'
import { createExperimentDraft } from '../../../src-renderer/src/trainer/experimentDraft'
import { trainerKey } from '../../../src-renderer/src/trainer/trainer'
import { exportFormatNames } from '../../../src-worker/protocol/exports'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { settle, spirals, startTrainer, take, train } from '../compare/runs/openRuns'
import { differenceOfTimes } from '../../worker/files/models/timeExperiments'
import { createExample } from '../trainer/fakeTrainerApi'

const saved: { name: string; mediaType: string; bytes: number }[] = []
const host = {
  saveAs: async (name: string, mediaType: string, bytes: Uint8Array) => {
    saved.push({ name, mediaType, bytes: bytes.length })
    return { ok: true, value: { id: '1', name } }
  },
} as unknown as Host

let window: Awaited<ReturnType<typeof open>>
async function open(experiment: ExperimentInput) {
  const trainer = startTrainer()
  const editor = createExperimentDraft(trainer, createExample())
  take(await trainer.open(experiment, [], 'document'))
  await train(trainer, 2)
  const recovery = { found: { value: null }, failure: { value: null } } as unknown as Recovery
  const Room = defineComponent({
    setup() {
      provideDocuments({ host, trainer, editor, openTable: () => Promise.resolve() })
      return () => [h(ExportMenu), h(FileStrips, { recovery })]
    },
  })
  return mount(Room, {
    attachTo: document.body,
    global: { plugins: [i18n], provide: { [trainerKey as symbol]: trainer } },
  })
}

beforeEach(async () => {
  saved.length = 0
  window = await open(spirals)
})
afterEach(() => {
  window.unmount()
  i18n.global.locale.value = 'en'
})

async function choose(from: typeof window, position: number): Promise<void> {
  await from.get('button.trigger').trigger('keydown', { key: 'ArrowDown' })
  await flushPromises()
  const before = saved.length
  await from.findAll('[role=menuitem]')[position]!.trigger('click')
  // Digests are computed elsewhere, and come when they come.
  await vi.waitFor(() => expect(saved).toHaveLength(before + 1), { timeout: 10_000 })
  await settle()
}

async function exportAs(position: number): Promise<string> {
  await choose(window, position)
  return window.find('[role=status]').text()
}

it('has all fourteen formats, each of which writes a file', async () => {
  for (let position = 0; position < exportFormatNames.length; position++) await exportAs(position)
  expect(saved.map(({ name }) => name)).toEqual([
    'Spirals-weights.json',
    'Spirals-weights-csv.zip',
    'Spirals-weights.npz',
    'Spirals-weights.safetensors',
    'Spirals.onnx',
    'Spirals-model.py',
    'Spirals-pytorch.zip',
    'Spirals-model.h',
    'Spirals-model.mjs',
    'Spirals-history.csv',
    'Spirals-history.npz',
    'Spirals.tfevents',
    'Spirals-cost.svg',
    'Spirals.chainrule',
  ])
  expect(saved.every(({ bytes }) => bytes > 300)).toBe(true)
})

it('says what the file gave back, in both languages: numbers, digests, axis titles', async () => {
  const onnx = exportFormatNames.indexOf('model-onnx')
  expect(await exportAs(onnx)).toMatch(
    /^Spirals\.onnx is written and read back: largest difference \d\.\d\de−\d+ over 40 rows\.$/,
  )
  expect(await exportAs(exportFormatNames.indexOf('cost-svg'))).toBe(
    'Spirals-cost.svg is written and read back: well-formed SVG, its axes titled “update” and “cost (half mean squared error)”.',
  )
  expect(await exportAs(exportFormatNames.indexOf('session'))).toMatch(
    /^Spirals\.chainrule is written and read back: the weights of 1 run are the same, SHA-256 [0-9a-f]{64}\.$/,
  )
  await speak('zh-CN')
  expect(await exportAs(onnx)).toMatch(
    /^已写入 Spirals\.onnx 并读回核对：40 行上的最大差异为 \d\.\d\de−\d+。$/,
  )
})

it('warns in both languages where the outputs differ by more than the form promises, until it is closed', async () => {
  const c = exportFormatNames.indexOf('model-c')
  const far = await open(differenceOfTimes)
  await choose(far, c)
  const strip = far.get('[role=alert]')
  expect(strip.text()).toMatch(
    /^Difference-model\.h is written, but it gives other outputs than the lab: read back, they differ by up to \d+\.\d over 40 rows; this form promises at most 0\.00234\.$/,
  )
  expect(strip.find('svg').exists()).toBe(true)
  await speak('zh-CN')
  await flushPromises()
  expect(far.get('[role=alert]').text()).toContain('而此格式应不超过 0.00234。')
  await far.get('[role=alert] button').trigger('click')
  expect(far.find('[role=alert]').exists()).toBe(false)
  far.unmount()
})
