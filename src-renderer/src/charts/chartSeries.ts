/** One curve: columns of equal length, x ascending, NaN where there is a gap. */
export interface ChartSeries {
  /** Names it in files, in English. */
  key: string
  label: string
  /** Colour token without hyphens in front. */
  token: string
  dashed?: boolean
  /** The marker at the end is a ring. */
  hollow?: boolean
  x: ArrayLike<number>
  y: ArrayLike<number>
}

export interface ChartEvent {
  x: number
  label: string
}

/** A place where a curve has no number to draw, and what stands there instead. */
export interface ChartMark {
  x: number
  label: string
}

/** A part of the x axis, both ends shown. */
export interface ChartRange {
  from: number
  to: number
}

export type ChartScale = 'linear' | 'log'

/** Index of the first point at x or right of it; the length when there is none. */
export function findFirstAt(x: ArrayLike<number>, value: number): number {
  let low = 0
  let high = x.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (x[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the point nearest to x; −1 for an empty series. */
export function findNearest(x: ArrayLike<number>, value: number): number {
  const at = Math.min(findFirstAt(x, value), x.length - 1)
  return at > 0 && value - x[at - 1]! < x[at]! - value ? at - 1 : at
}

/** The last value that is a number; NaN when there is none. */
export function lastValue(y: ArrayLike<number>): number {
  for (let k = y.length - 1; k >= 0; k--) if (Number.isFinite(y[k]!)) return y[k]!
  return NaN
}

/** Value at the last point that is not after x: what was known then. NaN before the first. */
export function valueUntil({ x, y }: Pick<ChartSeries, 'x' | 'y'>, until: number): number {
  let at = x.length - 1
  while (at >= 0 && x[at]! > until) at--
  return y[at] ?? NaN
}

/** Value at the point nearest to x, or at the end without an x. */
export const valueAt = (series: Pick<ChartSeries, 'x' | 'y'>, x: number | null): number =>
  x === null ? lastValue(series.y) : (series.y[findNearest(series.x, x)] ?? NaN)
