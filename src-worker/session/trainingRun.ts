/** One training: an engine, its history and its events, moved in slices. Knows no clock but the one it is given. */
import type { Engine } from '../core/engine'
import type { LayerTensors } from '../core/trainingState'
import type { SessionDocument } from '../files/sessionDocument'
import type {
  Divergence,
  HistoryColumns,
  RunEvent,
  RunState,
  StopReason,
  TrainingPatch,
} from '../protocol/trainerApi'
import type { Experiment } from '../spec/experiment'
import { succeed, type Problem, type Result } from '../spec/problem'
import { createEngine } from './createEngine'
import { EvaluationHistory } from './evaluationHistory'
import { EvaluationJob, type CurrentEvaluation } from './evaluationJob'
import { getNextEvaluation } from './evaluationPlan'
import type { RunParts } from './prepareRun'
import type { RunHost } from './runHost'
import { advanceState } from './runMachine'
import { patchExperiment } from './settingsPatch'
import { advancePatience, findMetRules, getJudgedCost, type Patience } from './stopRules'

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
  private initial: LayerTensors[]
  private patience: Patience = { best: null, epochsSince: 0 }
  private evaluations = new EvaluationHistory()
  private evaluation: CurrentEvaluation | null = null
  /** The evaluation under way; no update is made before it is done. */
  private job: EvaluationJob | null = null
  /** Rules already met once: they do not stop a run that a person sends on. */
  private readonly spent = new Set<StopReason>()
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
  }

  /** Takes up a saved run where it stood. */
  static restore(parts: RunParts, document: SessionDocument, host: RunHost): TrainingRun {
    const run = new TrainingRun(parts, host)
    const { update, samples, current, optimizer, order } = document
    run.engine.restore({ update, samples, parameters: current, optimizer, order }, document.history)
    run.initial = document.initial
    run.evaluations = new EvaluationHistory(document.history.evaluation)
    run.events = document.events
    run.state = document.state
    run.stopReason = document.stopReason
    run.seconds = document.seconds
    run.patience = document.patience
    run.notes = document.notes
    for (const rule of document.spentRules) run.spent.add(rule)
    return run
  }

  toDocument(): SessionDocument {
    this.finishJob()
    const { update, samples, parameters, optimizer, order } = this.engine.getState()
    const { kind } = this.experiment.data.source
    return {
      experiment: this.experiment,
      state: this.state === 'running' ? 'paused' : this.state,
      stopReason: this.stopReason,
      spentRules: [...this.spent],
      update,
      samples,
      seconds: this.seconds,
      patience: this.patience,
      initial: this.initial,
      current: parameters,
      optimizer,
      order,
      history: this.getHistory(),
      events: this.events,
      dataset: kind === 'inline' || kind === 'generator' ? null : this.prepared.dataset,
      notes: this.notes,
    }
  }

  /** Ends what the run holds beside its memory. */
  close(): void {
    this.engine.close()
  }

  getHistory(): HistoryColumns {
    return { ...this.engine.getHistory(), evaluation: this.evaluations.getColumns() }
  }

  /** Back to update 0 with the same weights. */
  restart(): void {
    this.engine.close()
    this.engine = createEngine({ ...this.parts, experiment: this.experiment }, this.host)
    this.engine.restore({ ...this.engine.getState(), parameters: this.initial }, null)
    this.evaluations = new EvaluationHistory()
    this.job = null
    this.events = []
    this.seconds = 0
    this.patience = { best: null, epochsSince: 0 }
    this.evaluation = null
    this.stopReason = null
    this.divergence = null
    this.spent.clear()
    this.state = advanceState(this.state, 'rewind')
  }

  start(): void {
    this.state = advanceState(this.state, 'start')
    this.stopReason = null
    for (const rule of this.findMet(null)) this.spent.add(rule)
  }

  pause(): void {
    this.state = advanceState(this.state, 'stop')
  }

  change(patch: TrainingPatch): Result<RunEvent[], Problem[]> {
    const patched = patchExperiment(this.experiment, patch, this.engine.update)
    if (!patched.ok) return patched
    this.experiment = patched.value.experiment
    this.engine.applySettings(this.experiment.training)
    if (patch.stop !== undefined) this.spent.clear()
    if (this.engine.update > 0) this.events = [...this.events, ...patched.value.events]
    return succeed(patched.value.events)
  }

  rename(name: string): void {
    this.experiment = { ...this.experiment, name }
  }

  /** Updates until the end of the present epoch. */
  countRemainingInEpoch(): number {
    return this.engine.countRemainingInEpoch()
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
      if (this.job !== null) this.advanceJob(budgetMs - elapsed)
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
    const evaluated = this.getNextEvaluation()
    const count = this.limitChunk(wanted, evaluated)
    const before = engine.update
    const start = this.host.now()
    const found = engine.run(count, this.seconds)
    const elapsed = this.host.now() - start
    if (elapsed > 0.5) this.updatesPerMs = (engine.update - before) / elapsed
    if (found !== null) {
      this.divergence = found
      this.state = advanceState(this.state, 'nonFinite')
    } else if (engine.epoch >= evaluated) this.beginJob(engine.epoch)
    else this.applyRules(null)
  }

  /** The epoch after which the whole parts are evaluated next, or the last one. */
  private getNextEvaluation(): number {
    const { stop } = this.experiment.training
    const last = this.spent.has('epochs') ? Infinity : (stop.epochs ?? Infinity)
    return Math.min(getNextEvaluation(this.engine.epoch, stop), last)
  }

  /** No chunk goes beyond an evaluation or a rule on updates. */
  private limitChunk(wanted: number, evaluated: number): number {
    const { engine } = this
    const { updates } = this.experiment.training.stop
    const toEvaluation =
      engine.countRemainingInEpoch() + (evaluated - engine.epoch - 1) * engine.countPerEpoch()
    const toRule = updates === undefined || this.spent.has('updates') ? Infinity : updates - engine.update
    return Math.max(1, Math.min(wanted, toEvaluation, toRule))
  }

  private beginJob(epoch: number | null): void {
    this.job = new EvaluationJob(this.engine, this.prepared, epoch, this.host.now)
  }

  /** Goes on with the evaluation under way; at its end the rules are applied. */
  private advanceJob(budgetMs: number): void {
    const job = this.job!
    const done = job.advance(budgetMs)
    if (done === null) return
    this.job = null
    this.evaluation = done
    if (job.epoch === null) return
    const { update, training, validation } = done
    this.evaluations.add(update, job.epoch, training, validation)
    const judged = getJudgedCost(training, validation)
    this.patience = advancePatience(this.patience, judged)
    this.applyRules(judged)
  }

  /** Whether an evaluation has to be finished before the next update. */
  get isEvaluating(): boolean {
    return this.job !== null
  }

  private finishJob(): void {
    if (this.job !== null) this.advanceJob(Infinity)
  }

  /**
   * Works towards the cost and accuracy of the present parameters over the whole parts, computed once an update.
   * @returns whether they are known now
   */
  settle(budgetMs: number): boolean {
    if (this.job === null && this.evaluation?.update !== this.engine.update) this.beginJob(null)
    if (this.job !== null) this.advanceJob(budgetMs)
    return this.job === null
  }

  private applyRules(judgedCost: number | null): void {
    const met = this.findMet(judgedCost).filter((rule) => !this.spent.has(rule))
    if (met.length === 0) return
    this.stopReason = met[0]!
    for (const rule of met) this.spent.add(rule)
    this.state = advanceState(this.state, 'ruleMet')
  }

  private findMet(judgedCost: number | null): StopReason[] {
    const { update, epoch } = this.engine
    const { seconds } = this
    return findMetRules(this.experiment.training.stop, {
      update,
      epoch,
      seconds,
      judgedCost,
      patience: this.patience,
    })
  }

  /** The newest evaluation there is, without computing one. */
  peekEvaluation(): CurrentEvaluation | null {
    return this.evaluation
  }
}
