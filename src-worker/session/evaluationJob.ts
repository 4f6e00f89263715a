import type { Engine, Evaluation, EvaluationTask } from '../core/engine'
import type { PreparedData } from '../core/dataset'

/** Cost and accuracy of the parameters after `update` updates over the whole parts. */
export interface CurrentEvaluation {
  update: number
  training: Evaluation
  validation: Evaluation | null
}

/** Rows of the first part, before the speed is known; parts are multiples of it, so that sums keep their order. */
const rowStep = 256
/** Time of one part, milliseconds. */
const partMs = 4

/** The evaluation of both parts of the data, in pieces short enough to answer in between. */
export class EvaluationJob {
  readonly update: number
  /** Epochs completed, when the evaluation belongs to the end of one; null for one that only is to be shown. */
  private readonly tasks: EvaluationTask[]
  private readonly results: Evaluation[] = []
  private rows = rowStep

  constructor(
    engine: Engine,
    { split, dataset }: PreparedData,
    readonly epoch: number | null,
    private readonly now: () => number,
  ) {
    this.update = engine.update
    const classification = dataset.task === 'classification'
    const parts = split.validation.length > 0 ? [split.training, split.validation] : [split.training]
    this.tasks = parts.map((part) => engine.evaluate(part, classification))
  }

  /** Works for about `budgetMs`. @returns the evaluation when it is complete */
  advance(budgetMs: number): CurrentEvaluation | null {
    const start = this.now()
    while (this.results.length < this.tasks.length) {
      const before = this.now()
      const result = this.tasks[this.results.length]!.advance(this.rows)
      if (result !== null) this.results.push(result)
      const after = this.now()
      this.adapt(after - before)
      if (after - start >= budgetMs && this.results.length < this.tasks.length) return null
    }
    return { update: this.update, training: this.results[0]!, validation: this.results[1] ?? null }
  }

  private adapt(elapsedMs: number): void {
    if (elapsedMs < partMs / 2) this.rows *= 2
    else if (elapsedMs > 2 * partMs) this.rows = Math.max(rowStep, this.rows / 2)
  }
}
