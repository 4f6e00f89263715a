import { resolve } from 'node:path'
import { Random } from '../../src-worker/core/random'
import { hashExperiment } from '../../src-worker/files/sweepResult'
import type { SweepResult } from '../../src-worker/protocol/sweeps'
import type { Experiment } from '../../src-worker/spec/experiment'
import { hasChance, hasEnd, listRuns, type SweepRun } from '../../src-worker/spec/listRuns'
import type { Sweep } from '../../src-worker/spec/sweep'
import { CliFailure, describeProblems, exitCodes } from './failure'

/** A run of a sweep, and what is known of it. */
export interface SweepEntry {
  run: SweepRun
  /** Digest of the whole experiment. */
  key: string
  result: SweepResult | null
}

/** The runs of a sweep, without results. @param file named where one of them has no end. @throws CliFailure */
export async function listEntries(sweep: Sweep, file: string): Promise<SweepEntry[]> {
  const chance = Random.fromSeed(sweep.random?.seed ?? 0, 'searching')
  const listed = listRuns(sweep, () => chance.nextFloat())
  if (!listed.ok)
    throw new CliFailure(describeProblems('--vary', listed.error), exitCodes.unusable, listed.error)
  const runs = listed.value.map((run) => ({ ...run, experiment: resolveFiles(run.experiment, sweep.folder) }))
  if (runs.some(({ experiment }) => !hasEnd(experiment)))
    throw new CliFailure(
      `${file}: training.stop: expected updates, epochs, patience or seconds, so that every run ends, found none`,
    )
  if ((sweep.seeds ?? 1) > 1 && !runs.some(({ experiment }) => hasChance(experiment)))
    process.stderr.write('note: seeds change nothing: no weight is drawn and no sample shuffled\n')
  if (sweep.random !== null && runs.length < sweep.random.count * (sweep.seeds ?? 1))
    process.stderr.write(`note: there are no more than ${runs.length / (sweep.seeds ?? 1)} combinations\n`)
  return Promise.all(
    runs.map(async (run) => ({ run, key: await hashExperiment(run.experiment), result: null })),
  )
}

/** With absolute paths a run means the same wherever it is made. */
function resolveFiles(experiment: Experiment, folder: string): Experiment {
  const { source } = experiment.data
  const withSource = (resolved: typeof source): Experiment => ({
    ...experiment,
    data: { ...experiment.data, source: resolved },
  })
  if (source.kind === 'file') return withSource({ ...source, path: resolve(folder, source.path) })
  if (source.kind !== 'idx') return experiment
  const { images, labels } = source
  return withSource({ ...source, images: resolve(folder, images), labels: resolve(folder, labels) })
}
