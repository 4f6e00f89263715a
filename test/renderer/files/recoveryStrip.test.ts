// @vitest-environment happy-dom
/** What the window says after the page before it went, with the copy that page left, in both languages. */
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { shallowRef } from 'vue'
import RecoveryStrip from '../../../src-renderer/src/files/RecoveryStrip.vue'
import type { PageFailure } from '../../../src-renderer/src/files/hostTypes'
import type { Documents } from '../../../src-renderer/src/files/useDocuments'
import { createRecovery } from '../../../src-renderer/src/files/useRecovery'
import type { Host } from '../../../src-renderer/src/host/Host'
import { i18n, speak } from '../../../src-renderer/src/i18n/i18n'

afterEach(() => void (i18n.global.locale.value = 'en'))

const copy = { slot: 'w-1', name: 'Spirals', update: 1234, savedAt: Date.UTC(2026, 10, 26, 9, 30) }

async function open(failure: PageFailure | null, copies: (typeof copy)[]) {
  const documents = { failure: shallowRef<unknown>(null) }
  const host = {
    readAutosave: async () => ({ ok: true, value: null }),
    takeFailure: async () => ({ ok: true, value: failure }),
    listAutosaves: async () => ({ ok: true, value: copies }),
    discardAutosave: vi.fn(async () => ({ ok: true, value: null })),
  }
  const recovery = createRecovery(host as unknown as Host, documents as unknown as Documents, 'w-2')
  const strip = mount(RecoveryStrip, { props: { recovery }, global: { plugins: [i18n] } })
  await recovery.look()
  await flushPromises()
  const buttons = () =>
    strip.findAll('button').map((button) => button.text() || button.attributes('aria-label'))
  return { strip, host, documents, buttons }
}

const words: [PageFailure, string, string][] = [
  ['outOfMemory', 'The window ran out of memory and was loaded again.', '窗口内存不足，已重新加载。'],
  ['killed', 'The window was ended from outside and was loaded again.', '窗口被外部结束，已重新加载。'],
  ['crashed', 'The window stopped working and was loaded again.', '窗口停止工作，已重新加载。'],
  [
    'notStarted',
    'The window could not be started at first and was loaded again.',
    '窗口起初无法启动，已重新加载。',
  ],
  ['hung', 'The window did not answer and was loaded again.', '窗口没有响应，已重新加载。'],
]

describe('after the page before it went', () => {
  it.each(words)(
    '%s is said in its own words, with what was kept and two ways on',
    async (failure, english, chinese) => {
      const { strip, buttons } = await open(failure, [copy])
      expect(strip.get('[role=alert]').text()).toContain(english)
      expect(strip.text()).toContain('An unsaved experiment was kept: Spirals, update 1,234')
      expect(buttons()).toStrictEqual(['Restore', 'Discard'])
      await speak('zh-CN')
      await flushPromises()
      expect(strip.get('[role=alert]').text()).toContain(chinese)
      expect(buttons()).toStrictEqual(['恢复', '丢弃'])
    },
  )

  it('out of memory comes with what needs less of it', async () => {
    const { strip } = await open('outOfMemory', [copy])
    expect(strip.text()).toContain('A smaller network, batch or data set')
  })

  it('with no copy says so, and can be closed', async () => {
    const { strip, buttons } = await open('crashed', [])
    expect(strip.text()).toContain('No unsaved copy was left.')
    expect(buttons()).toStrictEqual(['Close'])
    await strip.get('button').trigger('click')
    expect(strip.find('[role=alert]').exists()).toBe(false)
  })

  it('Discard takes the copy and what was said of it away', async () => {
    const { strip, host } = await open('killed', [copy])
    await strip.findAll('button')[1]!.trigger('click')
    await flushPromises()
    expect(host.discardAutosave.mock.calls).toStrictEqual([['w-1']])
    expect(strip.text()).toBe('')
  })
})

describe('after a start like any other', () => {
  it('a copy is offered without an alarm', async () => {
    const { strip } = await open(null, [copy])
    expect(strip.find('[role=alert]').exists()).toBe(false)
    expect(strip.get('[role=status]').text()).toContain('Spirals')
  })

  it('a copy that another window took meanwhile is said to be gone', async () => {
    const { strip, documents } = await open(null, [copy])
    await strip.get('button').trigger('click')
    await flushPromises()
    expect(strip.text()).toBe('')
    expect(documents.failure.value).toMatchObject({ code: 'missing', opening: true })
  })

  it('nothing is said where nothing was left, nor of the own copy', async () => {
    expect((await open(null, [])).strip.text()).toBe('')
    expect((await open(null, [{ ...copy, slot: 'w-2' }])).strip.text()).toBe('')
  })
})
