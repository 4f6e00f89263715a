/** What the renderer knows of the trainer: types only. `trainerClient.ts` makes it, `useTrainer` hands it out. */
import type { ComputedRef, InjectionKey, Ref, ShallowRef } from 'vue'
import type { LabError, Reply } from '../../../src-worker/protocol/errors'
import type { CertificateComparison, RunCertificate } from '../../../src-worker/protocol/certificate'
import type { DistributionRequest, Distributions } from '../../../src-worker/protocol/distributions'
import type {
  CellId,
  InspectRequest,
  SaturationMap,
  StepExportRequest,
  StepPicture,
} from '../../../src-worker/protocol/microscope'
import type { CellCheck, Curvature, EpsilonSweep } from '../../../src-worker/protocol/checks'
import type {
  PointPrediction,
  PredictionReport,
  PredictionRequest,
  WrongRows,
} from '../../../src-worker/protocol/predictions'
import type { ListedRun, RunRecord } from '../../../src-worker/protocol/runs'
import type {
  CostSurface,
  GradientNoise,
  NoiseRequest,
  SurfaceRequest,
} from '../../../src-worker/protocol/surface'
import type { SavedSweep } from '../../../src-worker/protocol/sweeps'
import type { Orientation, WeightsReport } from '../../../src-worker/protocol/weights'
import type {
  Attachment,
  DataRows,
  DataSummary,
  TableOptions,
  TablePreview,
} from '../../../src-worker/protocol/tables'
import type { ExportedFile, ExportFormat } from '../../../src-worker/protocol/exports'
import type {
  Bookmark,
  Frame,
  FrameInterest,
  OpenedRun,
  OpenPlace,
  ParameterEdit,
  RunCommand,
  TrainingPatch,
  WorkProgress,
} from '../../../src-worker/protocol/trainerApi'
import type { GradientCheckReport } from '../../../src-worker/protocol/checks'
import type { Experiment, ExperimentInput } from '../../../src-worker/spec/experiment'
import type { Fault } from '../../../src-worker/spec/fault'

export interface Trainer {
  /** The open run; null until the first one opened. */
  readonly run: Readonly<ShallowRef<OpenedRun | null>>
  /** Newest frame of the open run, at most one new a animation frame. */
  readonly frame: Readonly<ShallowRef<Frame | null>>
  /** The last failure that nobody took; a strip over the stage shows it. */
  readonly error: ShallowRef<LabError | null>
  /** True while the worker does not answer its heartbeat. */
  readonly silent: Readonly<Ref<boolean>>
  /** A new run beside those that are there, or the first one of another document. */
  open(experiment: ExperimentInput, attachments: Attachment[], place?: OpenPlace): Promise<Reply<OpenedRun>>
  openSession(bytes: Uint8Array<ArrayBuffer>, fileName: string): Promise<Reply<OpenedRun>>
  command(command: RunCommand): Promise<void>
  change(patch: TrainingPatch): Promise<void>
  /** Sets one weight or bias of the newest moment. */
  setParameter(edit: ParameterEdit): Promise<void>
  /** The update that is on its way to be shown; null when none is. */
  readonly sought: Readonly<ShallowRef<number | null>>
  /** Shows the moment after an update; settles when the last one asked for is shown. */
  seek(update: number): Promise<void>
  /** The moment that is shown becomes the newest of a new run. */
  branch(): Promise<Reply<OpenedRun>>
  leaveBranch(): Promise<Reply<OpenedRun>>
  setBookmarks(bookmarks: Bookmark[]): Promise<void>
  /** Merges into what frames carry; a view calls it with its part when shown and with null or false when hidden. */
  setInterest(interest: Partial<FrameInterest>): Promise<void>
  /** The next update under the microscope: its visible parts, and how one cell of it came about. */
  inspect(request: InspectRequest): Promise<Reply<StepPicture>>
  mapSaturation(): Promise<Reply<SaturationMap>>
  checkCell(fault: Fault | null, cell: CellId): Promise<Reply<CellCheck | null>>
  /** `progress` may end the work by answering false. */
  checkGradient(fault: Fault | null, progress: WorkProgress): Promise<Reply<GradientCheckReport>>
  sweepEpsilon(fault: Fault | null, progress: WorkProgress): Promise<Reply<EpsilonSweep>>
  measureCurvature(progress: WorkProgress): Promise<Reply<Curvature>>
  exportStep(request: StepExportRequest): Promise<Reply<ExportedFile>>
  readRows(limit: number): Promise<Reply<DataRows>>
  /** How the numbers of each layer are spread at moments all over the run; asked again while some are pending. */
  readDistributions(request: DistributionRequest): Promise<Reply<Distributions>>
  predictRows(request: PredictionRequest): Promise<Reply<PredictionReport>>
  findWrongRows(limit: number): Promise<Reply<WrongRows>>
  predictPoint(inputs: readonly (number | null)[]): Promise<Reply<PointPrediction>>
  setNotes(notes: string): Promise<void>
  rename(name: string): Promise<void>
  exportRun(format: ExportFormat): Promise<Reply<ExportedFile>>
  /** The session's bytes as they are now, for a recovery copy. */
  copySession(): Promise<Reply<Uint8Array<ArrayBuffer>>>
  /** Every run of the session, the open one among them. */
  readonly runs: Readonly<ShallowRef<readonly ListedRun[]>>
  /** The recorded course of a run that is not open, or of the open one up to now. */
  readRun(number: number): Promise<Reply<RunRecord>>
  editRun(number: number, words: { name: string; note: string }): Promise<void>
  deleteRun(number: number): Promise<void>
  undeleteRun(): Promise<void>
  reopenRun(number: number): Promise<Reply<OpenedRun>>
  exportListedRun(number: number): Promise<Reply<ExportedFile>>
  addRuns(bytes: Uint8Array<ArrayBuffer>, fileName: string): Promise<Reply<null>>
  setSweeps(sweeps: SavedSweep[]): Promise<void>
  mapCost(request: SurfaceRequest, progress: WorkProgress): Promise<Reply<CostSurface>>
  measureNoise(request: NoiseRequest, progress: WorkProgress): Promise<Reply<GradientNoise>>
  certify(): Promise<Reply<RunCertificate>>
  /** With a certificate as JSON, a session file, or a code as text. */
  compareCertificate(bytes: Uint8Array<ArrayBuffer>, fileName: string): Promise<Reply<CertificateComparison>>
  /** How the tensors of a file fit the open network; changes nothing. */
  readWeights(
    bytes: Uint8Array<ArrayBuffer>,
    fileName: string,
    orientation: Orientation | null,
    order: number | null,
  ): Promise<Reply<WeightsReport>>
  previewTable(
    bytes: Uint8Array<ArrayBuffer>,
    options: TableOptions,
    progress?: WorkProgress,
  ): Promise<Reply<TablePreview>>
  describeData(
    data: ExperimentInput['data'],
    attachments: Attachment[],
    progress?: WorkProgress,
  ): Promise<Reply<DataSummary>>
}

/** The experiment being edited. What a run takes while it goes on is sent at once; the rest is staged until `apply`. */
export interface ExperimentDraft {
  readonly experiment: Readonly<ShallowRef<Experiment>>
  /** True when layers, cost, start values or data differ from the run's: a restart is needed to apply them. */
  readonly staged: ComputedRef<boolean>
  /** Every change of the rail goes through here: live fields reach the run, others are staged. */
  edit(change: (experiment: Experiment) => Experiment): void
  /** Opens a new run from the draft. */
  apply(): Promise<Reply<OpenedRun>>
  discard(): void
  /**
   * Another data source; output layer, cost and batch size follow the target, then the run opens.
   * @param progress hears of the reading, and `(1, 1)` last: once it answers false nothing is opened
   */
  replaceData(
    data: ExperimentInput['data'],
    attachments: Attachment[],
    name: string,
    progress?: WorkProgress,
  ): Promise<Reply<OpenedRun>>
}

export const trainerKey: InjectionKey<Trainer> = Symbol('trainer')
export const draftKey: InjectionKey<ExperimentDraft> = Symbol('draft')
/** True where a run is only looked at: nothing there may change it. False where nobody says. */
export const viewOnlyKey: InjectionKey<boolean> = Symbol('view only')

/** Another trainer with a worker of its own, for a run shown beside the open one; whoever makes it disposes of it. */
export interface SpareTrainer extends Trainer {
  dispose(): void
}
export const spareTrainerKey: InjectionKey<() => SpareTrainer> = Symbol('spare trainer')
