// @vitest-environment happy-dom
/** Runs opened in an exercise, and exports while cells are blank, over a real trainer. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { afterEach, describe, expect, it } from 'vitest'
import { useLasting } from '../../../src-renderer/src/backprop/useLasting'
import { useRunOpening, type RunOpening } from '../../../src-renderer/src/runs/useRunOpening'
import { createExperimentDraft, editorKey } from '../../../src-renderer/src/trainer/experimentDraft'
import { trainerKey } from '../../../src-renderer/src/trainer/trainer'
import type { TrainerClient } from '../../../src-renderer/src/trainer/trainerClient'
import { useClassroom, type ClassroomRules } from '../../../src-renderer/src/trainer/useClassroom'
import type { LockName } from '../../../src-worker/spec/classroom'
import { spirals, startTrainer, take, withRate } from '../compare/runs/openRuns'

let window: VueWrapper
let trainer: TrainerClient
let opening: RunOpening
let rules: ClassroomRules

/** An exercise with one run of rate 0.5; run 2, of rate 0.25, comes from another session. */
async function open(lock: LockName[]): Promise<void> {
  trainer = startTrainer()
  take(await trainer.open(withRate(0.25), [], 'document'))
  await trainer.command('stepUpdate')
  const { bytes } = take(await trainer.exportRun('session'))
  take(await trainer.open({ ...spirals, classroom: { task: 'x', lock } }, [], 'document'))
  await trainer.command('stepUpdate')
  take(await trainer.addRuns(bytes, 'other.chainrule'))
  const provide = {
    [trainerKey as symbol]: trainer,
    [editorKey as symbol]: createExperimentDraft(trainer, trainer.run.value!.experiment),
  }
  const Room = defineComponent({
    setup() {
      opening = useRunOpening(async (number) => void take(await trainer.reopenRun(number)))
      rules = useClassroom()
      return () => h('p')
    },
  })
  window = mount(Room, { global: { provide } })
}
afterEach(() => {
  window.unmount()
  trainer.dispose()
})

describe('in an exercise', () => {
  it('that locks training, a run of another learning rate stays closed, and it is said why', async () => {
    await open(['training'])
    await opening.open(2)
    expect([trainer.run.value?.number, trainer.error.value?.code]).toEqual([1, 'locked'])
  })

  it('that locks the network, it opens, and task and lock stay', async () => {
    await open(['network'])
    await opening.open(2)
    expect([trainer.run.value?.number, trainer.error.value]).toEqual([2, null])
    expect(trainer.run.value?.experiment.classroom).toEqual({ task: 'x', lock: ['network'] })
  })
})

describe('while cells are blank', () => {
  it('every export waits, until they are shown', async () => {
    await open([])
    const { practice } = useLasting(trainer)
    const cell = { kind: 'dW', layer: 1, row: 0, column: 1 } as const
    expect(rules.isLocked('exports')).toBe(false)
    practice.blankOut(cell, [{ row: 0, column: 1 }])
    expect([rules.isLocked('exports'), rules.exportsWait.value, rules.isLocked('data')]).toEqual([
      true,
      true,
      false,
    ])
    practice.reveal(cell)
    expect([rules.isLocked('exports'), rules.exportsWait.value]).toEqual([false, false])
  })
})
