/**
 * How one talks to the trainer: types only, plain data and typed arrays only.
 * Every call answers a `Reply`: failures are values. Every message of a run carries the run's id.
 */
import type {
  Experiment,
  ExperimentInput,
  OptimizerSettings,
  ScheduleSettings,
  StopRules,
} from '../spec/experiment'
import type { ActivationName } from '../spec/names'
import type { Fault } from '../spec/fault'
import type { CertificateApi } from './certificate'
import type { Reply } from './errors'
import type { ExportedFile, ExportFormat } from './exports'
import type { DistributionRequest, Distributions } from './distributions'
import type { CellId, InspectRequest, SaturationMap, StepExportRequest, StepPicture } from './microscope'
import type { CellCheck, Curvature, EpsilonSweep, GradientCheckReport } from './checks'
import type { PointPrediction, PredictionReport, PredictionRequest, WrongRows } from './predictions'
import type { RunsApi } from './runs'
import type { SurfaceApi } from './surface'
import type { SavedSweep } from './sweeps'
import type { UpdateTrace } from './trace'
import type { WeightsApi } from './weights'
import type { Attachment, DataRows, DataSummary, TableOptions, TablePreview } from './tables'

export type RunState = 'idle' | 'running' | 'paused' | 'finished' | 'diverged'
export type StopReason = 'updates' | 'epochs' | 'cost' | 'patience' | 'seconds'

/** Where the first number that is not finite was found. */
export interface Divergence {
  update: number
  epoch: number
  /** From 1 within the epoch. */
  batch: number
  /** From 1; 0 for the cost. */
  layer: number
  /** In the notation of the example; `optimizer` is what the optimizer remembers of a layer's gradients. */
  tensor: 'i' | 'o' | 'cost' | 'dCost_dO' | 'dCost_dI' | 'dW' | 'db' | 'W' | 'b' | 'optimizer'
}

/** One weight or bias set by hand. `layer` from 1; `row` (the input) and `column` (the unit) from 0. */
export interface ParameterEdit {
  layer: number
  kind: 'W' | 'b'
  /** 0 for a bias. */
  row: number
  column: number
  value: number
}

/** A setting changed during a run, or a weight set by hand. */
export interface RunEvent {
  update: number
  /** Field of the patch, and its value before and after, in words for a marker. */
  field: keyof TrainingPatch | 'parameter'
  /** Which weight or bias, as `W1[1, 2]`. */
  place?: string | undefined
  before: string
  after: string
}

/** A weight or bias set by hand before the first update. */
export interface StartEdit {
  /** As `W1[1, 2]`. */
  place: string
  value: number
}

/** An update that a person wants to find again. */
export interface Bookmark {
  update: number
  note: string
}

/** What may change while a run goes on; applied between two slices. */
export interface TrainingPatch {
  batchSize?: number | 'full'
  optimizer?: OptimizerSettings
  schedule?: ScheduleSettings
  l1?: number
  l2?: number
  clipNorm?: number | null
  stop?: StopRules
}

export interface OpenedRun {
  runId: number
  /** Another one for every document: a new one, or one from a file. */
  document: number
  /** In the list of runs. */
  number: number
  experiment: Experiment
  data: DataSummary
  state: RunState
  /** Updates made. */
  update: number
  events: RunEvent[]
  bookmarks: Bookmark[]
  notes: string
  /** Set for a branch: the run that it left, and where. */
  branchOf: { number: number; name: string; update: number } | null
  /** Those saved with the session. */
  sweeps: SavedSweep[]
  parameters: number
}

/** What visible views ask for; a frame carries only that. */
export interface FrameInterest {
  weights: boolean
  /** Output over the plane of two inputs, `resolution` × `resolution` points. */
  surface: { resolution: number; inputX: number; inputY: number } | null
  /** Response of every unit over the same plane, for the tiles of the graph; null when not shown. */
  responses: { resolution: number; inputX: number; inputY: number } | null
}

/** Columns of equal length; a row stands for `stride` updates of which it holds mean and extremes. */
export interface HistoryColumns {
  stride: number
  update: Float64Array<ArrayBuffer>
  epoch: Float64Array<ArrayBuffer>
  samples: Float64Array<ArrayBuffer>
  cost: Float64Array<ArrayBuffer>
  costMinimum: Float64Array<ArrayBuffer>
  costMaximum: Float64Array<ArrayBuffer>
  penalty: Float64Array<ArrayBuffer>
  learningRate: Float64Array<ArrayBuffer>
  gradientNorm: Float64Array<ArrayBuffer>
  /** One column a layer. */
  layerGradientNorms: Float64Array<ArrayBuffer>[]
  seconds: Float64Array<ArrayBuffer>
  /** Values over whole parts, taken at the end of (some) epochs. */
  evaluation: {
    update: Float64Array<ArrayBuffer>
    epoch: Float64Array<ArrayBuffer>
    cost: Float64Array<ArrayBuffer>
    accuracy: Float64Array<ArrayBuffer>
    validationCost: Float64Array<ArrayBuffer>
    validationAccuracy: Float64Array<ArrayBuffer>
  }
}

export interface SurfaceMap {
  resolution: number
  minimum: [number, number]
  maximum: [number, number]
  inputX: number
  inputY: number
  /** `[y][x][outputs]`, y upwards from the minimum; in the data's own units on both axes. */
  values: Float32Array<ArrayBuffer>
  outputs: number
}

/** One picture of the run, at most one in flight. */
export interface Frame {
  runId: number
  state: RunState
  stopReason: StopReason | null
  divergence: Divergence | null
  /** Of the moment that is shown: an earlier one than the newest while a person looks back. */
  update: number
  /** Updates the run has made. */
  newest: number
  /** Weights and biases set by hand so far: the same update has other numbers after one. */
  edits: number
  /** Start weights set by hand, each with its last value. */
  startEdits: StartEdit[]
  /** Times the run went back to update 0: the same update may be reached by another way. */
  restarts: number
  epoch: number
  /** Updates that one epoch takes at the present batch size. */
  updatesPerEpoch: number
  /** Updates of the present epoch that are made, and those that are left. */
  batch: number
  batchesLeft: number
  samples: number
  /** Cost of the batch before this moment, without the penalty; NaN before the first update. */
  cost: number
  penalty: number
  learningRate: number
  /** Latest evaluation; NaN where it does not apply. */
  trainingCost: number
  accuracy: number
  validationCost: number
  validationAccuracy: number
  updatesPerSecond: number
  samplesPerSecond: number
  /** Floating-point operations of training. */
  operationsPerSecond: number
  history: HistoryColumns
  events: RunEvent[]
  /** One matrix `[in][out]` and one row a layer, flat; null when nobody asked. */
  weights: LayerValues[] | null
  surface: SurfaceMap | null
  /** Per layer (inputs first) one map per unit, `[unit][y][x]`. */
  responses: { resolution: number; layers: { units: number; values: Float32Array<ArrayBuffer> }[] } | null
}

export interface LayerValues {
  inputs: number
  units: number
  activation: ActivationName
  weights: Float64Array<ArrayBuffer>
  /** Empty when the layer has no bias. */
  biases: Float64Array<ArrayBuffer>
}

/** Told how far a long piece of work is; the answer false ends it with the error `cancelled`. */
export type WorkProgress = (done: number, total: number) => boolean | Promise<boolean>

/** Whether a new run joins those that are there, or begins another document. */
export type OpenPlace = 'run' | 'document'

export type RunCommand = 'run' | 'pause' | 'stepUpdate' | 'stepEpoch' | 'restart' | 'newWeights'

export interface TrainerApi extends RunsApi, SurfaceApi, WeightsApi, CertificateApi {
  /** Makes a new run; the run before ends and stays in the list, unless another document begins. */
  open(experiment: ExperimentInput, attachments: Attachment[], place?: OpenPlace): Promise<Reply<OpenedRun>>
  /** Reads a session file with all its runs; on failure the open run stays as it is. */
  openSession(bytes: Uint8Array<ArrayBuffer>, fileName: string): Promise<Reply<OpenedRun>>
  /**
   * Settles when the command has taken effect: `pause` after the current slice, steps after the step.
   * `newWeights` draws again with the next seed and answers the experiment that says so.
   */
  command(
    runId: number,
    command: RunCommand,
  ): Promise<
    Reply<
      { state: RunState; update: number; experiment: Experiment } & Pick<OpenedRun, 'number' | 'branchOf'>
    >
  >
  change(runId: number, patch: TrainingPatch): Promise<Reply<{ events: RunEvent[]; experiment: Experiment }>>
  /** Sets one weight or bias of the newest moment while the run stands still. */
  setParameter(runId: number, edit: ParameterEdit): Promise<Reply<{ events: RunEvent[] }>>
  /**
   * Shows the moment after an update of the run, replayed exactly from the nearest keyframe; everything that is asked of
   * the run then is of that moment. The newest ends the look back. While one is on its way the next call takes over.
   */
  seek(runId: number, update: number): Promise<Reply<{ update: number; newest: number }>>
  /** The moment that is shown becomes the newest of a new run; the run that was left can be gone back to. */
  branch(runId: number): Promise<Reply<OpenedRun>>
  /** Ends a branch: the run that it left, where it stood. */
  leaveBranch(runId: number): Promise<Reply<OpenedRun>>
  setBookmarks(runId: number, bookmarks: Bookmark[]): Promise<Reply<null>>
  /** Sets what frames carry, and sends one. */
  setInterest(runId: number, interest: FrameInterest): Promise<Reply<null>>
  /** Frames go to this one listener, the next only after it returned. */
  subscribe(listener: (frame: Frame) => void): Promise<void>
  trace(runId: number): Promise<Reply<UpdateTrace>>
  /** The next update's tensors, their visible parts only, and how one cell of them came about. */
  inspect(runId: number, request: InspectRequest): Promise<Reply<StepPicture>>
  mapSaturation(runId: number): Promise<Reply<SaturationMap>>
  /** One gradient cell; null for a cell that has no central difference. */
  checkCell(runId: number, fault: Fault | null, cell: CellId): Promise<Reply<CellCheck | null>>
  /** All parameters; `progress` may end it by answering false. */
  checkGradient(
    runId: number,
    fault?: Fault | null,
    progress?: WorkProgress,
  ): Promise<Reply<GradientCheckReport>>
  sweepEpsilon(runId: number, fault: Fault | null, progress?: WorkProgress): Promise<Reply<EpsilonSweep>>
  /** Of the batch in hand; `progress` may end it. */
  measureCurvature(runId: number, progress?: WorkProgress): Promise<Reply<Curvature>>
  /** A cell, a matrix or the whole update as text. */
  exportStep(runId: number, request: StepExportRequest): Promise<Reply<ExportedFile>>
  readRows(runId: number, limit: number): Promise<Reply<DataRows>>
  /** How the numbers of each layer are spread at moments all over the run; called again while some are pending. */
  readDistributions(runId: number, request: DistributionRequest): Promise<Reply<Distributions>>
  /** Measures of a part, and a page of its rows, as the moment that is shown predicts them. */
  predictRows(runId: number, request: PredictionRequest): Promise<Reply<PredictionReport>>
  /** Which of the first `limit` rows of training and validation are predicted wrong. */
  findWrongRows(runId: number, limit: number): Promise<Reply<WrongRows>>
  /** `inputs` in the data's own units; null stands for the mean over all rows, as on the map. */
  predictPoint(runId: number, inputs: readonly (number | null)[]): Promise<Reply<PointPrediction>>
  setNotes(runId: number, notes: string): Promise<Reply<null>>
  rename(runId: number, name: string): Promise<Reply<null>>
  exportRun(runId: number, format: ExportFormat): Promise<Reply<ExportedFile>>
  /** Reads a table without making a run of it. */
  previewTable(
    bytes: Uint8Array<ArrayBuffer>,
    options: TableOptions,
    progress?: WorkProgress,
  ): Promise<Reply<TablePreview>>
  /** What the data would be, without making a run of it. Tables have one target a class, two-class generators one in all. */
  describeData(
    data: ExperimentInput['data'],
    attachments: Attachment[],
    progress?: WorkProgress,
  ): Promise<Reply<DataSummary>>
  ping(): Promise<number>
}
