/** What a sweep keeps of its runs, as plain data. */
import type { Sweep } from '../spec/sweep'

/** Over whole parts of the data; NaN where there is no such part or no classes. */
export interface Measures {
  trainingCost: number
  validationCost: number
  accuracy: number
  validationAccuracy: number
}

export const measureNames = ['trainingCost', 'validationCost', 'accuracy', 'validationAccuracy'] as const

/** One column a measure, each row an evaluation; epochs are fractions where a run ended within one. */
export type Curve = Record<'update' | 'epoch' | (typeof measureNames)[number], number[]>

/** What one run came to. */
export interface RunSummary {
  state: 'finished' | 'diverged'
  /** The rule that ended it; null where it diverged. */
  stopReason: 'updates' | 'epochs' | 'cost' | 'patience' | 'seconds' | null
  /** Updates made; the one that diverged is not among them. */
  updates: number
  epochs: number
  /** Of training. */
  seconds: number
  /** Of the last weights; NaN where the run diverged. */
  final: Measures
  /** The smallest costs and largest accuracies of all evaluations, each by itself. */
  best: Measures
  curve: Curve
}

export interface SweepResult extends RunSummary {
  name: string
  /** SHA-256 of the whole experiment. */
  experiment: string
  /** SHA-256 of the files that the data came from, in the window of its rows; null for generated and typed data, or where it is not known. */
  data: string | null
}

/** A sweep with the results that are there; a run of it is known by the digest of its experiment. */
export interface SavedSweep {
  name: string
  sweep: Sweep
  results: SweepResult[]
}
