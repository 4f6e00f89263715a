/** The sweep that the fields of the rail describe. Pure. */
import type { Experiment } from '../../../../src-worker/spec/experiment'
import { succeed, fail, type Problem, type Result } from '../../../../src-worker/spec/problem'
import { sweepFormat, sweepVersion, type Sweep, type Variation } from '../../../../src-worker/spec/sweep'
import { findSweepProblems } from '../../../../src-worker/spec/sweepProblems'
import { listNumbers } from '../../../../src-worker/sweep/valueRange'
import { createInitialization, optimizerDefaults, scheduleDefaults } from '../../training/editExperiment'
import type { SweepSetting } from './sweepSettings'
import type { Axis, SweepSetup } from './sweepSetup'

type Fields = Record<string, unknown>

/** The axes that are in use. */
export const listAxes = ({ kind, grid, search }: SweepSetup): Axis[] =>
  (kind === 'grid' ? grid : search).filter(({ path }) => path !== '')

/**
 * @param settings those on offer; another path is one that was typed
 * @returns the sweep, or what is wrong with it before its runs are looked at
 */
export function createSweep(
  setup: SweepSetup,
  base: Experiment,
  settings: readonly SweepSetting[],
): Result<Sweep, Problem[]> {
  const isRandom = setup.kind === 'random'
  const vary = listAxes(setup).map((axis) => createVariation(axis, settings, isRandom))
  const paths = vary.map(({ path }) => path)
  const sweep: Sweep = {
    format: sweepFormat,
    version: sweepVersion,
    base: prepareBase(base, paths, setup.epochs),
    folder: '',
    vary,
    seeds: paths.some((path) => seedPaths.includes(path)) ? null : setup.seeds,
    random: isRandom ? { count: setup.draws, seed: setup.searchSeed } : null,
  }
  const problems = [...findEmpty(vary), ...findSweepProblems(sweep)]
  return problems.length > 0 ? fail(problems) : succeed(sweep)
}

/** Where a seed itself is varied there are no others beside it. */
const seedPaths: readonly string[] = ['training.seed', 'network.initialization.seed']

const findEmpty = (vary: readonly Variation[]): Problem[] =>
  vary.flatMap((variation) =>
    'values' in variation && variation.values.length === 0
      ? [{ path: variation.path, expected: 'at least one value', actual: 'none' }]
      : [],
  )

function createVariation(axis: Axis, settings: readonly SweepSetting[], isRandom: boolean): Variation {
  const { path, spacing, range } = axis
  const setting = settings.find((one) => one.path === path)
  if (setting !== undefined && setting.names.length > 0)
    return { path, values: setting.names.filter((name) => axis.names.includes(name)) }
  if (spacing === 'list') return { path, values: readValues(axis.text) }
  if (isRandom)
    return {
      path,
      scale: spacing === 'linear' ? 'linear' : 'log',
      minimum: range.from,
      maximum: range.to,
    }
  return { path, values: listNumbers({ ...range, kind: spacing }, setting?.whole ?? false) }
}

/** Values between commas, or one JSON list; what is no JSON is a word. */
export function readValues(text: string): unknown[] {
  const whole = readJson(text.trim())
  if (Array.isArray(whole)) return whole
  return text
    .split(/[,，]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map(readWord)
}

function readWord(word: string): unknown {
  const value = readJson(word)
  return value === undefined ? word : value
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * A run of a sweep ends after the epochs given, or by the rules on cost and patience that the experiment has: those on
 * updates would end runs of different batch sizes at different epochs, that on time would end them anywhere.
 */
function prepareBase(experiment: Experiment, paths: readonly string[], epochs: number): unknown {
  const { updates: _updates, seconds: _seconds, ...rules } = experiment.training.stop
  const { network, training } = experiment
  const isShapeVaried = paths.some((path) => /^network\.layers\b/.test(path))
  // Typed-in start values fit one shape only.
  const start =
    network.initialization.kind === 'explicit' && isShapeVaried
      ? createInitialization('xavierUniform', 1)
      : network.initialization
  const optimizer = training.optimizer
  const defaults: { path: string; part: Fields; of: Fields }[] = [
    { path: 'training.optimizer.name', part: optimizer, of: optimizerDefaults[optimizer.name] },
    {
      path: 'training.schedule.kind',
      part: training.schedule,
      of: scheduleDefaults[training.schedule.kind],
    },
  ]
  const [ownOptimizer, ownSchedule] = defaults.map(({ path, part, of }) =>
    paths.includes(path) ? dropDefaults(part, of) : part,
  )
  return {
    ...experiment,
    network: { ...network, initialization: start },
    training: {
      ...training,
      optimizer: ownOptimizer,
      schedule: ownSchedule,
      stop: { ...rules, epochs },
    },
  }
}

/** Another kind of a part has defaults of its own: those of this kind are not handed to it. */
const dropDefaults = (part: Fields, defaults: Fields): Fields =>
  Object.fromEntries(
    Object.entries(part).filter(
      ([name, value]) => name === 'name' || name === 'kind' || value !== defaults[name],
    ),
  )

/** Combinations of a sweep, and its runs. */
export function countRuns({ vary, seeds, random }: Sweep): { combinations: number; runs: number } {
  const all = vary.reduce((count, one) => count * ('values' in one ? one.values.length : 1), 1)
  const combinations = random?.count ?? all
  return { combinations, runs: combinations * (seeds ?? 1) }
}
