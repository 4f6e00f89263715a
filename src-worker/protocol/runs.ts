/** The runs of a session: the open one and those that were left, each by its number. */
import type { Experiment } from '../spec/experiment'
import type { TaskName } from '../spec/names'
import type { Reply } from './errors'
import type { Measures, SavedSweep } from './sweeps'
import type { ExportedFile } from './exports'
import type {
  Divergence,
  HistoryColumns,
  OpenedRun,
  RunEvent,
  RunState,
  StartEdit,
  StopReason,
} from './trainerApi'

/** What a list of runs says of one. The state of the open run is that of its newest frame. */
export interface ListedRun {
  /** From 1, in the order the runs were made; none is given twice in a session. */
  number: number
  /** Empty for a run that is called by its number. */
  name: string
  note: string
  open: boolean
  /** With the settings that its last update was made with; before the first those of the next one. */
  experiment: Experiment
  /** Start weights set by hand, each with its last value. */
  startEdits: StartEdit[]
  /** Rows of each part. */
  training: number
  validation: number
  task: TaskName
  state: Exclude<RunState, 'running'>
  stopReason: StopReason | null
  divergence: Divergence | null
  /** Updates made, and the epochs that they are, with the fraction. */
  update: number
  epochs: number
  /** Settings changed during the run; one changed after its last update has changed nothing of it yet. */
  events: RunEvent[]
  /** The run that it left and where; null for a run that began at update 0. */
  branchOf: { number: number; update: number } | null
  /** At the last evaluation; NaN before the first. */
  final: Measures
  /** The smallest costs and largest accuracies of all evaluations, each by itself, and the epoch of each. */
  best: Measures
  bestEpoch: Measures
}

/** The recorded course of one run. */
export interface RunRecord {
  number: number
  history: HistoryColumns
  events: RunEvent[]
}

/** What may be asked of the runs beside the open one; `runId` is that of the open run. */
export interface RunsApi {
  listRuns(runId: number): Promise<Reply<ListedRun[]>>
  /** Numbers of runs that gave way because the list was full, each told once. */
  takeGoneRuns(runId: number): Promise<Reply<number[]>>
  readRun(runId: number, number: number): Promise<Reply<RunRecord>>
  editRun(runId: number, number: number, words: { name: string; note: string }): Promise<Reply<ListedRun[]>>
  /** Any run but the open one. */
  deleteRun(runId: number, number: number): Promise<Reply<ListedRun[]>>
  /** Brings back the run that was deleted last. */
  undeleteRun(runId: number): Promise<Reply<ListedRun[]>>
  /** The run takes the place of the open one, which stays in the list. */
  reopenRun(runId: number, number: number): Promise<Reply<OpenedRun>>
  /** The session's bytes as they are now, for a recovery copy; what a person takes away is exported, and read back. */
  copySession(runId: number): Promise<Reply<Uint8Array<ArrayBuffer>>>
  /** A session of that run alone. */
  exportListedRun(runId: number, number: number): Promise<Reply<ExportedFile>>
  /** The runs of another session file, with new numbers. */
  addRuns(runId: number, bytes: Uint8Array<ArrayBuffer>, fileName: string): Promise<Reply<ListedRun[]>>
  /** The sweeps that are saved with the session. */
  setSweeps(runId: number, sweeps: SavedSweep[]): Promise<Reply<null>>
}
