/** What a figure of the cost shows, in the units of its axes: series, extremes, markers, and the axes that fit them. */
import type { HistoryColumns, RunEvent } from '../protocol/trainerApi'
import { createLinearAxis, createLogarithmicAxis, type Axis } from './axisTicks'

export interface Point {
  update: number
  value: number
}

export interface CostPlot {
  /** Cost of the batch, one point a row of the history; split where a value is missing. */
  training: Point[][]
  /** Smallest and largest cost of the updates that a row stands for; empty when each row is one update. */
  band: { update: number; low: number; high: number }[][]
  validation: Point[][]
  events: RunEvent[]
  x: Axis
  y: Axis
}

/** From here a logarithmic axis shows more than a linear one. */
const decadesForLogarithm = 2
/** Outside, axis arithmetic leaves the doubles. */
const extent = { smallest: 1e-290, largest: 1e290 }

export function createCostPlot(history: HistoryColumns, events: readonly RunEvent[]): CostPlot {
  const { evaluation } = history
  const training = toPoints(history.update, history.cost)
  const validation = toPoints(evaluation.update, evaluation.validationCost)
  const band = history.stride > 1 ? toBand(history) : []
  const values = [
    ...training.map(({ value }) => value),
    ...validation.map(({ value }) => value),
    ...band.flatMap(({ low, high }) => [low, high]),
  ].filter(isDrawable)
  const y = createCostAxis(values)
  const isShown = (value: number): boolean => isDrawable(value) && (!y.logarithmic || value >= y.minimum)
  const last = Math.max(1, history.update.at(-1) ?? 0, evaluation.update.at(-1) ?? 0)
  return {
    training: splitAt(training, ({ value }) => isShown(value)),
    validation: splitAt(validation, ({ value }) => isShown(value)),
    band: splitAt(band, ({ low, high }) => isShown(low) && isShown(high)),
    events: events.filter(({ update }) => update <= last),
    x: createLinearAxis(0, Number.isFinite(last) ? last : 1, 6),
    y,
  }
}

const toPoints = (updates: Float64Array, values: Float64Array): Point[] =>
  Array.from(updates, (update, index) => ({ update, value: values[index]! })).filter(({ update }) =>
    Number.isFinite(update),
  )

const toBand = ({ update, costMinimum, costMaximum }: HistoryColumns) =>
  Array.from(update, (at, index) => ({ update: at, low: costMinimum[index]!, high: costMaximum[index]! }))

export const isDrawable = (value: number): boolean =>
  Number.isFinite(value) && Math.abs(value) < extent.largest

/** @param values drawable ones */
export function createCostAxis(values: readonly number[]): Axis {
  if (values.length === 0) return createLinearAxis(0, 1, 5)
  let [minimum, maximum, smallest] = [Infinity, -Infinity, Infinity]
  for (const value of values) {
    minimum = Math.min(minimum, value)
    maximum = Math.max(maximum, value)
    if (value > extent.smallest) smallest = Math.min(smallest, value)
  }
  if (minimum >= 0 && Math.log10(maximum / smallest) > decadesForLogarithm) {
    return createLogarithmicAxis(smallest, maximum, 8)
  }
  const span = maximum - minimum
  /** Zero belongs on the axis unless it would press the curve into a stripe. */
  return createLinearAxis(minimum >= 0 && minimum < 2 * span ? 0 : minimum, maximum, 5)
}

/** Runs of neighbours that can be shown. */
function splitAt<Item>(items: readonly Item[], isShown: (item: Item) => boolean): Item[][] {
  const runs: Item[][] = []
  let open: Item[] | null = null
  for (const item of items) {
    if (!isShown(item)) open = null
    else if (open === null) runs.push((open = [item]))
    else open.push(item)
  }
  return runs
}
