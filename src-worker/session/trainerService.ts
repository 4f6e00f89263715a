/** The trainer behind `TrainerApi`: one open run, its loop, its frames. Failures are values; nothing is thrown out. */
import { exportRun } from '../files/exportFormats'
import type { SessionFile } from '../files/sessionDocument'
import { createLabError, LabFailure } from '../protocol/errors'
import type { Attachment, TableOptions } from '../protocol/tables'
import type {
  Bookmark,
  OpenPlace,
  ParameterEdit,
  RunCommand,
  TrainerApi,
  TrainingPatch,
  WorkProgress,
} from '../protocol/trainerApi'
import type { ExperimentInput } from '../spec/experiment'
import { limits } from '../spec/limits'
import { DataReader } from './dataReader'
import { FrameSender, type FrameListener } from './frameSender'
import {
  createRun,
  createRunWithNewWeights,
  describeRun,
  findKeptDataset,
  reopenRun,
  restoreRun,
} from './openRun'
import { answer, unwrap } from './answer'
import { collectExport } from './collectExport'
import { findEditProblems } from './setParameter'
import { RunKeeper } from './runKeeper'
import { RunList } from './runList'
import { RunLoop, type LoopEnvironment } from './runLoop'
import type { TrainingRun } from './trainingRun'

export interface TrainerEnvironment extends LoopEnvironment {
  appVersion: string
}

export class TrainerService extends RunKeeper implements TrainerApi {
  private opened: RunLoop | null = null
  private lastId = 0
  /** Documents begun so far. */
  private documents = 0
  private readonly sender: FrameSender
  private readonly data: DataReader

  constructor(private readonly environment: TrainerEnvironment) {
    super(environment.pause, environment.now, environment.appVersion)
    this.sender = new FrameSender(environment.now)
    this.data = new DataReader(environment)
  }

  open(experiment: ExperimentInput, attachments: Attachment[], place: OpenPlace = 'run') {
    return answer(async () => {
      const stored = attachments.length === 0 ? findKeptDataset(this.opened?.run ?? null, experiment) : null
      const run = unwrap(createRun(experiment, attachments, this.environment, stored))
      await this.opened?.halt()
      if (place === 'document') this.beginDocument()
      else if (this.opened !== null) {
        run.notes = this.opened.run.notes
        this.leaveForNew(this.opened.run)
      }
      return this.adopt(run)
    })
  }

  openSession(bytes: Uint8Array<ArrayBuffer>, fileName: string) {
    return answer(async () => {
      const { run, file } = unwrap(await restoreRun(bytes, fileName, this.environment))
      await this.opened?.halt()
      this.beginDocument(file)
      return this.adopt(run)
    })
  }

  private beginDocument(file?: SessionFile): void {
    this.list = RunList.open(file)
    this.documents++
  }

  reopenRun(runId: number, number: number) {
    return answer(async () => {
      const { run } = this.requireOpen(runId)
      return this.goTo(run, number)
    })
  }

  /** The run of the list takes the place of the open one, when it can be opened. */
  private async goTo(open: TrainingRun, number: number) {
    const next = this.require(number)
    const run = unwrap(reopenRun(next.document, open, this.environment))
    await this.opened?.halt()
    run.notes = open.notes
    this.leaveFor(open, next)
    return this.adopt(run)
  }

  /** The run before ends here, whatever it was doing. */
  private adopt(run: TrainingRun) {
    this.data.forget()
    if (this.opened?.run !== run) this.opened?.run.close()
    const loop = this.begin(run, ++this.lastId)
    return describeRun(run, loop.id, { document: this.documents, ...this.describePlace() })
  }

  private begin(run: TrainingRun, id: number): RunLoop {
    this.opened?.close()
    this.microscope.forget()
    const loop = new RunLoop(run, id, this.environment, this.sender)
    this.opened = loop
    void loop.settle()
    return loop
  }

  command(runId: number, command: RunCommand) {
    return answer(async () => {
      const loop = this.requireOpen(runId)
      await this.carryOut(loop, command)
      const { state, newest, experiment } = this.requireOpen(runId).run
      const { number, branchOf } = this.describePlace()
      return { state, update: newest, experiment, number, branchOf }
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
    // What may lack the memory comes first: a run that cannot begin anew stays as it was, also in the list.
    if (command === 'restart') {
      const restart = run.prepareRestart()
      this.leaveForNew(run)
      restart()
      void loop.settle()
    } else {
      const renewed = createRunWithNewWeights(run, this.environment)
      this.leaveForNew(run)
      run.close()
      this.begin(renewed, loop.id).sampler.setInterest(loop.sampler.interest)
    }
  }

  change(runId: number, patch: TrainingPatch) {
    return answer(async () => {
      const loop = this.requireOpen(runId)
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
      const loop = this.requireOpen(runId)
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
      const loop = this.requireOpen(runId)
      await loop.seek(update)
      return { update: loop.run.engine.update, newest: loop.run.newest }
    })
  }

  branch(runId: number) {
    return answer(async () => {
      const { run } = this.requireOpen(runId)
      if (!run.isPast)
        throw new LabFailure(
          createLabError('busy', 'The newest update is shown: there is nothing to branch from.'),
        )
      this.leaveForNew(run, run.engine.update)
      run.cut()
      return this.adopt(run)
    })
  }

  leaveBranch(runId: number) {
    return answer(async () => {
      const { run } = this.requireOpen(runId)
      const { branchOf } = this.describePlace()
      if (branchOf === null)
        throw new LabFailure(createLabError('noRun', 'This run is no branch of another one.'))
      return this.goTo(run, branchOf.number)
    })
  }

  setBookmarks(runId: number, bookmarks: Bookmark[]) {
    return answer(async () => {
      const { run } = this.requireOpen(runId)
      run.bookmarks = bookmarks.filter(({ update }) => update <= run.newest).slice(0, limits.bookmarks)
      return null
    })
  }

  /** Runs until `update` updates are done, for the command line's trace of a later update. */
  advanceTo(runId: number, update: number) {
    return answer(async () => {
      const loop = this.requireOpen(runId)
      await loop.step(Math.max(0, update - loop.run.newest))
      return { state: loop.run.state, update: loop.run.newest }
    })
  }

  setInterest(runId: number, interest: Parameters<TrainerApi['setInterest']>[1]) {
    return answer(async () => {
      const loop = this.requireOpen(runId)
      loop.sampler.setInterest(interest)
      if (!loop.isGoing) loop.sendFrame()
      return null
    })
  }

  subscribe(listener: FrameListener): Promise<void> {
    this.sender.subscribe(listener)
    this.opened?.sendFrame()
    return Promise.resolve()
  }

  setNotes(runId: number, notes: string) {
    return answer(async () => {
      this.requireOpen(runId).run.notes = notes
      return null
    })
  }

  rename(runId: number, name: string) {
    return answer(async () => {
      this.requireOpen(runId).run.rename(name)
      return null
    })
  }

  exportRun(runId: number, format: Parameters<TrainerApi['exportRun']>[1]) {
    return answer(async () => {
      const { run } = this.requireOpen(runId)
      const { appVersion } = this.environment
      const collected = collectExport(run, format, this.microscope)
      return exportRun(format, { ...collected, others: this.listOthers(), appVersion })
    })
  }

  previewTable(bytes: Uint8Array<ArrayBuffer>, options: TableOptions, progress: WorkProgress = () => true) {
    return answer(() => this.data.preview(bytes, options, progress))
  }

  describeData(
    data: ExperimentInput['data'],
    attachments: Attachment[],
    progress: WorkProgress = () => true,
  ) {
    return answer(() => this.data.describe(data, attachments, progress))
  }

  ping(): Promise<number> {
    return Promise.resolve(this.environment.now())
  }

  protected findRun(runId: number): TrainingRun {
    return this.requireOpen(runId).run
  }

  private requireOpen(runId: number): RunLoop {
    const { opened } = this
    if (opened === null) throw new LabFailure(createLabError('noRun', 'No run is open.'))
    if (opened.id !== runId)
      throw new LabFailure(createLabError('staleRun', `Run ${runId} is no longer open.`))
    return opened
  }
}
