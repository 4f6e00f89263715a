import { findFirstAt, findNearest, type ChartRange, type ChartSeries } from './chartSeries'

export interface ChartTableRow {
  x: number
  values: number[]
}

/** At most `most` rows over the shown x of the first series, the first and the last among them. */
export function createTableRows(
  series: readonly ChartSeries[],
  range: ChartRange,
  most: number,
): ChartTableRow[] {
  const x = series[0]?.x ?? []
  const start = findFirstAt(x, range.from)
  let end = findFirstAt(x, range.to)
  while (end < x.length && x[end] === range.to) end++
  const last = end - 1
  const count = Math.min(end - start, most)
  return Array.from({ length: count }, (_, k) => {
    const index = count === 1 ? last : start + Math.round((k * (last - start)) / (count - 1))
    const at = x[index]!
    const values = series.map((one, s) => (s === 0 ? one.y[index] : one.y[findNearest(one.x, at)]) ?? NaN)
    return { x: at, values }
  })
}
