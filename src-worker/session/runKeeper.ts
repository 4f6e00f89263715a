/** The runs of a session beside the open one, as the window asks for them. */
import { toSafeName } from '../files/exportNames'
import type { KeptRun, SessionFile } from '../files/sessionDocument'
import { readSessionFile } from '../files/sessionReader'
import { writeSession, writeSessionFile } from '../files/sessionWriter'
import { createLabError, LabFailure } from '../protocol/errors'
import type { ListedRun } from '../protocol/runs'
import type { SavedSweep } from '../protocol/sweeps'
import type { OpenedRun } from '../protocol/trainerApi'
import { limits } from '../spec/limits'
import { answer } from './answer'
import { RunDescriber } from './describeRuns'
import { RunList } from './runList'
import { RunReader } from './runReader'
import type { TrainingRun } from './trainingRun'

export abstract class RunKeeper extends RunReader {
  protected list = new RunList()
  private readonly describer = new RunDescriber()

  /** @param appVersion written into files */
  constructor(
    pause: () => Promise<void>,
    now: () => number,
    protected readonly appVersion: string,
  ) {
    super(pause, now)
  }

  listRuns(runId: number) {
    return answer(async () => this.describeAll(this.findRun(runId)))
  }

  takeGoneRuns(runId: number) {
    return answer(async () => {
      this.findRun(runId)
      return this.list.takeGone()
    })
  }

  readRun(runId: number, number: number) {
    return answer(async () => {
      const run = this.findRun(runId)
      if (number === this.list.words.number) return { number, history: run.getHistory(), events: run.events }
      const { history, events } = this.require(number).document
      return { number, history, events }
    })
  }

  editRun(runId: number, number: number, words: { name: string; note: string }) {
    return answer(async () => {
      const run = this.findRun(runId)
      if (number !== this.list.words.number) this.require(number)
      this.list.edit(number, words)
      return this.describeAll(run)
    })
  }

  deleteRun(runId: number, number: number) {
    return answer(async () => {
      const run = this.findRun(runId)
      if (number === this.list.words.number)
        throw new LabFailure(createLabError('busy', 'The open run cannot be deleted.'))
      this.list.delete(this.require(number))
      return this.describeAll(run)
    })
  }

  undeleteRun(runId: number) {
    return answer(async () => {
      const run = this.findRun(runId)
      if (!this.list.undelete()) throw new LabFailure(createLabError('noRun', 'No run was deleted.'))
      return this.describeAll(run)
    })
  }

  addRuns(runId: number, bytes: Uint8Array<ArrayBuffer>, fileName: string) {
    return answer(async () => {
      const file = await readSessionFile(bytes, fileName)
      if (!file.ok) throw new LabFailure(file.error)
      const run = this.findRun(runId)
      const runs = listWithNames(file.value, run.experiment.name)
      if (runs.length > this.list.room) {
        const expected = `at most ${this.list.room} runs, ${limits.keptRuns} in all`
        const problem = { path: 'runs', expected, actual: String(runs.length) }
        throw new LabFailure(createLabError('unsupported', 'Too many runs.', fileName, [problem]))
      }
      this.list.add(runs)
      return this.describeAll(run)
    })
  }

  exportListedRun(runId: number, number: number) {
    return answer(async () => {
      const run = this.findRun(runId)
      const isOpen = number === this.list.words.number
      const document = isOpen ? run.toDocument() : this.require(number).document
      const { name } = isOpen ? this.list.words : this.require(number)
      return {
        name: `${toSafeName(`${document.experiment.name} ${name || number}`)}.chainrule`,
        mediaType: 'application/zip',
        bytes: await writeSession(document, this.appVersion),
      }
    })
  }

  copySession(runId: number) {
    return answer(async () => {
      const document = this.findRun(runId).toDocument()
      return writeSessionFile({ document, ...this.listOthers() }, this.appVersion)
    })
  }

  setSweeps(runId: number, sweeps: SavedSweep[]) {
    return answer(async () => {
      this.findRun(runId)
      this.list.sweeps = sweeps.slice(-limits.sweeps)
      return null
    })
  }

  /** What a session file holds beside the open run. */
  protected listOthers(): Omit<SessionFile, 'document'> {
    const { words, runs, sweeps } = this.list
    return { words, kept: runs, sweeps }
  }

  /** The open run is left for a new one; `branchUpdate` says that it goes on from that moment. */
  protected leaveForNew(run: TrainingRun, branchUpdate: number | null = null): void {
    const document = run.toDocument()
    this.describer.note(document, run)
    this.list.leaveForNew(document, branchUpdate)
  }

  protected leaveFor(run: TrainingRun, next: KeptRun): void {
    const document = run.toDocument()
    this.describer.note(document, run)
    this.list.leaveFor(document, next)
  }

  /** @throws LabFailure `noRun` */
  protected require(number: number): KeptRun {
    const run = this.list.find(number)
    if (run === null) throw new LabFailure(createLabError('noRun', `There is no run ${number}.`))
    return run
  }

  /** What the open run is in the list. */
  protected describePlace(): Pick<OpenedRun, 'number' | 'branchOf' | 'sweeps'> {
    const { words, sweeps } = this.list
    const { number, branchOf } = words
    const left = branchOf === null ? null : this.list.find(branchOf.number)
    return {
      number,
      branchOf: left === null ? null : { number: left.number, name: left.name, update: branchOf!.update },
      sweeps: [...sweeps],
    }
  }

  private describeAll(run: TrainingRun): ListedRun[] {
    const { runs, words } = this.list
    const kept = runs.map((one) => this.describer.describeKept(one, runs))
    return [...kept, this.describer.describeOpen(run, words)].sort((a, b) => a.number - b.number)
  }
}

/** All runs of a file in the order of their numbers; those of another experiment say its name. */
function listWithNames({ document, words, kept }: SessionFile, openName: string): KeptRun[] {
  return [...kept, { ...words, document }]
    .sort((one, other) => one.number - other.number)
    .map((run) => {
      const { name } = run.document.experiment
      return run.name === '' && name !== openName ? { ...run, name: `${name} ${run.number}` } : run
    })
}
