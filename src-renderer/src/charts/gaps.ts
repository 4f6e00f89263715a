import {
  findFirstAt,
  type ChartMark,
  type ChartRange,
  type ChartScale,
  type ChartSeries,
} from './chartSeries'

const nameOf = (value: number): string =>
  Number.isNaN(value) ? 'NaN' : value > 0 ? '\u221e' : '\u2212\u221e'

/** Where a curve breaks off because a value is not finite: one mark for neighbours in a row. */
export function findGaps({ x, y }: Pick<ChartSeries, 'x' | 'y'>, range: ChartRange): ChartMark[] {
  const marks: ChartMark[] = []
  let open = false
  for (let k = findFirstAt(x, range.from); k < x.length && x[k]! <= range.to; k++) {
    const finite = Number.isFinite(y[k]!)
    if (!finite && !open) marks.push({ x: x[k]!, label: nameOf(y[k]!) })
    open = !finite
  }
  return marks
}

/** Finite values in the range that a logarithm cannot show. */
export function countBelowLog(
  { x, y }: Pick<ChartSeries, 'x' | 'y'>,
  range: ChartRange,
  scale: ChartScale,
): number {
  if (scale === 'linear') return 0
  let count = 0
  for (let k = findFirstAt(x, range.from); k < x.length && x[k]! <= range.to; k++) {
    if (y[k]! <= 0 && Number.isFinite(y[k]!)) count++
  }
  return count
}
