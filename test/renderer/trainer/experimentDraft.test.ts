import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { createExperimentDraft } from '../../../src-renderer/src/trainer/experimentDraft'
import type { Experiment } from '../../../src-worker/spec/experiment'
import { createExample, createFakeTrainer } from './fakeTrainerApi'

const withRate =
  (learningRate: number) =>
  (e: Experiment): Experiment => ({
    ...e,
    training: { ...e.training, optimizer: { ...e.training.optimizer, learningRate } },
  })
const withCost = (e: Experiment): Experiment => ({
  ...e,
  training: { ...e.training, cost: 'meanSquaredError' },
})

async function createOpened() {
  let now = 0
  const trainer = createFakeTrainer()
  const draft = createExperimentDraft(trainer, createExample(), () => now)
  await draft.apply()
  return { trainer, draft, wait: (ms: number) => (now += ms) }
}

describe('the draft', () => {
  it('sends a live field at once and stages nothing', async () => {
    const { trainer, draft } = await createOpened()
    draft.edit(withRate(0.1))
    await nextTick()
    expect(trainer.patches).toEqual([
      { optimizer: { name: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false } },
    ])
    expect(draft.staged.value).toBe(false)
  })

  it('stages a cost until it is applied, and discards it', async () => {
    const { trainer, draft } = await createOpened()
    draft.edit(withCost)
    expect(draft.stagedFields.value).toEqual(['cost'])
    expect(trainer.patches).toEqual([])
    draft.discard()
    expect(draft.staged.value).toBe(false)
    draft.edit(withCost)
    await draft.apply()
    expect(draft.staged.value).toBe(false)
    expect(trainer.run.value?.experiment.training.cost).toBe('meanSquaredError')
  })

  it('undoes and redoes 100 edits, and sends them to the run', async () => {
    const { trainer, draft, wait } = await createOpened()
    for (let k = 1; k <= 100; k++) {
      wait(1000)
      draft.edit(withRate(k))
    }
    for (let k = 0; k < 100; k++) draft.undo()
    await nextTick()
    expect(draft.experiment.value.training.optimizer.learningRate).toBe(0.5)
    expect(draft.undoFields.value).toBeNull()
    expect(trainer.run.value?.experiment.training.optimizer.learningRate).toBe(0.5)
    draft.redo()
    expect(draft.experiment.value.training.optimizer.learningRate).toBe(1)
    expect(draft.redoFields.value).toEqual(['learningRate'])
  })

  it('takes edits of one field within 0.7 s as one', async () => {
    const { draft, wait } = await createOpened()
    for (const rate of [0.4, 0.3, 0.2]) {
      wait(100)
      draft.edit(withRate(rate))
    }
    draft.undo()
    expect(draft.experiment.value.training.optimizer.learningRate).toBe(0.5)
  })

  it('follows new weights of the run and keeps a staged cost', async () => {
    const { trainer, draft } = await createOpened()
    draft.edit((e) => ({
      ...e,
      network: { ...e.network, initialization: { kind: 'xavierUniform', seed: 1, bias: 0 } },
    }))
    await draft.apply()
    draft.edit(withCost)
    await trainer.command('newWeights')
    expect(draft.experiment.value.network.initialization).toMatchObject({ seed: 2 })
    expect(draft.stagedFields.value).toEqual(['cost'])
  })

  it('takes back what the run refused', async () => {
    const { trainer, draft } = await createOpened()
    trainer.change = async () => undefined
    draft.edit(withRate(9))
    await nextTick()
    await nextTick()
    expect(draft.experiment.value.training.optimizer.learningRate).toBe(0.5)
  })

  it('undoes an edit that the run has not answered yet', async () => {
    const { trainer, draft } = await createOpened()
    const change = trainer.change.bind(trainer)
    let answer = (): void => undefined
    trainer.change = async (patch) => {
      await new Promise<void>((resolve) => (answer = resolve))
      await change(patch)
    }
    draft.edit(withRate(0.2))
    const first = answer
    draft.undo()
    first()
    await new Promise((resolve) => setTimeout(resolve))
    answer()
    await new Promise((resolve) => setTimeout(resolve))
    expect(draft.experiment.value.training.optimizer.learningRate).toBe(0.5)
    expect(trainer.run.value?.experiment.training.optimizer.learningRate).toBe(0.5)
  })

  it('follows an opened session and forgets the edits of the experiment before', async () => {
    const { trainer, draft } = await createOpened()
    draft.edit((e) => ({ ...withCost(e), name: 'changed' }))
    await draft.apply()
    await trainer.openSession(new Uint8Array(), 'x.chainrule')
    expect(draft.experiment.value.name).toBe('XOR')
    expect(draft.undoFields.value).toBeNull()
  })

  it('opens nothing once the reading was ended, be it at the last moment', async () => {
    const { trainer, draft } = await createOpened()
    const { name } = draft.experiment.value
    const runId = trainer.run.value!.runId
    const heard: [number, number][] = []
    const reply = await draft.replaceData(
      { source: { kind: 'bundled', name: 'iris' } },
      [],
      'Iris',
      (...share) => {
        heard.push(share)
        return false
      },
    )
    expect(reply.ok || reply.error.code).toBe('cancelled')
    expect([heard, trainer.run.value!.runId, draft.experiment.value.name]).toEqual([[[1, 1]], runId, name])
  })

  it('gives three classes a softmax of three, and the batch at most the rows', async () => {
    const { draft } = await createOpened()
    await draft.replaceData({ source: { kind: 'bundled', name: 'iris' } }, [], 'Iris')
    const { name, network, training } = draft.experiment.value
    expect(name).toBe('Iris')
    expect(network.layers.at(-1)).toEqual({ units: 3, activation: 'softmax', bias: true })
    expect(network.initialization.kind).toBe('xavierUniform')
    expect(training).toMatchObject({ cost: 'categoricalCrossEntropy', batchSize: 2 })
  })
})
