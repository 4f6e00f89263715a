/** What the next sweep consists of. One instance for the window, kept as long as it is open. */
import { reactive } from 'vue'
import type { CombineRule, Score } from '../../../../src-worker/sweep/scores'
import type { NumberRange } from '../../../../src-worker/sweep/valueRange'
import { defaultJobs } from '../../trainer/sweepPool'
import type { SweepSetting } from './sweepSettings'

/** How the values of a setting are given: as one of the ranges, or each by itself. */
export const spacings = ['linear', 'log', 'double', 'list'] as const
export type Spacing = (typeof spacings)[number]

/** A setting and what it is tried with. */
export interface Axis {
  /** Empty for an axis that is not used. */
  path: string
  /** Whether the path was typed by hand. */
  typed: boolean
  spacing: Spacing
  range: Omit<NumberRange, 'kind'>
  /** Values between commas. */
  text: string
  names: string[]
}

export const sweepKinds = ['grid', 'random'] as const
export type SweepKind = (typeof sweepKinds)[number]

export interface SweepSetup {
  /** The run that is varied; null for the experiment in the rail. */
  from: number | null
  kind: SweepKind
  /** Across, down and the third of a grid. */
  grid: [Axis, Axis, Axis]
  search: Axis[]
  /** Combinations that a search draws, and the seed of the drawing. */
  draws: number
  searchSeed: number
  seeds: number
  epochs: number
  jobs: number
  score: Score
  combine: CombineRule
}

/** Workers at most. */
export const cores = Math.max(1, globalThis.navigator?.hardwareConcurrency ?? 1)

export const createAxis = (setting: SweepSetting | null = null): Axis => ({
  path: setting?.path ?? '',
  typed: false,
  spacing: setting?.range?.kind ?? 'list',
  range: setting?.range ?? { from: 0, to: 1, count: 3 },
  text: '',
  names: [...(setting?.names ?? [])],
})

export const createSweepSetup = (): SweepSetup => ({
  from: null,
  kind: 'grid',
  grid: [createAxis(), createAxis(), createAxis()],
  search: [],
  draws: 30,
  searchSeed: 1,
  seeds: 3,
  epochs: 200,
  jobs: defaultJobs(cores),
  score: { result: 'final', part: 'validation', measure: 'cost', target: 0.1 },
  combine: 'median',
})

export const sweepSetup: SweepSetup = reactive(createSweepSetup())
