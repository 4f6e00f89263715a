// @vitest-environment happy-dom
/** The gallery as it is seen: twelve cards, and what choosing one hands over is a file that the lab opens. */
import { mount } from '@vue/test-utils'
import { beforeAll, expect, it } from 'vitest'
import { readExperimentFile } from '../../../src-renderer/src/files/readExperimentFile'
import GalleryDialog from '../../../src-renderer/src/guide/GalleryDialog.vue'
import type { GalleryFile } from '../../../src-renderer/src/guide/openGalleryFile'
import { i18n, speak } from '../../../src-renderer/src/i18n/i18n'
import { loadGuideTexts } from '../../../src-renderer/src/i18n/loadGuideTexts'
import { settle } from '../backprop/openStage'
import { readExperiment } from './runExperiment'

beforeAll(loadGuideTexts)

function mountGallery(answer: boolean) {
  const opened: { file: GalleryFile; stage: string }[] = []
  const open = async (file: GalleryFile, stage: string) => {
    opened.push({ file, stage })
    return answer
  }
  const gallery = mount(GalleryDialog, {
    attachTo: document.body,
    global: { plugins: [i18n] },
    props: { open },
  })
  return { gallery, opened }
}

it('has twelve cards, each with a name, what to watch, and sizes', () => {
  const { gallery } = mountGallery(true)
  const cards = gallery.findAll('.card')
  expect(cards).toHaveLength(12)
  const digits = cards.find((card) => card.get('button').text() === 'Digits')!
  expect(digits.get('.size').text()).toBe('1,797 rows · 64-128-64-10')
  const described = digits.get('button').attributes('aria-describedby')!.split(' ')
  expect(described.map((id) => document.getElementById(id)!.textContent!.trim().length > 5)).toEqual([
    true,
    true,
  ])
  gallery.unmount()
})

it('hands over the experiment of the file under its name in the language, with the stage, and closes', async () => {
  await speak('zh-CN')
  const { gallery, opened } = mountGallery(true)
  await gallery.findAll('.card button')[1]!.trigger('click')
  await settle()
  const [{ file, stage }] = opened as [(typeof opened)[0]]
  const read = readExperimentFile(file.name, file.bytes)
  expect(read).toEqual({ ok: true, value: { ...readExperiment('zero-initialization'), name: '零初始化' } })
  expect([stage, gallery.emitted('close')?.length]).toEqual(['backprop', 1])
  i18n.global.locale.value = 'en'
  gallery.unmount()
})

it('stays open when the person keeps what was open', async () => {
  const { gallery, opened } = mountGallery(false)
  await gallery.findAll('.card button')[0]!.trigger('click')
  await settle()
  expect([opened.length, gallery.emitted('close')]).toEqual([1, undefined])
  gallery.unmount()
})
