// @vitest-environment happy-dom
/** A run that diverged over the real service: each way that is offered changes one thing, and with it the run converges. */
import { mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { defineComponent, h, type ComputedRef } from 'vue'
import { useDivergenceWays, type DivergenceWay } from '../../../src-renderer/src/runs/useDivergenceWays'
import {
  createExperimentDraft,
  editorKey,
  type ExperimentEditor,
} from '../../../src-renderer/src/trainer/experimentDraft'
import { trainerKey } from '../../../src-renderer/src/trainer/trainer'
import type { TrainerClient } from '../../../src-renderer/src/trainer/trainerClient'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { settle, startTrainer, take, waitUntil } from '../compare/runs/openRuns'
import { createExample } from '../trainer/fakeTrainerApi'

/** y = x / 100 − 1, of inputs 0 to 190: at the rate 0.5 each update steps far over the valley. */
const steep = (lock: ('data' | 'training')[]): ExperimentInput => ({
  data: {
    source: {
      kind: 'inline',
      inputs: Array.from({ length: 20 }, (_, k) => [10 * k]),
      targets: Array.from({ length: 20 }, (_, k) => [k / 10 - 1]),
    },
  },
  network: { layers: [{ units: 1, activation: 'linear' }] },
  training: {
    cost: 'halfMeanSquaredError',
    optimizer: { name: 'sgd', learningRate: 0.5 },
    batchSize: 'full',
    precision: 'float64',
    stop: { updates: 500 },
  },
  classroom: { task: 'Make it converge.', lock },
})

let trainer: TrainerClient
let editor: ExperimentEditor
let ways: ComputedRef<DivergenceWay[]>

async function diverge(lock: ('data' | 'training')[] = []): Promise<void> {
  trainer = startTrainer()
  editor = createExperimentDraft(trainer, createExample())
  const Host = defineComponent({
    setup() {
      ways = useDivergenceWays()
      return () => h('i')
    },
  })
  mount(Host, { global: { provide: { [trainerKey as symbol]: trainer, [editorKey as symbol]: editor } } })
  take(await trainer.open(steep(lock), [], 'document'))
  await settle()
  await run('diverged')
}

async function run(end: 'diverged' | 'finished'): Promise<void> {
  await trainer.command('run')
  await waitUntil(() => expect(trainer.frame.value?.state).toBe(end))
}

const names = (): string[] => ways.value.map(({ name }) => name)
const choose = async (name: string): Promise<void> => {
  await ways.value.find((way) => way.name === name)!.take()
  await settle()
}

beforeEach(() => diverge())

it('half the rate, clipped gradients and standardized inputs are offered; half the rate is half', async () => {
  expect(names()).toEqual(['halve', 'clip', 'standardize'])
  await choose('halve')
  expect(trainer.run.value!.experiment.training.optimizer.learningRate).toBe(0.25)
  expect(trainer.frame.value!.update).toBe(0)
  await run('diverged')
})

it('standardized inputs begin a new run, which ends at a cost below 1e-6', async () => {
  await choose('standardize')
  expect(trainer.run.value!.experiment.data.scaling).toBe('standardize')
  expect(names()).toEqual(['halve', 'clip'])
  await run('finished')
  const { cost } = take(await trainer.readRun(trainer.run.value!.number)).history
  expect(cost.at(-1)).toBeLessThan(1e-6)
})

it('a clipped gradient keeps the run finite, and is then no longer offered', async () => {
  await choose('clip')
  expect(trainer.run.value!.experiment.training.clipNorm).toBe(1)
  expect(names()).toEqual(['halve', 'standardize'])
  await run('finished')
})

it('half the rate leaves what waits for a new start waiting', async () => {
  editor.edit((experiment) => ({
    ...experiment,
    network: {
      ...experiment.network,
      layers: [{ ...experiment.network.layers[0]!, units: 2 }, ...experiment.network.layers],
    },
  }))
  await choose('halve')
  expect(trainer.run.value!.experiment.network.layers).toHaveLength(1)
  expect(editor.staged.value).toBe(true)
})

it('what an exercise locks is not offered', async () => {
  await diverge(['training'])
  expect(names()).toEqual(['standardize'])
  await diverge(['training', 'data'])
  expect(names()).toEqual([])
})
