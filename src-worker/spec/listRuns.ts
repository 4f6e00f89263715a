/** The runs of a sweep as whole experiments. Pure: chance is a function that the caller gives. */
import type { Experiment } from './experiment'
import { findUnknownFields, formatPath, parseExperiment } from './parseExperiment'
import { describeValue, fail, succeed, type Problem, type Result } from './problem'
import {
  hasSetting,
  kindFields,
  parseSettingPath,
  withoutField,
  withSetting,
  type SettingSteps,
} from './settingPath'
import { isRange, type Sweep, type ValueRange, type Variation } from './sweep'
import { findSweepProblems } from './sweepProblems'
import { nameRun } from './sweepNames'

/** One run: an experiment that says everything, and what of it differs from run to run. */
export interface SweepRun {
  /** Of the combination, from 0; its runs follow each other, one a seed. */
  cell: number
  /** One value for each varied setting, in their order. */
  settings: unknown[]
  /** Null when the experiment's own seeds are left as they are. */
  seed: number | null
  experiment: Experiment
}

/** Uniform in [0, 1), one number a call. */
export type Chance = () => number

/** Draws of one combination that were all there before; then the ranges have no more. */
const mostRepeats = 1000

/**
 * Every run, combination by combination: a grid counts its last setting fastest, a random search draws.
 * Seeds become those of the weights, where these are drawn, and of the order of the samples; the split keeps its own.
 * @param chance for a random search only
 * @returns the runs, in the same order for the same sweep; or every problem of the sweep or of one of its runs
 */
export function listRuns(sweep: Sweep, chance: Chance): Result<SweepRun[], Problem[]> {
  const base = parseExperiment(sweep.base)
  if (!base.ok) return base
  const problems = findSweepProblems(sweep)
  if (problems.length > 0) return fail(problems)
  const create = (settings: unknown[]) => createExperiment(sweep, base.value, settings)
  const combinations = sweep.random === null ? listGrid(sweep.vary) : drawAll(sweep, create, chance)
  const runs: SweepRun[] = []
  for (const [cell, settings] of combinations.entries()) {
    const created = create(settings)
    if (!created.ok) return created
    const seeds =
      sweep.seeds === null ? [null] : Array.from({ length: sweep.seeds }, (_, before) => before + 1)
    for (const seed of seeds) {
      const named = nameRun(
        base.value.name,
        sweep.vary.map(({ path }) => path),
        settings,
        seed,
      )
      runs.push({ cell, settings, seed, experiment: withSeed({ ...created.value, name: named }, seed) })
    }
  }
  return succeed(runs)
}

function listGrid(vary: readonly Variation[]): unknown[][] {
  return vary.reduce<unknown[][]>(
    (combinations, variation) =>
      isRange(variation)
        ? combinations
        : combinations.flatMap((settings) => variation.values.map((value) => [...settings, value])),
    [[]],
  )
}

type Create = (settings: unknown[]) => Result<Experiment, Problem[]>

/** Distinct combinations, fewer than asked for where there are no more. */
function drawAll({ vary, random }: Sweep, create: Create, chance: Chance): unknown[][] {
  const whole = vary.map((variation, at) => isRange(variation) && takesWholeOnly(vary, at, create))
  const drawn = new Map<string, unknown[]>()
  for (let repeats = 0; drawn.size < random!.count && repeats < mostRepeats;) {
    const settings = vary.map((variation, at) => {
      if (isRange(variation)) return drawNumber(variation, whole[at]!, chance)
      return variation.values[Math.floor(chance() * variation.values.length)]
    })
    const key = JSON.stringify(settings)
    if (drawn.has(key)) repeats++
    else repeats = 0
    drawn.set(key, settings)
  }
  return [...drawn.values()]
}

/** Whether a setting refuses a fraction from its range and nothing else about it. */
function takesWholeOnly(vary: readonly Variation[], at: number, create: Create): boolean {
  const { minimum, maximum } = vary[at] as ValueRange
  const path = formatPath(parseSettingPath(vary[at]!.path)!)
  const others = vary.map((variation) => (isRange(variation) ? variation.minimum : variation.values[0]))
  const fits = (value: number): boolean => {
    const created = create(others.map((other, place) => (place === at ? value : other)))
    return created.ok || created.error.every((problem) => problem.path !== path)
  }
  const middle = Math.floor((minimum + maximum) / 2)
  return !fits(middle + 0.5) && fits(Math.max(middle, Math.ceil(minimum)))
}

/** Six digits: a number that can be read, typed again and is the same on every machine. */
function drawNumber({ scale, minimum, maximum }: ValueRange, whole: boolean, chance: Chance): number {
  const share = chance()
  const value =
    scale === 'log' ? minimum * (maximum / minimum) ** share : minimum + (maximum - minimum) * share
  if (whole) return Math.min(Math.max(Math.round(value), Math.ceil(minimum)), Math.floor(maximum))
  return Math.min(Math.max(Number(value.toPrecision(6)), minimum), maximum)
}

/** The experiment of one combination, checked, with the name and the seeds of the base. */
function createExperiment({ base, vary }: Sweep, defaults: Experiment, settings: unknown[]) {
  const assigned = vary.map(({ path }, at) => ({ steps: parseSettingPath(path)!, value: settings[at] }))
  let written: unknown = base
  // What is around a setting is set before it, and a name before what it decides about.
  for (const { steps, value } of assigned.toSorted((one, other) => rank(one.steps) - rank(other.steps))) {
    const changed = withSetting(written, steps, value, defaults)
    if (!changed.ok) return fail([changed.error])
    written = changed.value
  }
  const parsed = parseExperiment(dropForeign(written, vary))
  if (!parsed.ok) return parsed
  // A table of columns takes any name, and loses those that every object has from birth.
  const lost = assigned.find(({ steps }) => !hasSetting(parsed.value, steps))
  if (lost === undefined) return parsed
  const path = formatPath(lost.steps)
  return fail([{ path, expected: 'a setting of an experiment', actual: describeValue(path) }])
}

const isKind = (path: string): boolean => kindFields.some((field) => field === path)
const rank = (steps: SettingSteps): number => 2 * steps.length - (isKind(formatPath(steps)) ? 1 : 0)

/** Where a kind is varied, fields of the base that the other kind does not have fall away; varied ones are refused. */
function dropForeign(written: unknown, vary: readonly Variation[]): unknown {
  const paths = vary.map(({ path }) => path)
  const parts = paths.filter(isKind).map((path) => path.slice(0, path.lastIndexOf('.')))
  let kept = written
  for (;;) {
    const foreign = findUnknownFields(kept).find((steps) => {
      const path = formatPath(steps)
      return parts.includes(formatPath(steps.slice(0, -1))) && !paths.includes(path)
    })
    if (foreign === undefined) return kept
    kept = withoutField(kept, foreign as SettingSteps)
  }
}

/** Where weights are typed in or constant their seed does not exist. */
function withSeed(experiment: Experiment, seed: number | null): Experiment {
  if (seed === null) return experiment
  const { network, training } = experiment
  const { initialization } = network
  return {
    ...experiment,
    network: {
      ...network,
      initialization: 'seed' in initialization ? { ...initialization, seed } : initialization,
    },
    training: { ...training, seed },
  }
}

/** @returns whether seeds change anything: weights that are drawn, or an order that is. */
export const hasChance = ({ network, training }: Experiment): boolean =>
  'seed' in network.initialization || training.shuffle

/** @returns whether a run is sure to end: a rule on the cost alone may never be met. */
export const hasEnd = ({ training: { stop } }: Experiment): boolean =>
  stop.updates !== undefined ||
  stop.epochs !== undefined ||
  stop.patience !== undefined ||
  stop.seconds !== undefined
