/** What may be asked of the open run without changing it: of the moment that is shown. */
import { exportStep } from '../analysis/exportStep'
import type { DistributionRequest } from '../protocol/distributions'
import type { CellId, InspectRequest, StepExportRequest } from '../protocol/microscope'
import type { PredictionRequest } from '../protocol/predictions'
import type { NoiseRequest, SurfaceRequest } from '../protocol/surface'
import type { WorkProgress } from '../protocol/trainerApi'
import type { Orientation } from '../protocol/weights'
import type { Fault } from '../spec/fault'
import { answer } from './answer'
import { certifyRun, compareRun } from './certifyRun'
import { DistributionReader } from './distributionReader'
import { Microscope } from './microscope'
import { Predictions } from './predictions'
import { readRows } from './readRows'
import { SurfaceReader } from './surfaceReader'
import { traceRun } from './traceRun'
import type { TrainingRun } from './trainingRun'
import { readWeightsFor } from './weightsReader'

const goOn: WorkProgress = () => true

export abstract class RunReader {
  protected readonly microscope: Microscope
  private readonly predictions: Predictions
  private readonly distributions: DistributionReader
  private readonly surfaces: SurfaceReader

  /** @param pause lets waiting messages in */
  constructor(
    private readonly pause: () => Promise<void>,
    now: () => number,
  ) {
    this.microscope = new Microscope(pause)
    this.predictions = new Predictions(pause)
    this.distributions = new DistributionReader(pause, now)
    this.surfaces = new SurfaceReader(pause, now)
  }

  /** Written into files. */
  protected abstract readonly appVersion: string

  /** @throws LabFailure when no run of this id is open */
  protected abstract findRun(runId: number): TrainingRun

  certify(runId: number) {
    return answer(() => certifyRun(this.findRun(runId), this.appVersion, this.pause))
  }

  compareCertificate(runId: number, bytes: Uint8Array<ArrayBuffer>, fileName: string) {
    return answer(() => compareRun(this.findRun(runId), bytes, fileName, this.appVersion, this.pause))
  }

  trace(runId: number) {
    return answer(async () => traceRun(this.findRun(runId), runId))
  }

  inspect(runId: number, request: InspectRequest) {
    return answer(async () => this.microscope.inspect(this.findRun(runId), runId, request))
  }

  mapSaturation(runId: number) {
    return answer(async () => this.microscope.mapSaturation(this.findRun(runId)))
  }

  checkCell(runId: number, fault: Fault | null, cell: CellId) {
    return answer(async () => this.microscope.checkCell(this.findRun(runId), fault, cell))
  }

  checkGradient(runId: number, fault: Fault | null = null, progress: WorkProgress = goOn) {
    return answer(async () => this.microscope.checkGradient(this.findRun(runId), fault, progress))
  }

  sweepEpsilon(runId: number, fault: Fault | null, progress: WorkProgress = goOn) {
    return answer(async () => this.microscope.sweepEpsilon(this.findRun(runId), fault, progress))
  }

  measureCurvature(runId: number, progress: WorkProgress = goOn) {
    return answer(async () => this.microscope.measureCurvature(this.findRun(runId), progress))
  }

  mapCost(runId: number, request: SurfaceRequest, progress: WorkProgress = goOn) {
    return answer(() => this.surfaces.mapCost(() => this.findRun(runId), request, progress))
  }

  measureNoise(runId: number, request: NoiseRequest, progress: WorkProgress = goOn) {
    return answer(() => this.surfaces.measureNoise(() => this.findRun(runId), request, progress))
  }

  exportStep(runId: number, request: StepExportRequest) {
    return answer(async () =>
      exportStep(this.microscope.take(this.findRun(runId), request.fault).step, request),
    )
  }

  readRows(runId: number, limit: number) {
    return answer(async () => readRows(this.findRun(runId), limit))
  }

  readDistributions(runId: number, request: DistributionRequest) {
    return answer(() => this.distributions.read(() => this.findRun(runId), runId, request))
  }

  predictRows(runId: number, request: PredictionRequest) {
    return answer(() => this.predictions.predictRows(() => this.findRun(runId), runId, request))
  }

  findWrongRows(runId: number, limit: number) {
    return answer(() => this.predictions.findWrongRows(() => this.findRun(runId), runId, limit))
  }

  readWeights(
    runId: number,
    bytes: Uint8Array<ArrayBuffer>,
    fileName: string,
    orientation: Orientation | null,
    order: number | null = null,
  ) {
    return answer(async () => readWeightsFor(this.findRun(runId), bytes, fileName, orientation, order))
  }

  predictPoint(runId: number, inputs: readonly (number | null)[]) {
    return answer(async () => this.predictions.predictPoint(this.findRun(runId), runId, inputs))
  }
}
