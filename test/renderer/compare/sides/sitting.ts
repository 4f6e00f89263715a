/** A sitting with real trainers: the window's own client over the service that answers it, without a worker between. */
import { createExample } from '../../trainer/fakeTrainerApi'
import { createTrainerClient, type TrainerClient } from '../../../../src-renderer/src/trainer/trainerClient'
import { createService } from '../../../worker/session/services'
import type { Experiment } from '../../../../src-worker/spec/experiment'

/** How many trainers live. */
export const living = { count: 0 }

export function startTrainer(): TrainerClient {
  const service = createService(() => new Promise((done) => setTimeout(done)))
  const client = createTrainerClient({
    createLink: () => ({
      api: service,
      subscribe: (listener) => service.subscribe(listener),
      onFailure: () => undefined,
      terminate: () => undefined,
    }),
    now: () => performance.now(),
    requestFrame: (draw) => void setTimeout(draw),
  })
  living.count++
  return {
    ...client,
    dispose() {
      living.count--
      client.dispose()
    },
  }
}

/** The example with this learning rate, to end after so many updates. */
export function createRun(learningRate: number, updates: number): Experiment {
  const example = createExample()
  return {
    ...example,
    training: {
      ...example.training,
      optimizer: { ...example.training.optimizer, learningRate },
      stop: { updates },
    },
  }
}

export async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < 2000; turn++) {
    if (isSo()) return
    await new Promise((done) => setTimeout(done, 2))
  }
  throw new Error(`never: ${what}`)
}

/** Trains an experiment as one more run, to its end. */
export async function addRun(trainer: TrainerClient, experiment: Experiment): Promise<void> {
  const opened = await trainer.open(experiment, [], 'run')
  if (!opened.ok) throw new Error(opened.error.message)
  await trainer.command('run')
  await until(() => trainer.frame.value?.state === 'finished', 'finished')
}

/** The weights of a run trained straight to an update, in a trainer of its own. */
export async function trainStraight(experiment: Experiment, update: number): Promise<number[]> {
  const trainer = startTrainer()
  const opened = await trainer.open(experiment, [], 'run')
  if (!opened.ok) throw new Error(opened.error.message)
  for (let k = 0; k < update; k++) await trainer.command('stepUpdate')
  await trainer.setInterest({ weights: true })
  await until(
    () => trainer.frame.value?.update === update && trainer.frame.value.weights !== null,
    `update ${update}`,
  )
  const weights = readWeights(trainer)
  trainer.dispose()
  return weights
}

/** Every weight and bias of the newest frame. */
export const readWeights = (trainer: Pick<TrainerClient, 'frame'>): number[] =>
  trainer.frame.value!.weights!.flatMap(({ weights, biases }) => [...weights, ...biases])
