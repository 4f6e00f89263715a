import type {
  Bookmark,
  HistoryColumns,
  ParameterEdit,
  RunEvent,
  RunState,
  StopReason,
} from '../protocol/trainerApi'
import type { Dataset } from '../core/dataset'
import type { LayerTensors, OptimizerState, OrderState } from '../core/trainingState'
import type { Experiment, TrainingSettings } from '../spec/experiment'

/** Everything a session file holds: enough to go on exactly as if the run had not stopped. */
export interface SessionDocument {
  experiment: Experiment
  state: Exclude<RunState, 'running'>
  stopReason: StopReason | null
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
