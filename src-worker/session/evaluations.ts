/** Evaluations of a run over its whole parts: one at a time, in pieces; those at the end of epochs are recorded. */
import type { PreparedData } from '../core/dataset'
import type { Engine } from '../core/engine'
import { cutEvaluations } from './cutHistory'
import { EvaluationHistory, type EvaluationColumns } from './evaluationHistory'
import { EvaluationJob, type CurrentEvaluation } from './evaluationJob'

export class Evaluations {
  private history: EvaluationHistory
  private current: CurrentEvaluation | null = null
  /** The one under way; no update is made before it is done. */
  private job: EvaluationJob | null = null

  constructor(stored: EvaluationColumns | null = null) {
    this.history = new EvaluationHistory(stored)
  }

  get isWorking(): boolean {
    return this.job !== null
  }

  /** The newest one there is, without computing any. */
  peek(): CurrentEvaluation | null {
    return this.current
  }

  getColumns(): EvaluationColumns {
    return this.history.getColumns()
  }

  /** @param epoch just completed; null for one that only is to be shown */
  begin(engine: Engine, prepared: PreparedData, epoch: number | null, now: () => number): void {
    this.job = new EvaluationJob(engine, prepared, epoch, now)
  }

  /** Goes on with the one under way. @returns it, when it is complete and belongs to the end of an epoch */
  advance(budgetMs: number): CurrentEvaluation | null {
    const { job } = this
    const done = job?.advance(budgetMs) ?? null
    if (job === null || done === null) return null
    this.job = null
    this.current = done
    if (job.epoch === null) return null
    this.history.add(done.update, job.epoch, done.training, done.validation)
    return done
  }

  /** The engine is about to stand at another moment: what only was to be shown there is not wanted any more. */
  drop(): void {
    if (this.job?.epoch === null) this.job = null
  }

  /** The parameters are no longer those that were evaluated. */
  forget(): void {
    this.current = null
    this.job = null
  }

  /** As it was after an update. */
  cut(update: number): void {
    this.history = new EvaluationHistory(cutEvaluations(this.getColumns(), update))
    this.forget()
  }
}
