// @vitest-environment happy-dom
/** The list of runs by keyboard, over the real trainer: named, noted, deleted, brought back, opened, saved and added. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { runChoice } from '../../../../src-renderer/src/compare/runs/runChoice'
import RunsSection from '../../../../src-renderer/src/compare/runs/RunsSection.vue'
import { provideDocuments, type Documents } from '../../../../src-renderer/src/files/useDocuments'
import { hostKey, type Host } from '../../../../src-renderer/src/host/Host'
import { i18n } from '../../../../src-renderer/src/i18n/i18n'
import { editorKey, type ExperimentEditor } from '../../../../src-renderer/src/trainer/experimentDraft'
import { trainerKey } from '../../../../src-renderer/src/trainer/trainer'
import type { TrainerClient } from '../../../../src-renderer/src/trainer/trainerClient'
import { openThreeRuns, settle, startTrainer, take, train, waitUntil, withRate } from './openRuns'

const files: { name: string; bytes: Uint8Array<ArrayBuffer> }[] = []
const host = {
  saveAs: async (name: string, _: string, bytes: Uint8Array<ArrayBuffer>) => {
    files.push({ name, bytes })
    return { ok: true, value: { id: 'a', name } }
  },
  open: async () => ({ ok: true, value: { id: 'b', ...files.at(-1)! } }),
} as unknown as Host

let trainer: TrainerClient
let editor: ExperimentEditor
let documents: Documents
let list: VueWrapper

beforeEach(async () => {
  files.length = 0
  Object.assign(runChoice, { hidden: new Set(), baseline: null, deleted: null })
  ;({ trainer, editor } = await openThreeRuns())
  const Window = defineComponent({
    setup() {
      documents = provideDocuments({ host, trainer, editor, openTable: () => undefined })
      return () => h(RunsSection)
    },
  })
  list = mount(Window, {
    attachTo: document.body,
    global: {
      plugins: [i18n],
      provide: {
        [trainerKey as symbol]: trainer,
        [editorKey as symbol]: editor,
        [hostKey as symbol]: host,
      },
    },
  })
  await settle()
})
afterEach(() => {
  list.unmount()
  trainer.dispose()
  document.body.innerHTML = ''
})

const row = (number: number) => list.get(`[data-run='${number}']`)
/** What each row is called by a screen reader. */
const labels = (): (string | null)[] =>
  list.findAll('[data-cell=name]').map((cell) => cell.element.textContent)
const focused = (): string => {
  const cell = document.activeElement as HTMLElement
  return `${cell.closest<HTMLElement>('[data-run]')?.dataset['run']} ${cell.dataset['cell']}`
}
async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    const target = document.activeElement!
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    await settle()
  }
}
async function enter(number: number): Promise<void> {
  row(number).get<HTMLElement>('[data-cell=name]').element.focus()
  await press('Enter')
}
async function choose(number: number, item: string): Promise<void> {
  await enter(number)
  const found = list.findAll('[role=menuitem]').find((one) => one.text().startsWith(item))!
  await found.trigger('click')
  await settle()
}
async function type(selector: string, text: string, key: string, more: object = {}): Promise<void> {
  const field = list.get<HTMLInputElement>(selector)
  expect(document.activeElement).toBe(field.element)
  await field.setValue(text)
  await field.trigger('keydown', { key, ...more })
  await settle()
}

describe('the list of runs', () => {
  it('says of each its state and only what differs from the first', () => {
    expect(labels()).toEqual([
      'Run 1, done at epoch 10, baseline',
      'Run 2, done at epoch 10, learning rate 0.1',
      'Run 3, open, paused at epoch 3, learning rate 2',
    ])
    expect(list.text()).toContain('3 of 3 shown')
  })

  it('is one Tab stop, at the open run; arrows move over rows and cells and round the ends', async () => {
    const stops = list.findAll('[data-cell]').filter((cell) => cell.attributes('tabindex') === '0')
    expect(stops.map((cell) => cell.element.textContent)).toEqual([labels()[2]])
    ;(stops[0]!.element as HTMLElement).focus()
    await press('ArrowUp')
    expect(focused()).toBe('2 name')
    await press('ArrowLeft')
    expect(focused()).toBe('2 check')
    await press('ArrowDown', 'ArrowDown')
    expect(focused()).toBe('1 check')
    await press('End', 'ArrowRight')
    expect(focused()).toBe('3 name')
    expect(list.findAll("[data-cell][tabindex='0']")).toHaveLength(1)
  })

  it('counts what is shown', async () => {
    await row(2).get('[role=checkbox]').trigger('click')
    expect(row(2).get('[role=checkbox]').attributes('aria-checked')).toBe('false')
    expect(list.text()).toContain('2 of 3 shown')
    expect([...runChoice.hidden]).toEqual([2])
  })

  it('renames by F2 and gives the focus back; Escape leaves the name', async () => {
    row(2).get<HTMLElement>('[data-cell=name]').element.focus()
    await press('F2')
    await type('input', '  small rate ', 'Enter')
    expect(trainer.runs.value.map(({ name }) => name)).toEqual(['', 'small rate', ''])
    expect(labels()[1]).toMatch(/^small rate, done/)
    expect(focused()).toBe('2 name')
    await press('F2')
    await type('input', 'other', 'Escape')
    expect(trainer.runs.value[1]!.name).toBe('small rate')
    expect(focused()).toBe('2 name')
  })

  it('keeps a note of two lines, shown under the name', async () => {
    expect(await documents.save()).toBe(true)
    expect(documents.unsaved.value).toBe(false)
    await choose(1, 'Add a note…')
    await type('textarea', 'reference\nseed 1', 'Enter', { ctrlKey: true })
    expect(trainer.runs.value[0]!.note).toBe('reference\nseed 1')
    expect(row(1).get('.note').text()).toBe(', reference\nseed 1')
    expect(documents.unsaved.value).toBe(true)
  })

  it('measures against another baseline', async () => {
    await choose(2, 'Make baseline')
    expect(labels()).toEqual([
      'Run 1, done at epoch 10, learning rate 0.5',
      'Run 2, done at epoch 10, baseline',
      'Run 3, open, paused at epoch 3, learning rate 2',
    ])
  })

  it('deletes, moves the focus to the next row, and undoes: the same numbers are back', async () => {
    const before = take(await trainer.readRun(2)).history.cost
    await choose(2, 'Delete')
    expect(trainer.runs.value.map(({ number }) => number)).toEqual([1, 3])
    expect(focused()).toBe('3 name')
    expect(list.get('.notice').text()).toContain('Run 2 is deleted.')
    await list
      .findAll('.notice button')
      .find((button) => button.text() === 'Undo')!
      .trigger('click')
    await settle()
    expect(take(await trainer.readRun(2)).history.cost).toEqual(before)
    expect(list.find('.notice').exists()).toBe(false)
    expect(focused()).toBe('2 name')
  })

  it('brings back a deleted run also after another one was opened, and until another one is deleted', async () => {
    await choose(2, 'Delete')
    await choose(1, 'Open')
    expect(trainer.run.value!.number).toBe(1)
    expect(list.get('.notice').text()).toContain('Run 2 is deleted.')
    const press = async (name: string) => {
      const found = list
        .findAll<HTMLElement>('.notice button')
        .find((button) => [button.text(), button.attributes('aria-label')].includes(name))!
      found.element.focus()
      await found.trigger('click')
      await settle()
    }
    await press('Undo')
    expect(trainer.runs.value.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(focused()).toBe('2 name')
    await choose(2, 'Delete')
    await choose(3, 'Delete')
    expect(list.findAll('.notice').map((notice) => notice.text())).toEqual(['Run 3 is deleted.Undo'])
    await press('Close')
    expect(focused()).toBe('1 name')
    expect(list.find('.notice').exists()).toBe(false)
  })

  it('another document shows all its runs, offers no Undo for those of the one before, and has its own baseline', async () => {
    const { bytes } = take(await trainer.exportRun('session'))
    await row(1).get('[role=checkbox]').trigger('click')
    await choose(3, 'Make baseline')
    await choose(2, 'Delete')
    take(await trainer.reopenRun(1))
    await settle()
    expect([list.text().includes('1 of 2 shown'), runChoice.baseline]).toEqual([true, 3])
    take(await trainer.openSession(bytes, 'three.chainrule'))
    await settle()
    expect(list.text()).toContain('3 of 3 shown')
    expect(labels()[0]).toContain('baseline')
    expect(list.find('.notice').exists()).toBe(false)
  })

  it('a rate set at the end and Restart: the run left says 0.5, the next learning rate 3; so does a start weight', async () => {
    take(await trainer.open(withRate(0.5), [], 'document'))
    await train(trainer, 2)
    const { optimizer } = trainer.run.value!.experiment.training
    await trainer.change({ optimizer: { ...optimizer, learningRate: 3 } })
    await trainer.command('restart')
    await settle()
    expect(labels()).toEqual(['Run 1, paused at epoch 2, baseline', 'Run 2, open, ready, learning rate 3'])
    await train(trainer, 1)
    await trainer.setParameter({ layer: 2, kind: 'b', row: 0, column: 0, value: 9 })
    await trainer.command('restart')
    await trainer.setParameter({ layer: 1, kind: 'W', row: 0, column: 0, value: 3 })
    await settle()
    await waitUntil(() =>
      expect(labels().slice(1)).toEqual([
        'Run 2, paused at epoch 1, learning rate 3',
        'Run 3, open, ready, learning rate 3, start weights set by hand: W1[1, 1] 3',
      ]),
    )
  })

  it('does not delete the open run, and says why', async () => {
    row(3).get<HTMLElement>('[data-cell=name]').element.focus()
    await press('Delete')
    expect(trainer.runs.value).toHaveLength(3)
    expect(list.get('.notices').text()).toBe('Run 3 is open and cannot be deleted. Open another run first.')
    await enter(3)
    const item = list.findAll('[role=menuitem]').find((one) => one.text().startsWith('Delete'))!
    expect([item.attributes('aria-disabled'), item.text()]).toEqual(['true', 'Deleteit is open'])
    await press('Escape')
    expect(focused()).toBe('3 name')
  })

  it('opens another run where it stood; the one that is left stays', async () => {
    await choose(1, 'Open')
    expect(trainer.run.value).toMatchObject({ number: 1, update: 40 })
    expect(trainer.runs.value.map(({ number, open }) => [number, open])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ])
    expect(labels()[2]).toBe('Run 3, paused at epoch 3, learning rate 2')
  })

  it('asks before changes that wait for a new start are dropped', async () => {
    const editLayers = () =>
      editor.edit((e) => ({ ...e, network: { ...e.network, layers: [e.network.layers[1]!] } }))
    editLayers()
    await choose(1, 'Open')
    expect(trainer.run.value!.number).toBe(3)
    expect(list.get('dialog').text()).toContain('layers')
    const answer = (name: string) => list.findAll('dialog button').find((button) => button.text() === name)!
    await answer('Cancel').trigger('click')
    expect([editor.staged.value, trainer.run.value!.number]).toEqual([true, 3])
    await choose(1, 'Open')
    await answer('Drop and open').trigger('click')
    await settle()
    expect([editor.staged.value, trainer.run.value!.number]).toEqual([false, 1])
  })

  it('saves one run alone, which opens as the only run of another sitting', async () => {
    await choose(2, 'Save this run alone…')
    expect(documents.written.value).toBe('Spirals 2.chainrule')
    const other = startTrainer()
    take(await other.openSession(files[0]!.bytes, files[0]!.name))
    expect(other.runs.value).toHaveLength(1)
    const alone = take(await other.readRun(other.run.value!.number)).history.cost
    expect(alone).toEqual(take(await trainer.readRun(2)).history.cost)
    other.dispose()
  })

  it('adds the runs of a file with new numbers', async () => {
    const other = startTrainer()
    take(await other.open(withRate(0.9), [], 'document'))
    await train(other, 2)
    files.push({ name: 'other.chainrule', bytes: take(await other.exportRun('session')).bytes })
    other.dispose()
    await list
      .findAll('button')
      .find((button) => button.text() === 'Add runs from a file…')!
      .trigger('click')
    await settle()
    expect(labels()[3]).toBe('Run 4, paused at epoch 2, learning rate 0.9')
  })
})
