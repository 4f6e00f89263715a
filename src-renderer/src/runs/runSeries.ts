/** Curves of a run from its history. Pure. */
import type { HistoryColumns, RunEvent } from '../../../src-worker/protocol/trainerApi'
import type { ChartSeries } from '../charts/chartSeries'

export type Axis = 'epoch' | 'update'

export interface RunCurves {
  x: ArrayLike<number>
  xEvaluation: ArrayLike<number>
  xMaximum: number
}

/** Epochs passed are samples over rows: a fraction within an epoch, whatever the batch size was. */
export function createAxis(history: HistoryColumns, axis: Axis, trainingRows: number): RunCurves {
  const x = axis === 'update' ? history.update : history.samples.map((samples) => samples / trainingRows)
  const xEvaluation = history.evaluation[axis]
  const end = Math.max(x[x.length - 1] ?? 0, xEvaluation[xEvaluation.length - 1] ?? 0)
  return { x, xEvaluation, xMaximum: end > 0 ? end : 1 }
}

const gradientTokens = ['grad-3', 'grad', 'grad-2'] as const

/** First layer darkest, last layer lightest; layers between share the middle, dashed in turn. */
export function styleOfLayer(index: number, layers: number): Pick<ChartSeries, 'token' | 'dashed'> {
  if (index === 0) return { token: layers === 1 ? 'grad' : gradientTokens[0] }
  if (index === layers - 1) return { token: gradientTokens[2] }
  return { token: gradientTokens[1], dashed: index % 2 === 0 }
}

/** Where an event lies on the axis. */
export function placeEvent(event: RunEvent, history: HistoryColumns, curves: RunCurves, axis: Axis): number {
  if (axis === 'update') return event.update
  const { update } = history
  for (let k = update.length - 1; k >= 0; k--) if (update[k]! <= event.update) return curves.x[k]!
  return 0
}

export interface SettingChange {
  /** Name of the setting, as in `learningRate`. */
  name: string
  before: string
  after: string
}

/** `sgd, learningRate 0.5, …` → `sgd, learningRate 0.1, …` is a change of learningRate from 0.5 to 0.1. */
export function splitEvent({ field, before, after }: RunEvent): SettingChange[] {
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
