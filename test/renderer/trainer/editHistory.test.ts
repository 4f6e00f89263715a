import { ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { createEditHistory, type EditState } from '../../../src-renderer/src/trainer/editHistory'
import { sectionOf } from '../../../src-renderer/src/trainer/lockedChanges'
import { liveFields, stagedFields } from '../../../src-renderer/src/trainer/diffDraft'
import type { LockName } from '../../../src-worker/spec/classroom'
import type { Experiment, TrainingSettings } from '../../../src-worker/spec/experiment'
import { createExample } from './fakeTrainerApi'

const start: EditState = { experiment: createExample(), attachments: [] }
const withTraining = (
  { experiment, attachments }: EditState,
  part: Partial<TrainingSettings>,
): EditState => ({
  experiment: { ...experiment, training: { ...experiment.training, ...part } },
  attachments,
})
const withSeed = ({ experiment, attachments }: EditState, seed: number): EditState => ({
  experiment: {
    ...experiment,
    network: { ...experiment.network, initialization: { kind: 'xavierUniform', seed, bias: 0 } },
  },
  attachments,
})
const withUnits = ({ experiment, attachments }: EditState, units: number): EditState => ({
  experiment: {
    ...experiment,
    network: {
      ...experiment.network,
      layers: experiment.network.layers.map((layer, k) => (k === 0 ? { ...layer, units } : layer)),
    },
  },
  attachments,
})
const l2 = ({ experiment }: { experiment: Experiment }): number => experiment.training.l2

function fill(history: ReturnType<typeof createEditHistory>, count: number): EditState {
  let state = start
  for (let k = 1; k <= count; k++) {
    const next = withTraining(state, { l2: k })
    history.record(state, next, k * 1000)
    state = next
  }
  return state
}

describe('undo and redo', () => {
  it('go 200 steps back and 200 forward', () => {
    const history = createEditHistory()
    let state = fill(history, 230)
    let steps = 0
    for (let next = history.undo(state); next !== null; next = history.undo(state), steps++) state = next
    expect([steps, l2(state), history.undoFields.value]).toEqual([200, 30, null])
    for (let k = 0; k < 200; k++) state = history.redo(state)!
    expect([l2(state), history.redo(state)]).toEqual([230, null])
  })

  it('take a drag as one step: edits of one thing within 0.7 s of each other, and no others', () => {
    const history = createEditHistory()
    const drag = [1, 2, 3, 4].map((value) => withTraining(start, { l2: value }))
    history.record(start, drag[0]!, 0)
    history.record(drag[0]!, drag[1]!, 600)
    history.record(drag[1]!, drag[2]!, 1200)
    const other = withTraining(drag[2]!, { l1: 1 })
    history.record(drag[2]!, other, 1300)
    const back = history.undo(other)!
    expect([l2(back), l2(history.undo(back)!)]).toEqual([3, 0])
  })

  it('do not join an edit with one that was undone to', () => {
    const history = createEditHistory()
    const [one, two, three] = [1, 2, 3].map((value) => withTraining(start, { l2: value }))
    history.record(start, one!, 0)
    history.record(one!, two!, 1000)
    history.undo(two!)
    history.record(one!, three!, 1100)
    expect(l2(history.undo(three!)!)).toBe(1)
  })

  it('change what the edit changed: weights drawn anew since then stay', () => {
    const history = createEditHistory()
    const edited = withTraining(start, { l2: 0.1 })
    history.record(start, edited, 0)
    const back = history.undo(withSeed(edited, 77))!
    expect([l2(back), back.experiment.network.initialization]).toEqual([
      0,
      { kind: 'xavierUniform', seed: 77, bias: 0 },
    ])
    const again = history.redo(withSeed(back, 78))!
    expect([l2(again), again.experiment.network.initialization]).toMatchObject([0.1, { seed: 78 }])
  })

  it('touch nothing that an exercise locks, and say that there is nothing', () => {
    const locked = ref<LockName[]>([])
    const history = createEditHistory((section) => locked.value.includes(section))
    const one = withTraining(start, { l2: 0.1 })
    history.record(start, one, 0)
    const two = withUnits(one, 9)
    history.record(one, two, 1000)
    locked.value = ['training']
    const back = history.undo(two)!
    const { units } = start.experiment.network.layers[0]!
    expect([l2(back), back.experiment.network.layers[0]!.units]).toEqual([0.1, units])
    expect([history.undo(back), history.undoFields.value]).toEqual([null, null])
    expect([history.undoLocked.value, history.redoLocked.value]).toEqual([true, false])
    expect(history.redoFields.value).toEqual(['units'])
  })

  it('know the section of every field', () => {
    expect(Object.keys(sectionOf).sort()).toEqual([...liveFields, ...stagedFields, 'name'].sort())
  })
})
