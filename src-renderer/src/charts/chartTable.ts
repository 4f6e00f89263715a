import { findNearest, type ChartSeries } from './chartSeries'

export interface ChartTableRow {
  x: number
  values: number[]
}

/** At most `most` rows over the x of the first series, the first and the last among them. */
export function createTableRows(series: readonly ChartSeries[], most: number): ChartTableRow[] {
  const x = series[0]?.x ?? []
  const count = Math.min(x.length, most)
  return Array.from({ length: count }, (_, k) => {
    const index = count === 1 ? x.length - 1 : Math.round((k * (x.length - 1)) / (count - 1))
    const at = x[index]!
    return { x: at, values: series.map((one) => one.y[findNearest(one.x, at)] ?? NaN) }
  })
}
