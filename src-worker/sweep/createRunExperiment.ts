import type { Experiment } from '../spec/experiment'
import { listRuns } from '../spec/listRuns'
import type { Problem, Result } from '../spec/problem'
import type { Sweep } from '../spec/sweep'
import type { RunChoice } from './sweepApi'

/** One run of a sweep as `listRuns` makes it, without the others. @returns it, or what is wrong with it */
export function createRunExperiment(
  sweep: Sweep,
  { settings, seed }: RunChoice,
): Result<Experiment, Problem[]> {
  const vary = sweep.vary.map(({ path }, at) => ({ path, values: [settings[at]] }))
  // A draw from lists of one value takes any number of settings; seeds count from 1 to the wanted one.
  const random = vary.length === 0 ? null : { count: 1, seed: 0 }
  const listed = listRuns({ ...sweep, vary, random, seeds: seed }, () => 0)
  return listed.ok ? { ok: true, value: listed.value.at(-1)!.experiment } : listed
}
