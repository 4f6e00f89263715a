/** Curves of a run from its history. Pure. */
import type { HistoryColumns, RunEvent } from '../../../src-worker/protocol/trainerApi'
import { findFirstAt, type ChartSeries } from '../charts/chartSeries'
import { limitView, type ChartView } from '../charts/chartView'

export const axes = ['update', 'epoch', 'samples', 'seconds'] as const
export type Axis = (typeof axes)[number]

export interface RunCurves {
  x: ArrayLike<number>
  xEvaluation: ArrayLike<number>
  xMaximum: number
}

/** Epochs passed are samples over rows: a fraction within an epoch, whatever the batch size was. */
export function createAxis(history: HistoryColumns, axis: Axis, trainingRows: number): RunCurves {
  const x = createUpdateAxis(history, axis, trainingRows)
  const xEvaluation = createEvaluationAxis(history, axis, trainingRows)
  const end = Math.max(x[x.length - 1] ?? 0, xEvaluation[xEvaluation.length - 1] ?? 0)
  return { x, xEvaluation, xMaximum: end > 0 ? end : 1 }
}

const createUpdateAxis = (history: HistoryColumns, axis: Axis, trainingRows: number): Float64Array =>
  axis === 'epoch' ? history.samples.map((samples) => samples / trainingRows) : history[axis]

/** An evaluation knows its update and how many epochs were complete, which are whole passes over the rows. */
function createEvaluationAxis(history: HistoryColumns, axis: Axis, trainingRows: number): Float64Array {
  const { evaluation, update, seconds } = history
  if (axis === 'samples') return evaluation.epoch.map((epoch) => epoch * trainingRows)
  if (axis === 'seconds') return evaluation.update.map((at) => interpolate(update, seconds, at))
  return evaluation[axis]
}

/** y at `at` on the line from (0, 0) through all points; x ascending. At the end its last value. */
export function interpolate(x: ArrayLike<number>, y: ArrayLike<number>, at: number): number {
  const k = findFirstAt(x, at)
  if (k >= x.length) return y[y.length - 1] ?? 0
  const [left, low] = k === 0 ? [0, 0] : [x[k - 1]!, y[k - 1]!]
  const share = x[k]! > left ? (at - left) / (x[k]! - left) : 1
  return low + share * (y[k]! - low)
}

/** The same stretch of the run on another axis. */
export function mapView(view: ChartView, from: RunCurves, to: RunCurves): ChartView | null {
  const map = (at: number): number => interpolate(from.x, to.x, at)
  return limitView({ from: map(view.from), to: view.follows ? to.xMaximum : map(view.to) }, to.xMaximum)
}

const gradientTokens = ['grad-3', 'grad', 'grad-2'] as const

/** First layer darkest, last layer lightest; layers between share the middle, dashed in turn. */
export function styleOfLayer(index: number, layers: number): Pick<ChartSeries, 'token' | 'dashed'> {
  if (index === 0) return { token: layers === 1 ? 'grad' : gradientTokens[0] }
  if (index === layers - 1) return { token: gradientTokens[2] }
  return { token: gradientTokens[1], dashed: index % 2 === 0 }
}

/** Where an update lies on the axis: at the row that holds it. */
export function placeUpdate(at: number, { update }: HistoryColumns, { x }: RunCurves, axis: Axis): number {
  if (axis === 'update') return at
  return x[findFirstAt(update, at + 1) - 1] ?? 0
}

export interface SettingChange {
  /** Name of the setting, as in `learningRate`. */
  name: string
  /** Which weight or bias, where one was set by hand. */
  place?: string
  before: string
  after: string
}

/** `sgd, learningRate 0.5, …` → `sgd, learningRate 0.1, …` is a change of learningRate from 0.5 to 0.1. */
export function splitEvent({ field, place, before, after }: RunEvent): SettingChange[] {
  if (place !== undefined) return [{ name: field, place, before, after }]
  const [old, now] = [readParts(before, field), readParts(after, field)]
  if (old.get(field) !== now.get(field)) {
    return [{ name: field, before: old.get(field) ?? '', after: now.get(field) ?? '' }]
  }
  return [...now].flatMap(([name, value]) =>
    value === old.get(name) ? [] : [{ name, before: old.get(name) ?? '', after: value }],
  )
}

function readParts(text: string, field: string): Map<string, string> {
  return new Map(
    text.split(', ').map((part) => {
      const space = part.indexOf(' ')
      return space < 0 ? [field, part] : [part.slice(0, space), part.slice(space + 1)]
    }),
  )
}
