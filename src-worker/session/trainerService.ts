/** The trainer behind `TrainerApi`: one open run, its loop, its frames. Failures are values; nothing is thrown out. */
import { prepareData } from '../data/prepareData'
import { previewTable } from '../data/previewTable'
import { summarizeData } from '../data/summarizeData'
import { exportRun } from '../files/exportFormats'
import { createLabError, LabFailure, type LabError } from '../protocol/errors'
import type { Attachment } from '../protocol/tables'
import type { SessionDocument } from '../files/sessionDocument'
import type { Bookmark, ParameterEdit, RunCommand, TrainerApi, TrainingPatch } from '../protocol/trainerApi'
import type { ExperimentInput } from '../spec/experiment'
import { limits } from '../spec/limits'
import { parseData } from '../spec/parseExperiment'
import { FrameSender, type FrameListener } from './frameSender'
import {
  createRun,
  createRunWithNewWeights,
  describeRun,
  findKeptDataset,
  restoreRun,
  restoreTrunk,
} from './openRun'
import { answer } from './answer'
import { findEditProblems } from './setParameter'
import { RunReader } from './runReader'
import { RunLoop, type LoopEnvironment } from './runLoop'
import type { TrainingRun } from './trainingRun'

/** A run that was left for a branch. */
interface Trunk {
  document: SessionDocument
  parts: Pick<TrainingRun, 'prepared' | 'shape' | 'divergence'>
  update: number
  /** The run that this one had branched from itself. */
  below: Trunk | null
}

interface OpenRun {
  loop: RunLoop
  /** The run that this one branched from, as it stood. */
  trunk: Trunk | null
}

export interface TrainerEnvironment extends LoopEnvironment {
  appVersion: string
}

export class TrainerService extends RunReader implements TrainerApi {
  private opened: OpenRun | null = null
  private lastId = 0
  private readonly sender: FrameSender

  constructor(private readonly environment: TrainerEnvironment) {
    super(environment.pause, environment.now)
    this.sender = new FrameSender(environment.now)
  }

  open(experiment: ExperimentInput, attachments: Attachment[]) {
    return answer(async () => {
      const stored =
        attachments.length === 0 ? findKeptDataset(this.opened?.loop.run ?? null, experiment) : null
      const created = createRun(experiment, attachments, this.environment, stored)
      return this.replace(unwrap(created))
    })
  }

  openSession(bytes: Uint8Array<ArrayBuffer>, fileName: string) {
    return answer(async () => this.replace(unwrap(await restoreRun(bytes, fileName, this.environment))))
  }

  /** The run before ends here, whatever it was doing; a run that was left for a branch can still be gone back to. */
  private async replace(run: TrainingRun, trunk = this.opened?.trunk ?? null) {
    await this.opened?.loop.halt()
    this.opened?.loop.run.close()
    return this.adopt(run, trunk)
  }

  private adopt(run: TrainingRun, trunk: Trunk | null) {
    const loop = this.begin(run, ++this.lastId, trunk)
    const branchOf = trunk && { name: trunk.document.experiment.name, update: trunk.update }
    return describeRun(run, loop.id, branchOf)
  }

  private begin(run: TrainingRun, id: number, trunk: Trunk | null): RunLoop {
    this.opened?.loop.close()
    this.microscope.forget()
    const loop = new RunLoop(run, id, this.environment, this.sender)
    this.opened = { loop, trunk }
    void loop.settle()
    return loop
  }

  command(runId: number, command: RunCommand) {
    return answer(async () => {
      const { loop } = this.require(runId)
      await this.carryOut(loop, command)
      const { state, newest, experiment } = this.require(runId).loop.run
      return { state, update: newest, experiment }
    })
  }

  private async carryOut(loop: RunLoop, command: RunCommand): Promise<void> {
    const { run } = loop
    if (command === 'run') {
      loop.start()
      return
    }
    await loop.halt()
    if (command === 'pause') return
    run.seek(run.newest)
    if (command === 'stepUpdate') return loop.step(1)
    if (command === 'stepEpoch') return loop.step(run.engine.countRemainingInEpoch())
    if (command === 'restart') {
      run.restart()
      void loop.settle()
    } else {
      const renewed = createRunWithNewWeights(run, this.environment)
      run.close()
      this.begin(renewed, loop.id, this.opened?.trunk ?? null).sampler.setInterest(loop.sampler.interest)
    }
  }

  change(runId: number, patch: TrainingPatch) {
    return answer(async () => {
      const { loop } = this.require(runId)
      const changed = loop.run.change(patch)
      if (!changed.ok) {
        throw new LabFailure(
          createLabError('invalidExperiment', 'The settings do not fit.', '', changed.error),
        )
      }
      if (!loop.isGoing) void loop.settle()
      return { events: changed.value, experiment: loop.run.experiment }
    })
  }

  setParameter(runId: number, edit: ParameterEdit) {
    return answer(async () => {
      const { loop } = this.require(runId)
      const problems = findEditProblems(loop.run.shape, edit)
      if (problems.length > 0)
        throw new LabFailure(createLabError('invalidExperiment', 'No such weight.', '', problems))
      await loop.halt()
      loop.run.setParameter(edit)
      this.microscope.forget()
      void loop.settle()
      return { events: loop.run.events }
    })
  }

  seek(runId: number, update: number) {
    return answer(async () => {
      const { loop } = this.require(runId)
      await loop.seek(update)
      return { update: loop.run.engine.update, newest: loop.run.newest }
    })
  }

  branch(runId: number) {
    return answer(async () => {
      const { loop, trunk: below } = this.require(runId)
      const { run } = loop
      if (!run.isPast)
        throw new LabFailure(
          createLabError('busy', 'The newest update is shown: there is nothing to branch from.'),
        )
      const { prepared, shape, divergence } = run
      const parts = { prepared, shape, divergence }
      const trunk = { document: run.toDocument(), parts, update: run.engine.update, below }
      run.cut()
      run.rename(`${run.experiment.name} @${trunk.update}`.slice(-limits.nameLength))
      return this.adopt(run, trunk)
    })
  }

  leaveBranch(runId: number) {
    return answer(async () => {
      const { trunk } = this.require(runId)
      if (trunk === null)
        throw new LabFailure(createLabError('noRun', 'This run is no branch of another one.'))
      return this.replace(restoreTrunk(trunk.parts, trunk.document, this.environment), trunk.below)
    })
  }

  setBookmarks(runId: number, bookmarks: Bookmark[]) {
    return answer(async () => {
      const { run } = this.require(runId).loop
      run.bookmarks = bookmarks.filter(({ update }) => update <= run.newest).slice(0, limits.bookmarks)
      return null
    })
  }

  /** Runs until `update` updates are done, for the command line's trace of a later update. */
  advanceTo(runId: number, update: number) {
    return answer(async () => {
      const { loop } = this.require(runId)
      await loop.step(Math.max(0, update - loop.run.newest))
      return { state: loop.run.state, update: loop.run.newest }
    })
  }

  setInterest(runId: number, interest: Parameters<TrainerApi['setInterest']>[1]) {
    return answer(async () => {
      const { loop } = this.require(runId)
      loop.sampler.setInterest(interest)
      if (!loop.isGoing) loop.sendFrame()
      return null
    })
  }

  subscribe(listener: FrameListener): Promise<void> {
    this.sender.subscribe(listener)
    this.opened?.loop.sendFrame()
    return Promise.resolve()
  }

  setNotes(runId: number, notes: string) {
    return answer(async () => {
      this.require(runId).loop.run.notes = notes
      return null
    })
  }

  rename(runId: number, name: string) {
    return answer(async () => {
      this.require(runId).loop.run.rename(name)
      return null
    })
  }

  exportRun(runId: number, format: Parameters<TrainerApi['exportRun']>[1]) {
    return answer(async () => {
      const { run } = this.require(runId).loop
      const { appVersion } = this.environment
      // Weights are those of the moment shown; a session is the whole run.
      const whole = run.toDocument()
      const { parameters } = run.engine.getState()
      const document = format.startsWith('weights') ? { ...whole, current: parameters } : whole
      return exportRun(format, { document, scaler: run.prepared.scaler, appVersion })
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

  protected findRun(runId: number): TrainingRun {
    return this.require(runId).loop.run
  }

  private require(runId: number): OpenRun {
    const { opened } = this
    if (opened === null) throw new LabFailure(createLabError('noRun', 'No run is open.'))
    if (opened.loop.id !== runId)
      throw new LabFailure(createLabError('staleRun', `Run ${runId} is no longer open.`))
    return opened
  }
}

function unwrap<Value>(result: { ok: true; value: Value } | { ok: false; error: LabError }): Value {
  if (!result.ok) throw new LabFailure(result.error)
  return result.value
}
