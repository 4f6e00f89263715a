/** The trainer behind `TrainerApi`: one open run, its loop, its frames. Failures are values; nothing is thrown out. */
import { exportStep } from '../analysis/exportStep'
import { prepareData } from '../data/prepareData'
import { previewTable } from '../data/previewTable'
import { summarizeData } from '../data/summarizeData'
import { exportRun } from '../files/exportFormats'
import { createLabError, LabFailure, type LabError, type Reply } from '../protocol/errors'
import type { Attachment } from '../protocol/tables'
import type { CellId, InspectRequest, StepExportRequest } from '../protocol/microscope'
import type { RunCommand, TrainerApi, TrainingPatch, WorkProgress } from '../protocol/trainerApi'
import type { ExperimentInput } from '../spec/experiment'
import type { Fault } from '../spec/fault'
import { parseData } from '../spec/parseExperiment'
import { FrameSampler } from './frames'
import { FrameSender, type FrameListener } from './frameSender'
import { createRun, createRunWithNewWeights, describeRun, findKeptDataset, restoreRun } from './openRun'
import { Microscope } from './microscope'
import { readRows } from './readRows'
import type { RunHost } from './runHost'
import { traceRun } from './traceRun'
import type { TrainingRun } from './trainingRun'

const sliceMs = 12
const goOn: WorkProgress = () => true

interface OpenRun {
  id: number
  run: TrainingRun
  sampler: FrameSampler
  /** Settles when the loop has ended; null when it does not run. */
  loop: Promise<void> | null
}

export interface TrainerEnvironment extends RunHost {
  /** Lets waiting messages in. */
  pause: () => Promise<void>
  appVersion: string
}

export class TrainerService implements TrainerApi {
  private opened: OpenRun | null = null
  private lastId = 0
  private readonly sender: FrameSender
  private readonly microscope: Microscope

  constructor(private readonly environment: TrainerEnvironment) {
    this.sender = new FrameSender(environment.now)
    this.microscope = new Microscope(environment.pause)
  }

  open(experiment: ExperimentInput, attachments: Attachment[]) {
    return answer(async () => {
      const stored = attachments.length === 0 ? findKeptDataset(this.opened?.run ?? null, experiment) : null
      const created = createRun(experiment, attachments, this.environment, stored)
      return this.replace(unwrap(created))
    })
  }

  openSession(bytes: Uint8Array<ArrayBuffer>, fileName: string) {
    return answer(async () => this.replace(unwrap(await restoreRun(bytes, fileName, this.environment))))
  }

  /** The run before ends here, whatever it was doing. */
  private async replace(run: TrainingRun) {
    await this.halt()
    this.opened?.run.close()
    this.microscope.forget()
    this.adopt(run)
    void this.settle(this.require(this.lastId))
    return describeRun(run, this.lastId)
  }

  private adopt(run: TrainingRun): void {
    const id = ++this.lastId
    this.opened = { id, run, sampler: new FrameSampler(run, id, this.environment.now), loop: null }
  }

  private async halt(): Promise<void> {
    const { opened } = this
    if (opened?.loop == null) return
    opened.run.pause()
    await opened.loop
  }

  command(runId: number, command: RunCommand) {
    return answer(async () => {
      const open = this.require(runId)
      await this.carryOut(open, command)
      const { state, engine, experiment } = open.run
      return { state, update: engine.update, experiment }
    })
  }

  private async carryOut(open: OpenRun, command: RunCommand): Promise<void> {
    if (command === 'run') {
      this.startLoop(open, Infinity)
      return
    }
    await this.halt()
    if (command === 'pause') return
    const { run } = open
    if (command === 'stepUpdate') return this.step(open, 1)
    if (command === 'stepEpoch') return this.step(open, run.countRemainingInEpoch())
    if (command === 'restart') run.restart()
    else {
      open.run = createRunWithNewWeights(run, this.environment)
      run.close()
      open.sampler = open.sampler.follow(open.run)
    }
    void this.settle(open)
  }

  private async step(open: OpenRun, updates: number): Promise<void> {
    this.startLoop(open, updates)
    await open.loop
  }

  private startLoop(open: OpenRun, updates: number): void {
    if (open.loop !== null) return
    open.run.start()
    if (open.run.state !== 'running') return
    open.loop = this.loop(open, updates).finally(() => (open.loop = null))
    void open.loop.then(() => this.settleLater(open))
  }

  /** Whoever waits for the loop's end is answered first; the last picture may take longer than the pause itself. */
  private async settleLater(open: OpenRun): Promise<void> {
    await this.environment.pause()
    await this.settle(open)
  }

  private async loop(open: OpenRun, updates: number): Promise<void> {
    const { run } = open
    let left = updates
    await this.environment.pause()
    while (run.state === 'running' && (left > 0 || run.isEvaluating)) {
      left -= run.advance(left, sliceMs)
      this.sender.offer(() => open.sampler.sample(false))
      await this.environment.pause()
    }
    run.pause()
  }

  /** A run that stands still shows the cost and accuracy of the weights it stands at. */
  private async settle(open: OpenRun): Promise<void> {
    const { run } = open
    const stands = () => this.opened === open && open.run === run && open.loop === null
    while (stands() && run.state !== 'diverged' && !run.settle(sliceMs)) await this.environment.pause()
    if (stands()) this.sendFrame(open)
  }

  private sendFrame(open: OpenRun): void {
    this.sender.send(() => open.sampler.sample(true))
  }

  change(runId: number, patch: TrainingPatch) {
    return answer(async () => {
      const open = this.require(runId)
      const changed = open.run.change(patch)
      if (!changed.ok) {
        throw new LabFailure(
          createLabError('invalidExperiment', 'The settings do not fit.', '', changed.error),
        )
      }
      if (open.loop === null) this.sendFrame(open)
      return { events: changed.value, experiment: open.run.experiment }
    })
  }

  /** Runs until `update` updates are done, for the command line's trace of a later update. */
  advanceTo(runId: number, update: number) {
    return answer(async () => {
      const open = this.require(runId)
      await this.step(open, Math.max(0, update - open.run.engine.update))
      return { state: open.run.state, update: open.run.engine.update }
    })
  }

  setInterest(runId: number, interest: Parameters<TrainerApi['setInterest']>[1]) {
    return answer(async () => {
      const open = this.require(runId)
      open.sampler.setInterest(interest)
      if (open.loop === null) this.sendFrame(open)
      return null
    })
  }

  subscribe(listener: FrameListener): Promise<void> {
    this.sender.subscribe(listener)
    if (this.opened !== null) this.sendFrame(this.opened)
    return Promise.resolve()
  }

  trace(runId: number) {
    return answer(async () => traceRun(this.require(runId).run, runId))
  }

  inspect(runId: number, request: InspectRequest) {
    return answer(async () => this.microscope.inspect(this.require(runId).run, runId, request))
  }

  mapSaturation(runId: number) {
    return answer(async () => this.microscope.mapSaturation(this.require(runId).run))
  }

  checkCell(runId: number, fault: Fault | null, cell: CellId) {
    return answer(async () => this.microscope.checkCell(this.require(runId).run, fault, cell))
  }

  checkGradient(runId: number, fault: Fault | null = null, progress: WorkProgress = goOn) {
    return answer(async () => this.microscope.checkGradient(this.require(runId).run, fault, progress))
  }

  sweepEpsilon(runId: number, fault: Fault | null, progress: WorkProgress = goOn) {
    return answer(async () => this.microscope.sweepEpsilon(this.require(runId).run, fault, progress))
  }

  exportStep(runId: number, request: StepExportRequest) {
    return answer(async () =>
      exportStep(this.microscope.take(this.require(runId).run, request.fault).step, request),
    )
  }

  readRows(runId: number, limit: number) {
    return answer(async () => readRows(this.require(runId).run, limit))
  }

  setNotes(runId: number, notes: string) {
    return answer(async () => {
      this.require(runId).run.notes = notes
      return null
    })
  }

  rename(runId: number, name: string) {
    return answer(async () => {
      this.require(runId).run.rename(name)
      return null
    })
  }

  exportRun(runId: number, format: Parameters<TrainerApi['exportRun']>[1]) {
    return answer(async () => {
      const { run } = this.require(runId)
      const { appVersion } = this.environment
      return exportRun(format, { document: run.toDocument(), scaler: run.prepared.scaler, appVersion })
    })
  }

  previewTable(bytes: Uint8Array<ArrayBuffer>, options: Parameters<TrainerApi['previewTable']>[1]) {
    return answer(async () => unwrap(previewTable(bytes, options)))
  }

  describeData(data: ExperimentInput['data'], attachments: Attachment[]) {
    return answer(async () => {
      const parsed = parseData(data)
      if (!parsed.ok) {
        throw new LabFailure(
          createLabError('invalidExperiment', 'The data settings do not fit.', '', parsed.error),
        )
      }
      const prepared = unwrap(prepareData(parsed.value, null, attachments))
      return { ...summarizeData(prepared), batchClamped: false }
    })
  }

  ping(): Promise<number> {
    return Promise.resolve(this.environment.now())
  }

  private require(runId: number): OpenRun {
    const { opened } = this
    if (opened === null) throw new LabFailure(createLabError('noRun', 'No run is open.'))
    if (opened.id !== runId)
      throw new LabFailure(createLabError('staleRun', `Run ${runId} is no longer open.`))
    return opened
  }
}

function unwrap<Value>(result: { ok: true; value: Value } | { ok: false; error: LabError }): Value {
  if (!result.ok) throw new LabFailure(result.error)
  return result.value
}

/** The edge: expected failures and bugs alike leave as data. */
async function answer<Value>(work: () => Promise<Value>): Promise<Reply<Value>> {
  try {
    return { ok: true, value: await work() }
  } catch (caught) {
    if (caught instanceof LabFailure) return { ok: false, error: caught.detail }
    const message = caught instanceof Error ? `${caught.name}: ${caught.message}` : String(caught)
    return { ok: false, error: createLabError('internal', message) }
  }
}
