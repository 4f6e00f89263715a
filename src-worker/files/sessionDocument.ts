import type {
  Bookmark,
  Divergence,
  HistoryColumns,
  ParameterEdit,
  RunEvent,
  RunState,
  StopReason,
} from '../protocol/trainerApi'
import type { Dataset } from '../core/dataset'
import type { SavedSweep } from '../protocol/sweeps'
import type { LayerTensors, OptimizerState, OrderState } from '../core/trainingState'
import type { Experiment, TrainingSettings } from '../spec/experiment'

/** Everything a session file holds: enough to go on exactly as if the run had not stopped. */
export interface SessionDocument {
  experiment: Experiment
  state: Exclude<RunState, 'running'>
  stopReason: StopReason | null
  /** Where a run that diverged did; null also in files of before it was kept. */
  divergence: Divergence | null
  update: number
  samples: number
  /** Seconds of training so far. */
  seconds: number
  /** Rules already met once, which no longer stop the run. */
  spentRules: StopReason[]
  /** Best cost seen by the patience rule and the epochs since; cost null before the first evaluation. */
  patience: { best: number | null; epochsSince: number }
  initial: LayerTensors[]
  current: LayerTensors[]
  optimizer: OptimizerState
  order: OrderState
  history: HistoryColumns
  events: RunEvent[]
  /** Settings in force from an update on, in order; the first are those of the start, the last those of the experiment. */
  changes: { update: number; training: TrainingSettings; parameter?: ParameterEdit | undefined }[]
  bookmarks: Bookmark[]
  /** The data when it is not in the experiment itself (inline, generator). */
  dataset: Dataset | null
  notes: string
}

/** What a run is called in the list of a session's runs. */
export interface RunWords {
  /** From 1; each once in a session. */
  number: number
  /** Empty for a run that is called by its number. */
  name: string
  note: string
  /** The run that it left and where; null for one that began at update 0. */
  branchOf: { number: number; update: number } | null
}

/** A run beside the open one. Its document is never changed: what was packed of it is kept. */
export interface KeptRun extends RunWords {
  document: SessionDocument
}

/** A whole session file: the open run, those beside it in the order of their numbers, and the sweeps. */
export interface SessionFile {
  document: SessionDocument
  words: RunWords
  kept: readonly KeptRun[]
  sweeps: readonly SavedSweep[]
}

/** Of a session with one run that nobody named. */
export const firstWords: RunWords = { number: 1, name: '', note: '', branchOf: null }
