import type { ChartScale } from './chartSeries'
import { showable } from './ticks'

export interface Point {
  x: number
  y: number
}

/**
 * Writes a curve as at most two points a bucket, lowest and highest in their order, so that no peak is lost and a
 * curve of any length costs what the width costs. The first and the last point stay; a gap stays a gap.
 * Points of the array are used again.
 * @param xMaximum right end of the axis, which starts at 0
 */
export function decimateInto(
  out: Point[],
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { buckets, xMaximum, scale }: { buckets: number; xMaximum: number; scale: ChartScale },
): void {
  let count = 0
  const put = (k: number): void => {
    const point = (out[count++] ??= { x: 0, y: 0 })
    point.x = x[k]!
    point.y = showable(y[k]!, scale)
  }
  if (x.length <= 2 * buckets) {
    for (let k = 0; k < x.length; k++) put(k)
  } else {
    const bucketOf = (k: number): number => Math.floor((buckets * x[k]!) / xMaximum)
    let k = 0
    while (k < x.length) {
      const bucket = bucketOf(k)
      let low = k
      let high = k
      let gap = -1
      const first = k
      for (; k < x.length && bucketOf(k) === bucket; k++) {
        if (Number.isNaN(showable(y[k]!, scale))) gap = k
        else if (!(y[k]! >= y[low]!)) low = k
        else if (!(y[k]! <= y[high]!)) high = k
      }
      const last = k - 1
      const kept = first === 0 ? [0, low, high] : last === x.length - 1 ? [low, high, last] : [low, high]
      if (gap >= 0) kept.push(gap)
      for (const index of new Set(kept.sort((a, b) => a - b))) put(index)
    }
  }
  out.length = count
}
