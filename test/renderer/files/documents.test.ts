// @vitest-environment happy-dom
/** Documents over a real trainer: nothing unsaved goes unasked, and nothing that was asked is forgotten. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { defineComponent } from 'vue'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AutosaveSummary, MenuCommand } from '../../../src-renderer/src/files/hostTypes'
import { useAutosave } from '../../../src-renderer/src/files/useAutosave'
import { createDocuments, type Documents } from '../../../src-renderer/src/files/useDocuments'
import { useHostEvents } from '../../../src-renderer/src/files/useHostEvents'
import { createRecovery, type Recovery } from '../../../src-renderer/src/files/useRecovery'
import type { Host } from '../../../src-renderer/src/host/Host'
import { i18n } from '../../../src-renderer/src/i18n/i18n'
import {
  createExperimentDraft,
  type ExperimentEditor,
} from '../../../src-renderer/src/trainer/experimentDraft'
import type { TrainerClient } from '../../../src-renderer/src/trainer/trainerClient'
import { settle, spirals, startTrainer, take, train } from '../compare/runs/openRuns'
import { createExample } from '../trainer/fakeTrainerApi'

type Copy = AutosaveSummary & { bytes: Uint8Array<ArrayBuffer> }

let trainer: TrainerClient
let editor: ExperimentEditor
let documents: Documents
let recovery: Recovery
let room: VueWrapper
/** What lies in the folder of the recovery copies. */
let copies: Map<string, Copy>
/** What the desktop asks to open, its notices, and what holds a write up. */
let waiting: { id: string; name: string; bytes: Uint8Array<ArrayBuffer> }[]
let notify: () => void
let choose: (command: MenuCommand) => void
let held: Promise<void>
let writes: number
let done: MenuCommand[]

const ok = <Value>(value: Value) => Promise.resolve({ ok: true as const, value })

function createHost(): Host {
  const host: Partial<Host> = {
    takeFailure: () => ok(null),
    listAutosaves: () => ok([...copies.values()]),
    readAutosave: (slot) => ok(copies.get(slot) ?? null),
    discardAutosave: (slot) => ok(copies.delete(slot) ? null : null),
    async writeAutosave(summary, bytes) {
      writes++
      await held
      const saved = { ...summary, savedAt: 1 }
      copies.set(summary.slot, { ...saved, bytes })
      return { ok: true, value: saved }
    },
    takeOpenRequest: () => ok(waiting.shift() ?? null),
    saveAs: (name) => ok({ id: '1', name }),
    setTitleState: () => undefined,
    onOpenRequested: (listener) => ((notify = listener), () => undefined),
    onMenuCommand: (listener) => ((choose = listener), () => undefined),
    onSaveBeforeClose: () => () => undefined,
  }
  return host as Host
}

beforeEach(async () => {
  copies = new Map()
  waiting = []
  done = []
  writes = 0
  held = Promise.resolve()
  trainer = startTrainer()
  editor = createExperimentDraft(trainer, createExample())
  take(await trainer.open(spirals, [], 'document'))
  const host = createHost()
  const Room = defineComponent({
    setup() {
      documents = createDocuments({ host, trainer, editor, openTable: () => undefined })
      const slot = useAutosave({ host, trainer, editor, documents })
      recovery = createRecovery(host, documents, slot)
      const note = (name: MenuCommand) => () => void done.push(name)
      useHostEvents(host, editor, documents, { commands: note('commands'), preferences: note('preferences') })
      return () => null
    },
  })
  room = mount(Room, { global: { plugins: [i18n] } })
  await settle()
})
afterEach(() => {
  room.unmount()
  trainer.dispose()
})

const fileOf = (name: string) => ({
  id: name,
  name: `${name}.json`,
  bytes: new TextEncoder().encode(JSON.stringify({ ...spirals, name })),
})

async function leaveCopy(name: string): Promise<void> {
  const other = startTrainer()
  take(await other.open({ ...spirals, name }, [], 'document'))
  await train(other, 3)
  copies.set('w-0', { slot: 'w-0', name, update: 3, savedAt: 1, bytes: take(await other.copySession()) })
  other.dispose()
}

it('a recovery copy does not take the place of unsaved work unasked', async () => {
  await leaveCopy('Before')
  await recovery.look()
  await train(trainer, 2)
  await settle()
  const restoring = recovery.restore()
  await expect.poll(() => documents.question.value).toBe('unsaved')
  documents.answer('cancel')
  await restoring
  expect([trainer.run.value?.experiment.name, trainer.frame.value?.newest]).toEqual(['Spirals', 8])
  expect([recovery.found.value?.name, copies.has('w-0')]).toEqual(['Before', true])
  const again = recovery.restore()
  await expect.poll(() => documents.question.value).toBe('unsaved')
  documents.answer('no')
  await again
  expect([trainer.run.value?.experiment.name, trainer.run.value?.update]).toEqual(['Before', 12])
  expect([documents.unsaved.value, recovery.found.value, copies.has('w-0')]).toEqual([true, null, false])
  expect([...copies.values()].map(({ name, update }) => [name, update])).toEqual([['Before', 3]])
})

it('two documents that the desktop asks for come one after the other, each with its question', async () => {
  await train(trainer, 2)
  await settle()
  waiting.push(fileOf('First'))
  notify()
  await expect.poll(() => documents.question.value).toBe('unsaved')
  waiting.push(fileOf('Second'))
  notify()
  await settle()
  expect(waiting.length).toBe(1)
  documents.answer('no')
  await expect.poll(() => trainer.run.value?.experiment.name).toBe('Second')
  expect([waiting.length, documents.question.value]).toEqual([0, null])
})

it('a question that another one takes the place of counts as cancelled', async () => {
  await train(trainer, 2)
  await settle()
  const first = documents.openFile(fileOf('First'))
  await expect.poll(() => documents.question.value).toBe('unsaved')
  const second = documents.openFile(fileOf('Second'))
  await first
  expect([trainer.run.value?.experiment.name, documents.question.value]).toEqual(['Spirals', 'unsaved'])
  documents.answer('no')
  await second
  expect(trainer.run.value?.experiment.name).toBe('Second')
})

it('the menu opens nothing over a question', async () => {
  const dialog = document.body.appendChild(document.createElement('dialog'))
  dialog.setAttribute('open', '')
  choose('preferences')
  await train(trainer, 2)
  await settle()
  void documents.openFile(fileOf('First'))
  await expect.poll(() => documents.question.value).toBe('unsaved')
  choose('commands')
  documents.answer('cancel')
  dialog.remove()
  expect(done).toEqual(['preferences'])
})

it('no copy stays of what was saved while it was written', async () => {
  let go = (): void => undefined
  held = new Promise((settleHeld) => (go = settleHeld))
  await train(trainer, 2)
  await trainer.setNotes('Look.')
  await expect.poll(() => documents.unsaved.value).toBe(true)
  await expect.poll(() => writes, { timeout: 10_000 }).toBe(1)
  expect(await documents.save()).toBe(true)
  await settle()
  go()
  await settle()
  expect([documents.unsaved.value, copies.size]).toEqual([false, 0])
})

it('a file of no kind that the lab reads is refused in words that have a kind', async () => {
  await documents.openFile({ id: '9', name: 'notes.docx', bytes: new Uint8Array() })
  const { file, problems } = trainer.error.value!
  expect([file, problems[0]?.actual, problems[0]?.says?.expected?.kind]).toEqual([
    'notes.docx',
    'notes.docx',
    'oneOf',
  ])
})
