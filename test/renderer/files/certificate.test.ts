// @vitest-environment happy-dom
/** The certificate's dialog over real runs: the code, the parts, and what differs, in words. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { afterEach, beforeEach, expect, it } from 'vitest'
import ExportMenu from '../../../src-renderer/src/files/ExportMenu.vue'
import { provideDocuments } from '../../../src-renderer/src/files/useDocuments'
import { hostKey, type Host } from '../../../src-renderer/src/host/Host'
import { i18n, speak } from '../../../src-renderer/src/i18n/i18n'
import { createExperimentDraft } from '../../../src-renderer/src/trainer/experimentDraft'
import { trainerKey } from '../../../src-renderer/src/trainer/trainer'
import type { TrainerClient } from '../../../src-renderer/src/trainer/trainerClient'
import { settle, startTrainer, spirals, take, train, withRate } from '../compare/runs/openRuns'
import { createExample } from '../trainer/fakeTrainerApi'

let window: VueWrapper
let trainer: TrainerClient
let chosen: { name: string; bytes: Uint8Array<ArrayBuffer> }
const saved: { name: string; text: string }[] = []
const host = {
  open: async () => ({ ok: true, value: { id: '1', ...chosen } }),
  saveAs: async (name: string, _mediaType: string, bytes: Uint8Array) => {
    saved.push({ name, text: new TextDecoder().decode(bytes) })
    return { ok: true, value: { id: '1', name } }
  },
} as unknown as Host

beforeEach(async () => {
  saved.length = 0
  trainer = startTrainer()
  take(await trainer.open(spirals, [], 'document'))
  await train(trainer, 2)
  const editor = createExperimentDraft(trainer, createExample())
  const Room = defineComponent({
    setup() {
      provideDocuments({ host, trainer, editor, openTable: () => Promise.resolve() })
      return () => h(ExportMenu)
    },
  })
  window = mount(Room, {
    attachTo: document.body,
    global: { plugins: [i18n], provide: { [trainerKey as symbol]: trainer, [hostKey as symbol]: host } },
  })
  await window.get('button.trigger').trigger('keydown', { key: 'ArrowDown' })
  await flushPromises()
  await window.findAll('[role=menuitem]').at(-1)!.trigger('click')
  await rest()
})
afterEach(() => {
  window.unmount()
  trainer.dispose()
  i18n.global.locale.value = 'en'
})

const status = (): string => window.get('dialog [role=status]').text()
/** Digests are computed elsewhere and take their time. */
async function rest(): Promise<void> {
  do await settle()
  while (status() === i18n.global.t('certificate.making'))
}
const press = async (label: string): Promise<void> => {
  await window
    .findAll('dialog button')
    .find((button) => button.text() === label)!
    .trigger('click')
  await rest()
}
async function compareWith(text: string): Promise<void> {
  await window.get('dialog textarea').setValue(text)
  await press(i18n.global.t('certificate.compare'))
}

it('shows the code and the seven parts, and saves both as JSON', async () => {
  const { code, updates } = take(await trainer.certify())
  expect(updates).toBe(8)
  expect(window.get('.code').text()).toBe(code)
  expect(window.findAll('tbody tr').map((row) => row.findAll('th, td').length)).toEqual(Array(7).fill(2))
  expect(window.findAll('tbody tr')[5]!.text()).toContain('8')
  await press('Save as JSON…')
  expect([saved[0]!.name, status()]).toEqual([
    'Spirals-certificate.json',
    'Spirals-certificate.json is written.',
  ])
  expect(JSON.parse(saved[0]!.text)).toEqual(take(await trainer.certify()))
})

it('names the first part in which the certificate of another run differs, and marks all in words', async () => {
  const other = startTrainer()
  take(await other.open(withRate(0.1), [], 'document'))
  await train(other, 2)
  await compareWith(JSON.stringify(take(await other.certify())))
  expect(status()).toBe('Another run. The first part that differs: Network and settings.')
  expect(window.findAll('td.verdict').map((cell) => cell.text())).toEqual([
    'equal',
    'differs',
    'equal',
    'equal',
    'equal',
    'equal',
    'differs',
  ])
  await speak('zh-CN')
  await flushPromises()
  expect(status()).toBe('不是同一次运行。最先不同的部分：网络与设置。')
  other.dispose()
})

it('knows the same run by its code and by its session', async () => {
  await compareWith(window.get('.code').text().toLowerCase())
  expect(status()).toBe('The same run: the codes are equal.')
  chosen = { name: 'mine.chainrule', bytes: take(await trainer.exportRun('session')).bytes }
  await press('Open a certificate or session…')
  expect(status()).toBe('The same run, in every part.')
})

it('says of what is no certificate what is wrong with it, and forgets the comparison before', async () => {
  await compareWith(window.get('.code').text())
  await compareWith('0000-0000')
  expect(window.get('dialog [role=alert]').text()).toMatch(/^No certificate: /)
  expect(status()).toBe('')
})
