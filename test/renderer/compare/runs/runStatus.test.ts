// @vitest-environment happy-dom
/** The open run in the top bar, and the way to another one. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { i18n } from '../../../../src-renderer/src/i18n/i18n'
import RunStatus from '../../../../src-renderer/src/runs/RunStatus.vue'
import { editorKey } from '../../../../src-renderer/src/trainer/experimentDraft'
import { trainerKey } from '../../../../src-renderer/src/trainer/trainer'
import type { TrainerClient } from '../../../../src-renderer/src/trainer/trainerClient'
import { openThreeRuns, settle, take } from './openRuns'

let trainer: TrainerClient
let status: VueWrapper

beforeAll(async () => {
  const sitting = await openThreeRuns()
  trainer = sitting.trainer
  status = mount(RunStatus, {
    props: { reopen: async (number) => void take(await trainer.reopenRun(number)) },
    attachTo: document.body,
    global: {
      plugins: [i18n],
      provide: { [trainerKey as symbol]: trainer, [editorKey as symbol]: sitting.editor },
    },
  })
})
afterAll(() => {
  status.unmount()
  trainer.dispose()
})

describe('the run in the top bar', () => {
  it('is named with its state and colour, and said once for screen readers', () => {
    const trigger = status.get('button')
    expect(trigger.attributes('aria-label')).toBe('Run 3 paused: choose the run')
    expect(trigger.text()).toBe('Run 3 paused')
    expect(status.get('.run-chip line').attributes('style')).toContain('--run-3')
    expect(status.get('[role=status]').text()).toBe('paused')
  })

  it('lists all runs with their states and opens the one that is chosen', async () => {
    await status.get('button').trigger('click')
    const items = status.findAll('[role=menuitemradio]')
    expect(items.map((item) => item.text())).toEqual([
      'Run 1done at epoch 10',
      'Run 2done at epoch 10',
      'Run 3paused at epoch 3',
    ])
    expect(items.map((item) => item.attributes('aria-checked'))).toEqual(['false', 'false', 'true'])
    await items[1]!.trigger('click')
    await settle()
    expect(trainer.run.value).toMatchObject({ number: 2, update: 40 })
    expect(status.get('button').attributes('aria-label')).toBe(
      'Run 2 stopped, 10 epochs done: choose the run',
    )
  })
})
