// @vitest-environment happy-dom
/** Diagnostics over a real trainer: from the strip of a failure and from the desktop's menu, without any data. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBrowserHost } from '../../../src-renderer/src/host/browserHost'
import { hostKey, type Host } from '../../../src-renderer/src/host/Host'
import { i18n, speak } from '../../../src-renderer/src/i18n/i18n'
import RunStrips from '../../../src-renderer/src/runs/RunStrips.vue'
import { createExperimentDraft, editorKey } from '../../../src-renderer/src/trainer/experimentDraft'
import { trainerKey } from '../../../src-renderer/src/trainer/trainer'
import type { TrainerClient } from '../../../src-renderer/src/trainer/trainerClient'
import { workerKeeperKey } from '../../../src-renderer/src/trainer/runRecovery'
import { createLabError } from '../../../src-worker/protocol/errors'
import { spirals, startTrainer, take } from '../compare/runs/openRuns'
import { createExample } from '../trainer/fakeTrainerApi'

let window: VueWrapper
let trainer: TrainerClient
let hear: (command: 'copyDiagnostics' | 'save') => void
let reaches = true
const reports: string[] = []
const host = {
  onMenuCommand: (listener: typeof hear) => {
    hear = listener
    return () => undefined
  },
  copyDiagnostics: async (report: string) => {
    reports.push(report)
    return reaches ? { ok: true, value: null } : { ok: false, error: { code: 'internal', message: '' } }
  },
} as unknown as Host

beforeEach(async () => {
  reports.length = 0
  reaches = true
  trainer = startTrainer()
  take(await trainer.open({ ...spirals, name: 'Secret' }, [], 'document'))
  const provided = {
    [hostKey as symbol]: host,
    [trainerKey as symbol]: trainer,
    [editorKey as symbol]: createExperimentDraft(trainer, createExample()),
    [workerKeeperKey as symbol]: trainer,
  }
  window = mount(RunStrips, { attachTo: document.body, global: { plugins: [i18n], provide: provided } })
})
afterEach(() => {
  window.unmount()
  trainer.dispose()
  i18n.global.locale.value = 'en'
})

describe('the report', () => {
  it('says what the engine has, the state and the codes of what failed, and no word of the experiment', async () => {
    trainer.error.value = createLabError('invalidFile', 'secret.csv: row 3', 'secret.csv')
    trainer.error.value = createLabError('workerDied', 'secret')
    await flushPromises()
    const button = window.findAll('button').find((one) => one.text() === 'Copy diagnostics')!
    await button.trigger('click')
    await flushPromises()
    const lines = reports[0]!.split('\n')
    expect(lines[0]).toMatch(/^engine: SIMD yes, threads yes, cores \d+$/)
    expect(lines.slice(1, 3)).toEqual(['run: idle', 'failures: 2'])
    expect(lines.slice(3).map((line) => line.split(' ')[1])).toEqual(['invalidFile', 'workerDied'])
    expect(reports[0]!.toLowerCase()).not.toContain('secret')
    expect(window.get('.copied').text()).toBe('Versions, machine and log are copied, without any data.')
  })

  it('goes to the clipboard from the menu too, and says so when it cannot', async () => {
    hear('save')
    reaches = false
    hear('copyDiagnostics')
    await flushPromises()
    expect(reports).toHaveLength(1)
    expect(window.get('.copied').text()).toBe('The clipboard cannot be reached.')
    await speak('zh-CN')
    await flushPromises()
    expect(window.get('.copied').text()).toBe('无法访问剪贴板。')
  })
})

describe('in a browser', () => {
  it('version, browser and report are written, and a refusal is a value', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>().mockResolvedValueOnce()
    vi.stubGlobal('navigator', { userAgent: 'Browser 1', clipboard: { writeText } })
    const browser = createBrowserHost({})
    expect(await browser.copyDiagnostics('run: idle\n')).toEqual({ ok: true, value: null })
    expect(writeText.mock.calls).toEqual([['Chainrule 0.0.0 in a browser\nBrowser 1\nrun: idle\n']])
    writeText.mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'))
    expect(await browser.copyDiagnostics('')).toMatchObject({ ok: false, error: { code: 'noAccess' } })
    vi.unstubAllGlobals()
  })
})
