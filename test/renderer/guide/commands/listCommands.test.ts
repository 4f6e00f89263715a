// @vitest-environment happy-dom
/** The command list over a real run: what is in it, what can be done now, and that choosing does it. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { defineComponent, h, nextTick } from 'vue'
import { afterEach, expect, it, vi } from 'vitest'
import CommandList from '../../../../src-renderer/src/guide/commands/CommandList.vue'
import type { Command, Say } from '../../../../src-renderer/src/guide/commands/command'
import { galleryEntries } from '../../../../src-renderer/src/guide/galleryEntries'
import { topicGroups } from '../../../../src-renderer/src/guide/help/topics'
import {
  keylessActions,
  windowShortcuts,
  type WindowCommand,
} from '../../../../src-renderer/src/guide/shortcuts'
import type { Documents } from '../../../../src-renderer/src/files/useDocuments'
import type { Host } from '../../../../src-renderer/src/host/Host'
import { i18n, speak } from '../../../../src-renderer/src/i18n/i18n'
import { loadGuideTexts } from '../../../../src-renderer/src/i18n/loadGuideTexts'
import { listCommands, type CommandParts } from '../../../../src-renderer/src/listCommands'
import { useSettings } from '../../../../src-renderer/src/settings/useSettings'
import { useTransport } from '../../../../src-renderer/src/timeline/useTransport'
import { createExperimentDraft, editorKey } from '../../../../src-renderer/src/trainer/experimentDraft'
import { trainerKey } from '../../../../src-renderer/src/trainer/trainer'
import type { TrainerClient } from '../../../../src-renderer/src/trainer/trainerClient'
import { useClassroom } from '../../../../src-renderer/src/trainer/useClassroom'
import { words } from '../../../../src-main/words'
import { exportFormatNames } from '../../../../src-worker/protocol/exports'
import type { Classroom } from '../../../../src-worker/spec/classroom'
import { settle, spirals, startTrainer, take, train } from '../../compare/runs/openRuns'
import { createExample } from '../../trainer/fakeTrainerApi'

let room: VueWrapper
let trainer: TrainerClient
let parts: CommandParts
let done: string[]
const all = [...Object.keys(windowShortcuts), ...keylessActions] as WindowCommand[]
const say: Say = (key, values = {}) => i18n.global.t(key, values)

async function open(classroom?: Classroom): Promise<readonly Command[]> {
  await loadGuideTexts()
  done = []
  const note = (name: string) => () => void done.push(name)
  trainer = startTrainer()
  const editor = createExperimentDraft(trainer, createExample())
  take(await trainer.open(classroom === undefined ? spirals : { ...spirals, classroom }, [], 'document'))
  const host = {
    listRecent: async () => ({ ok: true, value: [{ id: '7', name: 'iris.chainrule', openedAt: 0 }] }),
  } as unknown as Host
  const documents = {
    openRecent: (id: string) => Promise.resolve(done.push(`recent ${id}`)),
    exportAs: (format: string) => Promise.resolve(done.push(`export ${format}`)),
  } as unknown as Documents
  const Room = defineComponent({
    setup() {
      parts = {
        ...{ host, trainer, editor, documents },
        t: i18n.global.t as CommandParts['t'],
        transport: useTransport(),
        classroom: useClassroom(),
        actions: Object.fromEntries(all.map((name) => [name, note(name)])) as CommandParts['actions'],
        openFromGallery: async ({ name }, stage) => done.push(`${name} ${stage}`) > 0,
        openSection: (name) => void done.push(`section ${name}`),
        showTopic: (topic) => void done.push(`topic ${topic}`),
        startTour: note('tour'),
        rename: note('rename'),
        showNotes: note('notes'),
        importWeights: note('weights'),
        certify: note('certificate'),
      }
      return () => h(CommandList, { load: () => listCommands(parts), onClose: note('close') })
    },
  })
  room = mount(Room, {
    attachTo: document.body,
    global: {
      plugins: [i18n],
      provide: { [trainerKey as symbol]: trainer, [editorKey as symbol]: editor },
    },
  })
  await settle()
  return listCommands(parts)
}
afterEach(() => {
  room.unmount()
  trainer.dispose()
  i18n.global.locale.value = 'en'
  vi.restoreAllMocks()
})

const input = () => room.get<HTMLInputElement>('[role=combobox]')
const options = () => room.findAll('[role=option]')
const titles = (): string[] => options().map((option) => option.get('.title').text())
const active = () => room.get(`[id="${input().attributes('aria-activedescendant')}"]`)
const press = (key: string) => input().trigger('keydown', { key })
const reasonsOf = (commands: readonly Command[]): Record<string, string> =>
  Object.fromEntries(commands.flatMap(({ id, reason }) => (reason?.() ? [[id, reason()!]] : [])))

it('has every action of the window and every command of the desktop’s menu, but for itself', async () => {
  const ids = (await open()).map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(all.filter((name) => !ids.includes(name))).toEqual(['commands'])
  expect(Object.keys(words.en.commands).filter((name) => !ids.includes(name))).toEqual(['commands'])
})

it('has every export, gallery experiment, help topic, section, recent file, theme and language', async () => {
  const ids = (await open()).map(({ id }) => id)
  const expected = [
    ...exportFormatNames.map((name) => `export ${name}`),
    ...galleryEntries.map(({ name }) => `gallery ${name}`),
    ...Object.values(topicGroups)
      .flat()
      .filter((topic) => topic !== 'keys')
      .map((topic) => `help ${topic}`),
    ...['data', 'network', 'training', 'stop', 'start'].map((name) => `section ${name}`),
    ...['light', 'dark', 'system'].map((name) => `theme ${name}`),
    ...['en', 'zh-CN', 'system'].map((name) => `language ${name}`),
    ...[
      'recent 7',
      'notation io',
      'notation za',
      'fractions',
      'certificate',
      'notes',
      'importWeights',
      'tour',
    ],
  ]
  expect(expected.filter((id) => !ids.includes(id))).toEqual([])
  expect(ids.length).toBe(expected.length + all.length - 1 + 1)
})

it('titles all of them in both languages, no two of a group alike', async () => {
  const commands = await open()
  for (const locale of ['en', 'zh-CN'] as const) {
    await speak(locale)
    const texts = commands.map(({ title, group }) => `${say(`helpList.groups.${group}`)}: ${title(say)}`)
    expect(texts.filter((text) => /\w\.\w+\.\w/.test(text))).toEqual([])
    expect(texts.filter((text, k) => texts.indexOf(text) !== k)).toEqual([])
  }
})

it('says why a command does nothing now', async () => {
  expect(reasonsOf(await open())).toEqual({
    ...{ back: 'atStart', backOther: 'atStart', newest: 'newest', branch: 'newest' },
    ...{ undo: 'nothing', redo: 'nothing' },
  })
  await train(trainer, 3)
  await trainer.seek(1)
  await settle()
  expect(reasonsOf(await listCommands(parts))).toEqual({ undo: 'nothing', redo: 'nothing' })
  parts.editor.edit((e) => ({ ...e, training: { ...e.training, seed: 99 } }))
  const commands = await listCommands(parts)
  expect(reasonsOf(commands)).toEqual({ redo: 'nothing', branch: 'staged' })
  expect(commands.find(({ id }) => id === 'undo')!.title(say)).toBe('Undo: seed')
})

it('respects what an exercise locks and hides', async () => {
  const reasons = reasonsOf(await open({ lock: ['exports', 'start'], hide: ['compare', 'data'] }))
  expect(reasons).toMatchObject({
    ...{ showCompare: 'hidden', showData: 'hidden', openData: 'hidden' },
    ...{ export: 'locked', importWeights: 'locked', 'export model-onnx': 'locked' },
  })
  expect(Object.keys(reasons).filter((id) => id.startsWith('export '))).toHaveLength(14)
  expect([reasons['certificate'], reasons['showNetwork']]).toEqual([undefined, undefined])
})

it('bookmarks and other runs are in it', async () => {
  await open()
  await train(trainer, 3)
  await trainer.setBookmarks([{ update: 2, note: 'the knee' }])
  take(await trainer.open({ ...spirals, name: 'Other' }, []))
  await settle()
  const ids = (await listCommands(parts)).map(({ id }) => id)
  expect(ids).toContain('run 1')
  await trainer.setBookmarks([{ update: 0, note: 'before' }])
  const bookmark = (await listCommands(parts)).find(({ id }) => id === 'bookmark 0')!
  expect(bookmark.title(say)).toBe('before')
})

it('opens no run that an exercise locks, nor one over changes that wait; an undo that is locked says so', async () => {
  await open({ lock: ['training'] })
  await train(trainer, 2)
  await trainer.command('restart')
  await train(trainer, 3)
  await settle()
  const reasonOf = async (id: string) =>
    (await listCommands(parts)).find((command) => command.id === id)!.reason?.() ?? null
  expect(await reasonOf('run 1')).toBeNull()
  parts.editor.edit((e) => ({
    ...e,
    network: { ...e.network, initialization: { kind: 'constant', value: 0.5, bias: 0 } },
  }))
  expect(await reasonOf('run 1')).toBe('staged')
  expect(await reasonOf('undo')).toBeNull()
  parts.editor.undo()
  await trainer.change({ l2: 0.25 })
  await settle()
  expect(await reasonOf('run 1')).toBe('locked')
  parts.editor.edit((e) => ({ ...e, training: { ...e.training, l1: 0.5 } }))
  expect(await reasonOf('undo')).toBe('locked')
})

it('is a combobox: words filter, arrows move round, Enter does it after the list has closed', async () => {
  await open()
  expect(active().get('.title').text()).toBe('Run or pause')
  await input().setValue('csv weights')
  expect(titles()).toEqual(['Weights, CSV'])
  expect(active().attributes('aria-selected')).toBe('true')
  expect(room.get('[role=status]').text()).toBe('1 command')
  await input().setValue('gallery')
  expect(options().length).toBe(galleryEntries.length + 1)
  await press('ArrowUp')
  expect(active().element).toBe(options().at(-1)!.element)
  await press('ArrowDown')
  await press('ArrowDown')
  expect(options().findIndex((one) => one.attributes('aria-selected') === 'true')).toBe(1)
  await input().setValue('xor sym')
  await press('Enter')
  await nextTick()
  expect(done).toEqual(['close', 'xor-symmetry.json network'])
})

it('does nothing for a command that cannot be done, nor for words that fit none', async () => {
  await open()
  await input().setValue('branch from')
  expect(active().attributes('aria-disabled')).toBe('true')
  expect(active().text()).toContain('the newest moment is shown')
  await press('Enter')
  await input().setValue('zzz')
  expect(input().attributes('aria-activedescendant')).toBeUndefined()
  expect(room.get('[role=status]').text()).toBe('No command has these words.')
  await press('Enter')
  await flushPromises()
  expect(done).toEqual([])
})

it('in Chinese is found by Chinese and by English words, with the choice in force marked', async () => {
  await speak('zh-CN')
  await open()
  await input().setValue('dark theme')
  expect(titles()).toEqual(['主题：深色'])
  await input().setValue('主题')
  const marked = options().filter((option) => option.find('.checked').exists())
  expect(marked.map((option) => option.get('.title').text())).toEqual(['主题：跟随系统'])
  await press('ArrowDown')
  await press('Enter')
  await nextTick()
  const { theme } = useSettings()
  expect(theme.value).toBe('dark')
  theme.value = 'system'
})

it('an Enter that ends what an input method composes chooses nothing', async () => {
  await open()
  await input().trigger('keydown', { key: 'Enter', isComposing: true })
  await flushPromises()
  expect(done).toEqual([])
})
