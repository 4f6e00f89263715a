/** A bounded record of evaluations over whole parts: every second one goes when there are too many. */
import type { Evaluation } from '../core/engine'
import type { HistoryColumns } from '../protocol/trainerApi'

export const mostEvaluations = 4096

const evaluationFields = [
  'update',
  'epoch',
  'cost',
  'accuracy',
  'validationCost',
  'validationAccuracy',
] as const
type EvaluationField = (typeof evaluationFields)[number]
export type EvaluationColumns = HistoryColumns['evaluation']

export class EvaluationHistory {
  private readonly columns: Record<EvaluationField, number[]>

  constructor(stored: EvaluationColumns | null = null) {
    this.columns = Object.fromEntries(
      evaluationFields.map((field) => [field, stored === null ? [] : Array.from(stored[field])]),
    ) as Record<EvaluationField, number[]>
  }

  add(update: number, epoch: number, training: Evaluation, validation: Evaluation | null): void {
    const { columns } = this
    if (columns.update.length === mostEvaluations) {
      for (const field of evaluationFields) {
        const kept = columns[field].filter((_, index) => index === 0 || index % 2 === 1)
        columns[field].splice(0, mostEvaluations, ...kept)
      }
    }
    columns.update.push(update)
    columns.epoch.push(epoch)
    columns.cost.push(training.cost)
    columns.accuracy.push(training.accuracy)
    columns.validationCost.push(validation?.cost ?? NaN)
    columns.validationAccuracy.push(validation?.accuracy ?? NaN)
  }

  /** Copies, to be handed on. */
  getColumns(): EvaluationColumns {
    return Object.fromEntries(
      evaluationFields.map((field) => [field, Float64Array.from(this.columns[field])]),
    ) as EvaluationColumns
  }
}
