/** The window's trainer over the real service, without a thread between; and the runs of a sitting made with it. */
import { flushPromises } from '@vue/test-utils'
import { vi } from 'vitest'
import { createTrainerClient, type TrainerClient } from '../../../../src-renderer/src/trainer/trainerClient'
import {
  createExperimentDraft,
  type ExperimentEditor,
} from '../../../../src-renderer/src/trainer/experimentDraft'
import type { Reply } from '../../../../src-worker/protocol/errors'
import { createService } from '../../../worker/session/services'
import type { ExperimentInput } from '../../../../src-worker/spec/experiment'
import { createExample } from '../../trainer/fakeTrainerApi'

export function startTrainer(): TrainerClient {
  return createTrainerClient({
    now: () => performance.now(),
    requestFrame: (draw) => void setTimeout(draw),
    createLink() {
      const api = createService(() => new Promise((done) => setTimeout(done)))
      return {
        api,
        subscribe: (listener) => api.subscribe(listener),
        onFailure: () => undefined,
        terminate: () => undefined,
      }
    },
  })
}

export function take<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(JSON.stringify(reply.error))
  return reply.value
}

/** Answers and frames take several turns of the event loop. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) {
    await flushPromises()
    await new Promise((done) => setTimeout(done, 2))
  }
}

/** Waits for what a throttle or a frame brings in its own time. */
export const waitUntil = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 10_000, interval: 10 })

/** 40 rows of two spirals, 10 of them held out; ten epochs of four updates. */
export const spirals = {
  name: 'Spirals',
  data: { source: { kind: 'generator', name: 'spirals', samples: 40 }, split: { validation: 0.25 } },
  network: { layers: [{ units: 5, activation: 'tanh' }, { units: 1 }] },
  training: { optimizer: { name: 'sgd', learningRate: 0.5 }, batchSize: 8, stop: { epochs: 10 } },
} satisfies ExperimentInput

export const withRate = (learningRate: number): ExperimentInput => ({
  ...spirals,
  training: { ...spirals.training, optimizer: { name: 'sgd', learningRate } },
})

/** Steps to the end of an epoch, several times. */
export async function train(trainer: TrainerClient, epochs: number): Promise<void> {
  for (let k = 0; k < epochs; k++) await trainer.command('stepEpoch')
  await settle()
}

/** Runs 1, 2, 3 with learning rates 0.5, 0.1, 2; the first two are done, the third stands after 3 epochs. */
export async function openThreeRuns(): Promise<{ trainer: TrainerClient; editor: ExperimentEditor }> {
  const trainer = startTrainer()
  const editor = createExperimentDraft(trainer, createExample())
  take(await trainer.open(withRate(0.5), [], 'document'))
  await train(trainer, 10)
  take(await trainer.open(withRate(0.1), []))
  await train(trainer, 10)
  take(await trainer.open(withRate(2), []))
  await train(trainer, 3)
  return { trainer, editor }
}
