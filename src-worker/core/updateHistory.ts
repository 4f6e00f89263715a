/**
 * A bounded record of updates: rows of `stride` updates each, with mean and extremes of the cost. When the rows run
 * out, neighbours are merged and the stride doubles. The first update keeps a row of its own for ever and the last
 * row always ends with the last update, so that both ends stay visible however long the run.
 */
import type { UpdateRecord } from './engine'

export const mostRows = 2048

export const updateFields = [
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
type UpdateField = (typeof updateFields)[number]
type Column = Float64Array<ArrayBuffer>

/** Columns of equal length; a row stands for up to `stride` updates. */
export type UpdateColumns = Record<UpdateField, Column> & { stride: number; layerGradientNorms: Column[] }

/** Fields that a row takes from its last update; the others are means, or extremes by name. */
const lastFields = new Set<UpdateField>(['update', 'epoch', 'samples', 'penalty', 'learningRate', 'seconds'])

/** Updates that the last of the rows holds. */
export function countFilled({ update }: Pick<UpdateColumns, 'update'>): number {
  return (update.at(-1) ?? 0) - (update.at(-2) ?? 0)
}

export class UpdateHistory {
  private readonly columns: Record<UpdateField, Column>
  private readonly norms: Column[]
  private rows = 0
  private stride = 1
  /** Updates in the last row. */
  private filled = 0

  constructor(layers: number) {
    const create = () => new Float64Array(mostRows)
    this.columns = Object.fromEntries(updateFields.map((field) => [field, create()])) as Record<
      UpdateField,
      Column
    >
    this.norms = Array.from({ length: layers }, create)
  }

  static restore(stored: UpdateColumns): UpdateHistory {
    const history = new UpdateHistory(stored.layerGradientNorms.length)
    for (const field of updateFields) history.columns[field].set(stored[field])
    history.norms.forEach((norm, l) => norm.set(stored.layerGradientNorms[l]!))
    history.rows = stored.update.length
    history.stride = stored.stride
    history.filled = countFilled(stored)
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
      for (const field of updateFields)
        this.columns[field][1 + pair] = mergeField(field, this.columns[field], first, second)
      for (const norm of this.norms) norm[1 + pair] = (norm[first]! + norm[second]!) / 2
    }
    const odd = (this.rows - 1) % 2 === 1
    this.filled = odd ? this.stride : 2 * this.stride
    this.stride *= 2
    this.rows = 1 + pairs
  }

  /** Copies of exact size, to be handed on. */
  getColumns(): UpdateColumns {
    const copy = (column: Column): Column => column.slice(0, this.rows)
    const plain = Object.fromEntries(
      updateFields.map((field) => [field, copy(this.columns[field])]),
    ) as Record<UpdateField, Column>
    return { stride: this.stride, ...plain, layerGradientNorms: this.norms.map(copy) }
  }
}

function mergeField(field: UpdateField, column: Column, first: number, second: number): number {
  if (lastFields.has(field)) return column[second]!
  if (field === 'costMinimum') return Math.min(column[first]!, column[second]!)
  if (field === 'costMaximum') return Math.max(column[first]!, column[second]!)
  return (column[first]! + column[second]!) / 2
}
