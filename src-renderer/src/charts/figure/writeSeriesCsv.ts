import { findFirstAt, type ChartRange, type ChartSeries } from '../chartSeries'

/**
 * The numbers of all shown points, unrounded: a row for each x, ascending, a column for each curve. A cell is empty
 * where a curve has no point; NaN, Infinity and -Infinity by name where its value is none.
 */
export function writeSeriesCsv(xName: string, series: readonly ChartSeries[], range: ChartRange): string {
  const next = series.map(({ x }) => findFirstAt(x, range.from))
  const lines = [[xName, ...series.map(({ key }) => key)].map(quote).join(',')]
  for (;;) {
    let at = Infinity
    series.forEach(({ x }, s) => (at = Math.min(at, x[next[s]!] ?? Infinity)))
    if (!(at <= range.to)) break
    const cells = series.map(({ x, y }, s) => (x[next[s]!] === at ? formatCell(y[next[s]!++]!) : ''))
    lines.push([formatCell(at), ...cells].join(','))
  }
  return `${lines.join('\n')}\n`
}

const formatCell = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

const quote = (name: string): string => (/[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
