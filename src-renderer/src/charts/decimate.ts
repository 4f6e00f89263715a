import { findFirstAt, type ChartRange, type ChartScale } from './chartSeries'
import { showable } from './ticks'

export interface Point {
  x: number
  y: number
}

/**
 * Writes what is seen of a curve as at most two points a bucket, lowest and highest in their order, so that no peak is
 * lost and a curve of any length costs what the width costs. The first and the last point stay; a gap stays a gap.
 * One neighbour beyond each end of the range leads the line out of the plot.
 * Points of the array are used again.
 */
export function decimateInto(
  out: Point[],
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { buckets, range, scale }: { buckets: number; range: ChartRange; scale: ChartScale },
): void {
  let count = 0
  const put = (k: number): void => {
    const point = (out[count++] ??= { x: 0, y: 0 })
    point.x = x[k]!
    point.y = showable(y[k]!, scale)
  }
  const start = Math.max(0, findFirstAt(x, range.from) - 1)
  const end = findEnd(x, range.to)
  if (end - start <= 2 * buckets) {
    for (let k = start; k < end; k++) put(k)
  } else {
    const width = range.to - range.from
    const bucketOf = (k: number): number => Math.floor((buckets * (x[k]! - range.from)) / width)
    let k = start
    while (k < end) {
      const bucket = bucketOf(k)
      const kept = k === start ? [start] : []
      let [low, high, gap] = [-1, -1, -1]
      for (; k < end && bucketOf(k) === bucket; k++) {
        const value = showable(y[k]!, scale)
        if (Number.isNaN(value)) gap = k
        else {
          if (low < 0 || value < y[low]!) low = k
          if (high < 0 || value > y[high]!) high = k
        }
      }
      kept.push(low, high, gap)
      if (k === end) kept.push(end - 1)
      for (const index of new Set(kept.sort((a, b) => a - b))) if (index >= 0) put(index)
    }
  }
  out.length = count
}

/** One past the last point to draw. */
function findEnd(x: ArrayLike<number>, to: number): number {
  let end = findFirstAt(x, to)
  // Points at one x, as updates of one time slice: all of them, and one beyond.
  while (end < x.length && x[end] === to) end++
  return Math.min(x.length, end + 1)
}
