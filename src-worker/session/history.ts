/**
 * A bounded record of a run: rows of `stride` updates each, with mean and extremes of the cost. When the rows run
 * out, neighbours are merged and the stride doubles. The first update keeps a row of its own for ever and the last
 * row always ends with the last update, so that both ends stay visible however long the run.
 */
import type { Evaluation, UpdateRecord } from '../core/engine'
import type { HistoryColumns } from '../protocol/trainerApi'

export const mostRows = 2048
export const mostEvaluations = 4096

const plainFields = [
  'update',
  'epoch',
  'samples',
  'cost',
  'costMinimum',
  'costMaximum',
  'penalty',
  'learningRate',
  'gradientNorm',
  'seconds',
] as const
type PlainField = (typeof plainFields)[number]
const evaluationFields = [
  'update',
  'epoch',
  'cost',
  'accuracy',
  'validationCost',
  'validationAccuracy',
] as const
type EvaluationField = (typeof evaluationFields)[number]

/** Fields that a row takes from its last update; the others are means, or extremes by name. */
const lastFields = new Set<PlainField>(['update', 'epoch', 'samples', 'penalty', 'learningRate', 'seconds'])

export class History {
  private readonly columns: Record<PlainField, Float64Array<ArrayBuffer>>
  private readonly norms: Float64Array<ArrayBuffer>[]
  private readonly evaluations: Record<EvaluationField, number[]>
  private rows = 0
  private stride = 1
  /** Updates in the last row. */
  private filled = 0

  constructor(layers: number) {
    const create = () => new Float64Array(mostRows)
    this.columns = Object.fromEntries(plainFields.map((field) => [field, create()])) as Record<
      PlainField,
      Float64Array<ArrayBuffer>
    >
    this.norms = Array.from({ length: layers }, create)
    this.evaluations = Object.fromEntries(evaluationFields.map((field) => [field, []])) as unknown as Record<
      EvaluationField,
      number[]
    >
  }

  static restore(stored: HistoryColumns): History {
    const history = new History(stored.layerGradientNorms.length)
    for (const field of plainFields) history.columns[field].set(stored[field])
    history.norms.forEach((norm, l) => norm.set(stored.layerGradientNorms[l]!))
    for (const field of evaluationFields) history.evaluations[field].push(...stored.evaluation[field])
    history.rows = stored.update.length
    history.stride = stored.stride
    const last = stored.update[history.rows - 1] ?? 0
    history.filled = last - (stored.update[history.rows - 2] ?? 0)
    return history
  }

  add(record: UpdateRecord, seconds: number): void {
    const full = this.rows <= 1 || this.filled === this.stride
    if (full && this.rows === mostRows) this.merge()
    if (this.rows <= 1 || this.filled === this.stride) this.begin(record, seconds)
    else this.extend(record, seconds)
  }

  private begin(record: UpdateRecord, seconds: number): void {
    const at = this.rows++
    this.filled = 1
    this.writeLast(at, record, seconds)
    this.columns.cost[at] = this.columns.costMinimum[at] = this.columns.costMaximum[at] = record.cost
    this.columns.gradientNorm[at] = record.gradientNorm
    for (let l = 0; l < this.norms.length; l++) this.norms[l]![at] = record.layerGradientNorms[l]!
  }

  private extend(record: UpdateRecord, seconds: number): void {
    const at = this.rows - 1
    const { columns } = this
    this.filled++
    this.writeLast(at, record, seconds)
    columns.cost[at]! += (record.cost - columns.cost[at]!) / this.filled
    columns.costMinimum[at] = Math.min(columns.costMinimum[at]!, record.cost)
    columns.costMaximum[at] = Math.max(columns.costMaximum[at]!, record.cost)
    columns.gradientNorm[at]! += (record.gradientNorm - columns.gradientNorm[at]!) / this.filled
    for (let l = 0; l < this.norms.length; l++) {
      this.norms[l]![at]! += (record.layerGradientNorms[l]! - this.norms[l]![at]!) / this.filled
    }
  }

  private writeLast(at: number, record: UpdateRecord, seconds: number): void {
    const { columns } = this
    columns.update[at] = record.update
    columns.epoch[at] = record.epoch
    columns.samples[at] = record.samples
    columns.penalty[at] = record.penalty
    columns.learningRate[at] = record.learningRate
    columns.seconds[at] = seconds
  }

  /** Row 0 stays; rows 1 and 2, 3 and 4, … become one. An odd one out at the end is half filled. */
  private merge(): void {
    const pairs = Math.ceil((this.rows - 1) / 2)
    for (let pair = 0; pair < pairs; pair++) {
      const first = 1 + 2 * pair
      const second = Math.min(first + 1, this.rows - 1)
      for (const field of plainFields)
        this.columns[field][1 + pair] = mergeField(field, this.columns[field], first, second)
      for (const norm of this.norms) norm[1 + pair] = (norm[first]! + norm[second]!) / 2
    }
    const odd = (this.rows - 1) % 2 === 1
    this.filled = odd ? this.stride : 2 * this.stride
    this.stride *= 2
    this.rows = 1 + pairs
  }

  addEvaluation(update: number, epoch: number, training: Evaluation, validation: Evaluation | null): void {
    const { evaluations } = this
    if (evaluations.update.length === mostEvaluations) {
      for (const field of evaluationFields) {
        const kept = evaluations[field].filter((_, index) => index === 0 || index % 2 === 1)
        evaluations[field].splice(0, mostEvaluations, ...kept)
      }
    }
    evaluations.update.push(update)
    evaluations.epoch.push(epoch)
    evaluations.cost.push(training.cost)
    evaluations.accuracy.push(training.accuracy)
    evaluations.validationCost.push(validation?.cost ?? NaN)
    evaluations.validationAccuracy.push(validation?.accuracy ?? NaN)
  }

  /** The newest value of a column of evaluations; NaN when there is none. */
  getLatest(field: EvaluationField): number {
    return this.evaluations[field].at(-1) ?? NaN
  }

  getLastCost(): number {
    return this.rows === 0 ? NaN : this.columns.cost[this.rows - 1]!
  }

  /** Copies of exact size, to be handed on. */
  getColumns(): HistoryColumns {
    const copy = (column: Float64Array) => column.slice(0, this.rows) as Float64Array<ArrayBuffer>
    const plain = Object.fromEntries(
      plainFields.map((field) => [field, copy(this.columns[field])]),
    ) as Record<PlainField, Float64Array<ArrayBuffer>>
    const evaluation = Object.fromEntries(
      evaluationFields.map((field) => [field, Float64Array.from(this.evaluations[field])]),
    ) as Record<EvaluationField, Float64Array<ArrayBuffer>>
    return { stride: this.stride, ...plain, layerGradientNorms: this.norms.map(copy), evaluation }
  }
}

function mergeField(field: PlainField, column: Float64Array, first: number, second: number): number {
  if (lastFields.has(field)) return column[second]!
  if (field === 'costMinimum') return Math.min(column[first]!, column[second]!)
  if (field === 'costMaximum') return Math.max(column[first]!, column[second]!)
  return (column[first]! + column[second]!) / 2
}
