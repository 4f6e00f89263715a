/** One training: an engine, its history and its events, moved in slices. Knows no clock but the one it is given. */
import type { Evaluation } from '../core/engine'
import { ReferenceEngine } from '../core/referenceEngine'
import type { LayerTensors } from '../core/trainingState'
import type { SessionDocument } from '../files/sessionDocument'
import type { Divergence, RunEvent, RunState, StopReason, TrainingPatch } from '../protocol/trainerApi'
import type { Experiment } from '../spec/experiment'
import { succeed, type Problem, type Result } from '../spec/problem'
import { getNextEvaluation } from './evaluationPlan'
import { History } from './history'
import type { RunParts } from './prepareRun'
import { advanceState } from './runMachine'
import { patchExperiment } from './settingsPatch'
import { advancePatience, findMetRules, getJudgedCost, type Patience } from './stopRules'

export interface CurrentEvaluation {
  update: number
  training: Evaluation
  validation: Evaluation | null
}

/** Training time between two looks at the clock, milliseconds. */
const chunkMs = 3

export class TrainingRun {
  readonly prepared: RunParts['prepared']
  readonly shape: RunParts['shape']
  experiment: Experiment
  engine: ReferenceEngine
  history: History
  events: RunEvent[] = []
  state: RunState = 'idle'
  stopReason: StopReason | null = null
  divergence: Divergence | null = null
  seconds = 0
  notes = ''
  private initial: LayerTensors[]
  private patience: Patience = { best: null, epochsSince: 0 }
  private evaluation: CurrentEvaluation | null = null
  /** Rules already met once: they do not stop a run that a person sends on. */
  private readonly spent = new Set<StopReason>()
  private updatesPerMs = 0.1

  constructor(
    parts: RunParts,
    private readonly now: () => number,
  ) {
    this.experiment = parts.experiment
    this.prepared = parts.prepared
    this.shape = parts.shape
    this.engine = this.createEngine()
    this.initial = this.engine.getState().parameters
    this.history = new History(this.shape.layers.length)
  }

  /** Takes up a saved run where it stood. */
  static restore(parts: RunParts, document: SessionDocument, now: () => number): TrainingRun {
    const run = new TrainingRun(parts, now)
    const { update, samples, current, optimizer, order } = document
    run.engine.restore({ update, samples, parameters: current, optimizer, order })
    run.initial = document.initial
    run.history = History.restore(document.history)
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
      history: this.history.getColumns(),
      events: this.events,
      dataset: kind === 'inline' || kind === 'generator' ? null : this.prepared.dataset,
      notes: this.notes,
    }
  }

  private createEngine(): ReferenceEngine {
    const { dataset, x, split } = this.prepared
    return new ReferenceEngine(this.shape, { x, y: dataset.y, training: split.training }, this.experiment)
  }

  /** Back to update 0 with the same weights. */
  restart(): void {
    this.engine = this.createEngine()
    this.engine.restore({ ...this.engine.getState(), parameters: this.initial })
    this.history = new History(this.shape.layers.length)
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
    const start = this.now()
    let elapsed = 0
    while (this.state === 'running' && this.engine.update - before < limit && elapsed < budgetMs) {
      const left = limit - (this.engine.update - before)
      this.runChunk(Math.min(left, Math.max(1, Math.floor(this.updatesPerMs * chunkMs))), start)
      elapsed = this.now() - start
      const done = this.engine.update - before
      if (elapsed > 0.5 && done > 0) this.updatesPerMs = done / elapsed
    }
    this.seconds += elapsed / 1000
    return this.engine.update - before
  }

  private runChunk(wanted: number, start: number): void {
    const { engine, experiment } = this
    const { stop } = experiment.training
    const epochAtStart = engine.epoch
    const evaluated = Math.min(
      getNextEvaluation(engine.epoch, stop),
      this.spent.has('epochs') ? Infinity : (stop.epochs ?? Infinity),
    )
    const toEvaluation =
      engine.countRemainingInEpoch() + (evaluated - epochAtStart - 1) * engine.countPerEpoch()
    const toRule =
      stop.updates === undefined || this.spent.has('updates') ? Infinity : stop.updates - engine.update
    const count = Math.max(1, Math.min(wanted, toEvaluation, toRule))
    const seconds = this.seconds + (this.now() - start) / 1000
    const found = engine.run(count, (record) => this.history.add(record, seconds))
    if (found !== null) {
      this.divergence = found
      this.state = advanceState(this.state, 'nonFinite')
      return
    }
    this.applyRules(engine.epoch >= evaluated ? this.evaluateEpoch() : null, seconds)
  }

  private evaluateEpoch(): number {
    const { training, validation, update } = this.getEvaluation()
    this.history.addEvaluation(update, this.engine.epoch, training, validation)
    const judged = getJudgedCost(training, validation)
    this.patience = advancePatience(this.patience, judged)
    return judged
  }

  private applyRules(judgedCost: number | null, seconds: number): void {
    const met = this.findMet(judgedCost, seconds).filter((rule) => !this.spent.has(rule))
    if (met.length === 0) return
    this.stopReason = met[0]!
    for (const rule of met) this.spent.add(rule)
    this.state = advanceState(this.state, 'ruleMet')
  }

  private findMet(judgedCost: number | null, seconds = this.seconds): StopReason[] {
    const { update, epoch } = this.engine
    return findMetRules(this.experiment.training.stop, {
      update,
      epoch,
      seconds,
      judgedCost,
      patience: this.patience,
    })
  }

  /** Cost and accuracy of the present parameters over the whole parts; computed once an update. */
  getEvaluation(): CurrentEvaluation {
    const { update } = this.engine
    if (this.evaluation?.update === update) return this.evaluation
    const { split, dataset } = this.prepared
    const classification = dataset.task === 'classification'
    const training = this.engine.evaluate(split.training, classification)
    const validation =
      split.validation.length > 0 ? this.engine.evaluate(split.validation, classification) : null
    this.evaluation = { update, training, validation }
    return this.evaluation
  }

  /** The newest evaluation there is, without computing one. */
  peekEvaluation(): CurrentEvaluation | null {
    return this.evaluation
  }
}
