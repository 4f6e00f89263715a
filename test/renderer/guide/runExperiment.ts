/** Trains an experiment of the gallery on the trainer's service, as the window and the command line do. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Frame, LayerValues } from '../../../src-worker/protocol/trainerApi'
import type { Experiment, TrainingSettings } from '../../../src-worker/spec/experiment'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'
import { createService, take } from '../../worker/session/services'

const resources = join(import.meta.dirname, '../../../resources')

export function readExperiment(name: string): Experiment {
  const parsed = parseExperiment(
    JSON.parse(readFileSync(join(resources, 'experiments', `${name}.json`), 'utf8')),
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}

export const withTraining = (experiment: Experiment, patch: Partial<TrainingSettings>): Experiment => ({
  ...experiment,
  training: { ...experiment.training, ...patch },
})

export async function openExperiment(experiment: Experiment) {
  const service = createService()
  const { source } = experiment.data
  const attachments =
    source.kind === 'bundled'
      ? [
          {
            path: `bundled:${source.name}`,
            bytes: new Uint8Array(readFileSync(join(resources, 'datasets', `${source.name}.csv`))),
          },
        ]
      : []
  return { service, run: take(await service.open(experiment, attachments)) }
}

/** The last picture of the run, with its weights. */
export async function runExperiment(experiment: Experiment): Promise<Frame & { weights: LayerValues[] }> {
  const { service, run } = await openExperiment(experiment)
  const frames: Frame[] = []
  await service.subscribe((frame) => void (frames[0] = frame))
  take(await service.setInterest(run.runId, { weights: true, surface: null, responses: null }))
  take(await service.command(run.runId, 'run'))
  while (frames[0]?.state !== 'finished' && frames[0]?.state !== 'diverged') await setImmediate()
  const [last] = frames
  return { ...last, weights: last.weights! }
}
