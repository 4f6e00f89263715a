/** Which part of the x axis a column of charts shows, and where a gesture takes it. Pure. */
import type { ChartRange } from './chartSeries'

/** A part of the axis; `follows` keeps its width and moves on with the end of the data. */
export interface ChartView extends ChartRange {
  follows: boolean
}

/** Of the whole axis. A history holds 2,048 rows: four of them stay. */
const smallestShare = 1 / 500
const step = 1.5
const panShare = 0.25

/** What is shown of an axis from 0 to `end`; without a view all of it. */
export function resolveView(view: ChartView | null, end: number): ChartRange {
  if (view === null || view.from >= end) return { from: 0, to: end }
  if (!view.follows) return { from: view.from, to: view.to }
  const width = Math.max(view.to - view.from, end * smallestShare)
  return { from: Math.max(0, end - width), to: end }
}

/** Moved into the axis and to a width that it can have; null for the whole axis. */
export function limitView({ from, to }: ChartRange, end: number): ChartView | null {
  const width = Math.max(to - from, end * smallestShare)
  if (!(width < end * (1 - 1e-6))) return null
  const middle = (from + to) / 2
  const start = Math.min(Math.max(0, middle - width / 2), end - width)
  const follows = start + width >= end * (1 - 1e-9)
  return { from: start, to: follows ? end : start + width, follows }
}

/** `factor` below 1 shows less of the axis; what is at `at` stays where it is. */
export const zoomAt = (range: ChartRange, end: number, at: number, factor: number): ChartView | null => {
  const least = (end * smallestShare) / (range.to - range.from)
  const kept = Math.max(factor, Math.min(1, least))
  return limitView({ from: at + (range.from - at) * kept, to: at + (range.to - at) * kept }, end)
}

/** By a share of the width, to the right when it is positive. */
export function panBy({ from, to }: ChartRange, end: number, share: number): ChartView | null {
  const width = to - from
  const start = Math.min(Math.max(0, from + share * width), Math.max(0, end - width))
  return limitView({ from: start, to: start + width }, end)
}

/**
 * Plus and minus zoom at the middle, or at the end when it is shown; arrows move; 0 and Home show all.
 * @returns undefined for a key that is not one of these
 */
export function moveViewByKey(key: string, range: ChartRange, end: number): ChartView | null | undefined {
  const anchor = range.to >= end ? end : (range.from + range.to) / 2
  if (key === '+' || key === '=') return zoomAt(range, end, anchor, 1 / step)
  if (key === '-' || key === '_' || key === '\u2212') return zoomAt(range, end, anchor, step)
  if (key === 'ArrowLeft') return panBy(range, end, -panShare)
  if (key === 'ArrowRight') return panBy(range, end, panShare)
  return key === '0' || key === 'Home' ? null : undefined
}
