/** One training: an engine, its history and its events, moved in slices. Knows no clock but the one it is given. */
import type { Engine } from '../core/engine'
import type { LayerTensors } from '../core/trainingState'
import type { SessionDocument } from '../files/sessionDocument'
import type {
  Bookmark,
  Divergence,
  HistoryColumns,
  ParameterEdit,
  RunEvent,
  RunState,
  StopReason,
  TrainingPatch,
} from '../protocol/trainerApi'
import type { Experiment, TrainingSettings } from '../spec/experiment'
import { succeed, type Problem, type Result } from '../spec/problem'
import { createEngine } from './createEngine'
import { cutColumns } from './cutHistory'
import { Evaluations } from './evaluations'
import { planChunk } from './evaluationPlan'
import type { RunParts } from './prepareRun'
import type { RunHost } from './runHost'
import { advanceState } from './runMachine'
import { RunRules } from './runRules'
import { createEditEvent, patchExperiment } from './settingsPatch'
import { Timeline } from './timeline'
import { getJudgedCost } from './stopRules'

/** Training time between two looks at the clock, milliseconds. */
const chunkMs = 3

export class TrainingRun {
  readonly prepared: RunParts['prepared']
  readonly shape: RunParts['shape']
  experiment: Experiment
  engine: Engine
  events: RunEvent[] = []
  state: RunState = 'idle'
  stopReason: StopReason | null = null
  divergence: Divergence | null = null
  seconds = 0
  notes = ''
  bookmarks: Bookmark[] = []
  private initial: LayerTensors[]
  evaluations = new Evaluations()
  private rules = new RunRules()
  timeline: Timeline
  private updatesPerMs = 0.1

  constructor(
    private readonly parts: RunParts,
    private readonly host: RunHost,
  ) {
    this.experiment = parts.experiment
    this.prepared = parts.prepared
    this.shape = parts.shape
    this.engine = createEngine(parts, host)
    this.initial = this.engine.getState().parameters
    this.timeline = Timeline.begin(this.engine, this.experiment.training, host.now)
  }

  /** Takes up a saved run where it stood. */
  static restore(parts: RunParts, document: SessionDocument, host: RunHost): TrainingRun {
    const run = new TrainingRun(parts, host)
    const { update, samples, current, optimizer, order } = document
    run.engine.restore({ ...run.engine.getState(), parameters: document.initial }, null)
    run.timeline = Timeline.restore(run.engine, document.changes, host.now)
    run.engine.restore({ update, samples, parameters: current, optimizer, order }, document.history)
    run.timeline.mark()
    run.initial = document.initial
    run.evaluations = new Evaluations(document.history.evaluation)
    run.events = document.events
    run.state = document.state
    run.stopReason = document.stopReason
    run.divergence = document.divergence
    run.seconds = document.seconds
    run.rules = new RunRules(document.patience, document.spentRules)
    run.notes = document.notes
    run.bookmarks = document.bookmarks
    return run
  }

  toDocument(): SessionDocument {
    this.evaluate(Infinity)
    const { update, samples, parameters, optimizer, order } =
      this.timeline.present?.state ?? this.engine.getState()
    const { kind } = this.experiment.data.source
    return {
      experiment: this.experiment,
      state: this.state === 'running' ? 'paused' : this.state,
      stopReason: this.stopReason,
      divergence: this.divergence,
      spentRules: [...this.rules.spent],
      update,
      samples,
      seconds: this.seconds,
      patience: this.rules.patience,
      initial: this.initial,
      current: parameters,
      optimizer,
      order,
      history: this.getHistory(),
      events: this.events,
      changes: this.timeline.getChanges(),
      bookmarks: this.bookmarks,
      dataset: kind === 'inline' || kind === 'generator' ? null : this.prepared.dataset,
      notes: this.notes,
    }
  }

  /** Ends what the run holds beside its memory. */
  close(): void {
    this.engine.close()
  }

  getHistory(): HistoryColumns {
    // Copies: whoever asks may hand the memory on.
    const { present } = this.timeline
    const columns = present === null ? this.engine.getHistory() : cutColumns(present.history, Infinity)
    return { ...columns, evaluation: this.evaluations.getColumns() }
  }

  /** Updates made, whichever is looked at. */
  get newest(): number {
    return this.timeline.newest
  }

  /** Whether an earlier update than the newest is looked at. */
  get isPast(): boolean {
    return this.timeline.isPast
  }

  /** Settings of the update that comes after the one looked at. */
  get training(): TrainingSettings {
    return this.timeline.training
  }

  /** Sets out for the moment after an update; the timeline goes there. The engine then is of that moment. */
  seek(update: number): void {
    this.evaluations.drop()
    this.evaluate(Infinity)
    this.timeline.seek(update)
  }

  private leavePast(): void {
    if (!this.isPast) return
    this.evaluations.drop()
    this.timeline.leave()
  }

  /** The moment looked at becomes the newest one: what came after it is no longer there. */
  cut(): void {
    const { training } = this
    this.seconds = this.timeline.cut()
    const { update } = this.engine
    const isKept = (one: { update: number }): boolean => one.update <= update
    this.experiment = { ...this.experiment, training }
    this.events = this.events.filter(isKept)
    this.bookmarks = this.bookmarks.filter(isKept)
    this.evaluations.cut(update)
    const { validationCost, cost } = this.evaluations.getColumns()
    this.rules = RunRules.recall(this.prepared.split.validation.length > 0 ? validationCost : cost)
    this.stopReason = null
    this.divergence = null
    this.state = update === 0 ? 'idle' : 'paused'
  }

  /**
   * Makes ready to go back to update 0 with the same weights, which may fail for want of memory: the run stays as it is
   * until the function that is given back is called.
   */
  prepareRestart(): () => void {
    const engine = createEngine({ ...this.parts, experiment: this.experiment }, this.host)
    engine.restore({ ...engine.getState(), parameters: this.initial }, null)
    const timeline = this.timeline.restart(engine, this.experiment.training)
    return () => {
      this.engine.close()
      this.engine = engine
      this.timeline = timeline
      this.evaluations = new Evaluations()
      this.events = []
      this.bookmarks = []
      this.seconds = 0
      this.rules = new RunRules()
      this.stopReason = null
      this.divergence = null
      this.state = advanceState(this.state, 'rewind')
    }
  }

  start(): void {
    this.leavePast()
    this.state = advanceState(this.state, 'start')
    this.stopReason = null
    this.rules.spendMet(this.experiment.training.stop, this.readRules(null))
  }

  pause(): void {
    this.state = advanceState(this.state, 'stop')
  }

  change(patch: TrainingPatch): Result<RunEvent[], Problem[]> {
    this.leavePast()
    const patched = patchExperiment(this.experiment, patch, this.engine.update)
    if (!patched.ok) return patched
    this.experiment = patched.value.experiment
    this.engine.applySettings(this.experiment.training)
    this.timeline.record(this.experiment.training)
    if (patch.stop !== undefined) this.rules.spent.clear()
    if (this.engine.update > 0) this.events = [...this.events, ...patched.value.events]
    return succeed(patched.value.events)
  }

  /** Sets a weight or bias of the newest moment. At update 0 it is a start weight from now on. */
  setParameter(edit: ParameterEdit): RunEvent {
    this.leavePast()
    this.evaluate(Infinity)
    const before = this.timeline.edit(edit)
    const { update } = this.engine
    this.evaluations.forget()
    if (update === 0) this.initial = this.engine.getState().parameters
    const event = createEditEvent(update, edit, before)
    if (update > 0) this.events = [...this.events, event]
    return event
  }

  rename(name: string): void {
    this.experiment = { ...this.experiment, name }
  }

  /**
   * Runs up to `limit` updates within `budgetMs` (at least one), until a rule or a number that is not finite ends
   * the run. @returns updates made
   */
  advance(limit: number, budgetMs: number): number {
    const before = this.engine.update
    const start = this.host.now()
    let elapsed = 0
    while (this.state === 'running' && elapsed < budgetMs) {
      if (this.isEvaluating) this.evaluate(budgetMs - elapsed)
      else {
        const left = limit - (this.engine.update - before)
        if (left <= 0) break
        this.runChunk(Math.min(left, Math.max(1, Math.floor(this.updatesPerMs * chunkMs))))
      }
      const now = this.host.now() - start
      this.seconds += (now - elapsed) / 1000
      elapsed = now
    }
    return this.engine.update - before
  }

  private runChunk(wanted: number): void {
    const { engine } = this
    const { count, evaluated } = planChunk(engine, this.experiment.training.stop, this.rules.spent, wanted)
    const before = engine.update
    const start = this.host.now()
    const found = engine.run(count, this.seconds)
    const elapsed = this.host.now() - start
    if (elapsed > 0.5) this.updatesPerMs = (engine.update - before) / elapsed
    this.timeline.note(elapsed)
    if (found !== null) {
      this.divergence = found
      this.state = advanceState(this.state, 'nonFinite')
    } else if (engine.epoch >= evaluated)
      this.evaluations.begin(engine, this.prepared, engine.epoch, this.host.now)
    else this.applyRules(null)
  }

  /** Goes on with the evaluation under way; at the end of one of an epoch the rules are applied. */
  private evaluate(budgetMs: number): void {
    const done = this.evaluations.advance(budgetMs)
    if (done === null) return
    const judged = getJudgedCost(done.training, done.validation)
    this.rules.judge(judged)
    this.applyRules(judged)
  }

  /** Whether an evaluation has to be finished before the next update. */
  get isEvaluating(): boolean {
    return this.evaluations.isWorking
  }

  /**
   * Works towards the cost and accuracy of the present parameters over the whole parts, computed once an update.
   * @returns whether they are known now
   */
  settle(budgetMs: number): boolean {
    const { evaluations, engine } = this
    if (!evaluations.isWorking && evaluations.peek()?.update !== engine.update)
      evaluations.begin(engine, this.prepared, null, this.host.now)
    this.evaluate(budgetMs)
    return !evaluations.isWorking
  }

  private applyRules(judgedCost: number | null): void {
    const met = this.rules.apply(this.experiment.training.stop, this.readRules(judgedCost))
    if (met === null) return
    this.stopReason = met
    this.state = advanceState(this.state, 'ruleMet')
  }

  private readRules(judgedCost: number | null) {
    const { update, epoch } = this.engine
    return { update, epoch, seconds: this.seconds, judgedCost }
  }
}
