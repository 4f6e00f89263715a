/** What a chart shows, as data for a figure that stands alone. Types only. */
import type { ChartEvent, ChartMark, ChartRange, ChartScale, ChartSeries } from '../chartSeries'
import type { ValueRange } from '../chartOptions'

export type FigureSeries = Omit<ChartSeries, 'token'> & { colour: string }

export interface Figure {
  title: string
  /** What is shown of which run, and how it is smoothed: parts that stay whole where a line ends. */
  caption: readonly string[]
  description: string
  /** With their units. */
  xTitle: string
  yTitle: string
  range: ChartRange
  scale: ChartScale
  yRange: ValueRange
  formatTick(value: number, step: number | null): string
  series: readonly FigureSeries[]
  events: readonly ChartEvent[]
  marks: readonly ChartMark[]
  /** What the legend says of events and of marks. */
  eventsLabel: string
  marksLabel: string
}
