// @vitest-environment happy-dom
/** The file menu's way to start weights, over a real trainer: what a file has, in words, and the run that begins with it. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import FileMenu from '../../../src-renderer/src/files/FileMenu.vue'
import { provideDocuments, type Documents } from '../../../src-renderer/src/files/useDocuments'
import { hostKey, type Host } from '../../../src-renderer/src/host/Host'
import { i18n, speak } from '../../../src-renderer/src/i18n/i18n'
import {
  createExperimentDraft,
  editorKey,
  type ExperimentEditor,
} from '../../../src-renderer/src/trainer/experimentDraft'
import { trainerKey } from '../../../src-renderer/src/trainer/trainer'
import type { TrainerClient } from '../../../src-renderer/src/trainer/trainerClient'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import {
  joinSafetensors,
  layersOf,
  S,
  seeds,
  ST,
  torch,
  W1,
  W2,
  withLayers,
  writeNpzByHand,
  writeSafetensorsByHand,
} from '../../worker/session/weightFiles'
import { settle, startTrainer, take, train } from '../compare/runs/openRuns'
import { createExample } from '../trainer/fakeTrainerApi'

let window: VueWrapper
let trainer: TrainerClient
let editor: ExperimentEditor
let documents: Documents
let chosen: { name: string; bytes: Uint8Array<ArrayBuffer> } | null
const kinds: string[][] = []

const host = {
  platform: 'linux',
  listRecent: async () => ({ ok: true, value: [] }),
  open: async (asked: string[]) => {
    kinds.push(asked)
    return { ok: true, value: chosen && { id: '1', ...chosen } }
  },
} as unknown as Host

beforeEach(async () => {
  kinds.length = 0
  trainer = startTrainer()
  editor = createExperimentDraft(trainer, createExample())
  const Room = defineComponent({
    setup() {
      documents = provideDocuments({ host, trainer, editor, openTable: () => Promise.resolve() })
      return () => h(FileMenu)
    },
  })
  take(await trainer.open(exampleExperiment, [], 'document'))
  window = mount(Room, {
    attachTo: document.body,
    global: {
      plugins: [i18n],
      provide: {
        [hostKey as symbol]: host,
        [trainerKey as symbol]: trainer,
        [editorKey as symbol]: editor,
      },
    },
  })
})
afterEach(() => {
  window.unmount()
  trainer.dispose()
  i18n.global.locale.value = 'en'
})

async function importFile(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  chosen = { name, bytes }
  await window.get('button.trigger').trigger('keydown', { key: 'ArrowDown' })
  await flushPromises()
  const items = window.findAll('[role=menuitem]')
  await items.find((item) => item.text() === i18n.global.t('weightsIn.menu'))!.trigger('click')
  await settle()
}

const cells = () =>
  window.findAll('tbody tr').map((row) => row.findAll('td').map((cell) => cell.text().replace(/\s+/g, ' ')))
const button = (label: string) => window.findAll('button').find((one) => one.text() === label)!
const status = () => window.get('[role=status]').text()

describe('a file of PyTorch', () => {
  beforeEach(() => importFile('net.safetensors', writeSafetensorsByHand(torch)))

  it('is shown layer by layer, with its orientation and how it is known', () => {
    expect(kinds).toEqual([['weights']])
    expect(window.get('dialog h2').text()).toBe('Start weights from net.safetensors')
    expect(cells()).toEqual([
      ['0.weight + 0.bias', '[3, 2]', '[2, 3]', '[out, in] by its shape', 'fits'],
      ['2.weight + 2.bias', '[1, 3]', '[3, 1]', '[out, in] by its shape', 'fits'],
    ])
    expect(status()).toBe('All layers fit the open network.')
  })

  it('begins a run with its weights; the run before stays in the list', async () => {
    await train(trainer, 2)
    await button('Use as start weights').trigger('click')
    await settle()
    expect(window.find('dialog').exists()).toBe(false)
    expect(trainer.run.value).toMatchObject({ number: 2, update: 0 })
    expect(trainer.run.value?.experiment.network.initialization).toEqual({ kind: 'explicit', ...seeds })
    expect(trainer.runs.value.map(({ number, update }) => [number, update])).toEqual([
      [1, 2],
      [2, 0],
    ])
    expect([editor.staged.value, documents.unsaved.value]).toEqual([false, true])
    await trainer.setInterest({ weights: true })
    await settle()
    expect(Array.from(trainer.frame.value!.weights![0]!.weights)).toEqual(seeds.weights[0]!.flat())
  })

  it('against a chosen orientation does not fit, and is told so', async () => {
    await window.get('select').setValue('in-out')
    await settle()
    expect(status()).toBe('2 things do not fit.')
    expect(window.findAll('[role=alert] li').map((item) => item.text())).toEqual([
      'layer 1: 0.weight: expected [2, 3] as [in, out], found [3, 2]',
      'layer 2: 2.weight: expected [3, 1] as [in, out], found [1, 3]',
    ])
    expect(button('Use as start weights').attributes('disabled')).toBeDefined()
  })

  it('waits while other changes wait for a restart', async () => {
    editor.edit((experiment) => ({
      ...experiment,
      network: { ...experiment.network, initialization: { kind: 'heNormal', seed: 9, bias: 0 } },
    }))
    await flushPromises()
    expect(window.get('.staged').text()).toBe(
      'Other changes wait for a restart: apply or discard them first.',
    )
    expect(button('Use as start weights').attributes('disabled')).toBeDefined()
  })

  it('speaks Chinese too', async () => {
    await speak('zh-CN')
    await flushPromises()
    expect(status()).toBe('所有层都与当前网络相符。')
    expect(cells()[0]).toEqual(['0.weight + 0.bias', '[3, 2]', '[2, 3]', '[out, in] 由形状得知', '相符'])
  })
})

const square: ExperimentInput = {
  ...exampleExperiment,
  data: { source: { kind: 'inline', inputs: [[0, 1]], targets: [[1, 0]] } },
  network: { layers: [{ units: 2 }] },
}

it('a square matrix asks how it lies, and is used as the person says', async () => {
  take(await trainer.open(square, [], 'document'))
  const matrix = [
    [1, 2],
    [3, 4],
  ]
  await importFile('w.npz', writeNpzByHand({ 'fc.weight': matrix }))
  expect(status()).toBe('A square matrix can lie either way, and nothing says which: choose.')
  expect(cells()).toEqual([
    ['fc.weight + biases of zero', '[2, 2]', '[2, 2]', 'open square: choose below', 'not known how it lies'],
  ])
  expect(button('Use as start weights').attributes('disabled')).toBeDefined()
  await window.get('select').setValue('out-in')
  await settle()
  await button('Use as start weights').trigger('click')
  await settle()
  expect(trainer.run.value?.experiment.network.initialization).toMatchObject({
    weights: [
      [
        [1, 3],
        [2, 4],
      ],
    ],
    biases: [[0, 0]],
  })
})

it('a file that holds no weights is refused by name, and another one can be chosen', async () => {
  const header = { w: { dtype: 'I64', shape: [1], data_offsets: [0, 8] } }
  await importFile('ids.safetensors', joinSafetensors(header, new Uint8Array(8)))
  expect(window.get('[role=alert]').text()).toContain('w: dtype: expected F32 or F64 or F16 or BF16')
  expect(window.find('table').exists()).toBe(false)
  chosen = { name: 'net.safetensors', bytes: writeSafetensorsByHand(torch) }
  await button('Another file…').trigger('click')
  await settle()
  expect(status()).toBe('All layers fit the open network.')
})

describe('layers of one shape whose names carry no numbers', () => {
  const tensors = { 'in.kernel': W1, 'hidden.kernel': S, 'decoder.kernel': ST, 'out.kernel': W2 }

  it('are told to fit in another order too, which can be chosen', async () => {
    take(await trainer.open(withLayers(layersOf([3, 3, 3, 1], false)), [], 'document'))
    await importFile('net.npz', writeNpzByHand(tensors))
    const names = () => cells().map(([name]) => name)
    expect(names()).toEqual(Object.keys(tensors))
    expect(window.findAll('.notes li').map((item) => item.text())).toEqual([
      'The layers are taken in the order of the file.',
      'The layers fit in another order too, and no number in their names decides: compare the names, or choose below.',
    ])
    const select = window.get('select[aria-label="Order of the layers"]')
    expect(select.findAll('option').map((option) => option.text())).toEqual([
      'in.kernel → hidden.kernel → decoder.kernel → out.kernel',
      'in.kernel → decoder.kernel → hidden.kernel → out.kernel',
    ])
    await select.setValue('1')
    await settle()
    expect(names()).toEqual(['in.kernel', 'decoder.kernel', 'hidden.kernel', 'out.kernel'])
    await button('Use as start weights').trigger('click')
    await settle()
    expect(trainer.run.value?.experiment.network.initialization).toMatchObject({ weights: [W1, ST, S, W2] })
  })

  it('with one order that fits have nothing to choose', async () => {
    await importFile('net.npz', writeNpzByHand({ 'one.weight': W1, 'other.weight': W2 }))
    expect(window.findAll('select')).toHaveLength(1)
    expect(window.find('.notes').text()).toBe('The layers are taken in the order of the file.')
  })
})
