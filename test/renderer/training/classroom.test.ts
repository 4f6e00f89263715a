// @vitest-environment happy-dom
/** An exercise in the window: its task, the sections it locks with the word why, and the same window without it. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { afterEach, expect, it } from 'vitest'
import CurrentData from '../../../src-renderer/src/data/CurrentData.vue'
import ExportMenu from '../../../src-renderer/src/files/ExportMenu.vue'
import { provideDocuments } from '../../../src-renderer/src/files/useDocuments'
import { hostKey, type Host } from '../../../src-renderer/src/host/Host'
import { i18n, speak } from '../../../src-renderer/src/i18n/i18n'
import { createExperimentDraft, editorKey } from '../../../src-renderer/src/trainer/experimentDraft'
import { trainerKey } from '../../../src-renderer/src/trainer/trainer'
import type { TrainerClient } from '../../../src-renderer/src/trainer/trainerClient'
import { useClassroom, type ClassroomRules } from '../../../src-renderer/src/trainer/useClassroom'
import ExperimentRail from '../../../src-renderer/src/training/ExperimentRail.vue'
import TaskCard from '../../../src-renderer/src/training/TaskCard.vue'
import type { Classroom } from '../../../src-worker/spec/classroom'
import { startTrainer, spirals, take } from '../compare/runs/openRuns'
import { createExample } from '../trainer/fakeTrainerApi'

let window: VueWrapper
let trainer: TrainerClient
let rules: ClassroomRules

async function open(classroom?: Classroom): Promise<void> {
  document.body.innerHTML = '<div id="side-panel"></div>'
  trainer = startTrainer()
  const editor = createExperimentDraft(trainer, createExample())
  const experiment = classroom === undefined ? spirals : { ...spirals, classroom }
  const run = take(await trainer.open(experiment, [], 'document'))
  const host = {} as Host
  const Room = defineComponent({
    setup() {
      provideDocuments({ host, trainer, editor, openTable: () => Promise.resolve() })
      rules = useClassroom()
      return () => [h(TaskCard), h(ExperimentRail), h(CurrentData, { run }), h(ExportMenu)]
    },
  })
  window = mount(Room, {
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
  await flushPromises()
}
afterEach(() => {
  window.unmount()
  trainer.dispose()
  i18n.global.locale.value = 'en'
})

const sections = ['data', 'network', 'training', 'stop', 'start'] as const
const listLocked = (): string[] =>
  sections.filter((name) => window.get(`fieldset[data-section=${name}]`).attributes('disabled') !== undefined)

async function listExports() {
  await window.get('button.trigger').trigger('keydown', { key: 'ArrowDown' })
  await flushPromises()
  return window.findAll('[role=menuitem]').map((item) => item.attributes('aria-disabled'))
}

it('shows the task with its line ends, foldable, in a region that the keyboard reaches', async () => {
  await open({ task: 'Find the rate\nat which it diverges.' })
  const card = window.get('details.task')
  expect((card.element as HTMLDetailsElement).open).toBe(true)
  expect(card.get('p').element.textContent).toBe('Find the rate\nat which it diverges.')
  expect(card.get('p').attributes('tabindex')).toBe('0')
  expect(listLocked()).toEqual([])
})

it('locks the sections it names, with a mark and the word why, in both languages', async () => {
  await open({ lock: ['network', 'start', 'data'] })
  expect(listLocked()).toEqual(['data', 'network', 'start'])
  const mark = window.get('[data-section=network] .lock')
  expect([mark.text(), mark.attributes('title')]).toEqual([
    'locked',
    'The exercise keeps these settings as they are.',
  ])
  expect(window.findAll('.current header button').map((one) => one.attributes('disabled'))).toEqual(['', ''])
  expect(window.get('.current .lock').text()).toBe('The exercise keeps its data as it is.')
  await speak('zh-CN')
  await flushPromises()
  expect(window.get('[data-section=network] .lock').text()).toBe('已锁定')
})

it('with exports locked offers the certificate alone', async () => {
  await open({ lock: ['exports'] })
  expect(await listExports()).toEqual([...Array(14).fill('true'), 'false'])
  expect(listLocked()).toEqual([])
})

it('hides the stages it names and no other', async () => {
  await open({ hide: ['compare', 'weights'] })
  const stages = ['data', 'network', 'backprop', 'weights', 'compare'] as const
  expect(stages.filter(rules.isShown)).toEqual(['data', 'network', 'backprop'])
})

it('without a classroom nothing is locked, hidden or said; another document takes the locks away', async () => {
  await open()
  expect([window.find('details.task').exists(), listLocked(), window.findAll('.lock').length]).toEqual([
    false,
    [],
    0,
  ])
  expect((await listExports()).every((disabled) => disabled === 'false')).toBe(true)
  take(await trainer.open({ ...spirals, classroom: { task: 'x', lock: ['stop'] } }, [], 'document'))
  await flushPromises()
  expect([window.find('details.task').exists(), listLocked()]).toEqual([true, ['stop']])
  take(await trainer.open(spirals, [], 'document'))
  await flushPromises()
  expect([window.find('details.task').exists(), listLocked()]).toEqual([false, []])
})

it('goes with the session, and is no part of the certificate', async () => {
  await open({ task: 'x', lock: ['data'] })
  const withTask = take(await trainer.certify())
  const { bytes } = take(await trainer.exportRun('session'))
  const reopened = take(await trainer.openSession(bytes, 'x.chainrule'))
  expect(reopened.experiment.classroom).toEqual({ task: 'x', lock: ['data'] })
  take(await trainer.open(spirals, [], 'document'))
  expect(take(await trainer.certify()).code).toBe(withTask.code)
})
