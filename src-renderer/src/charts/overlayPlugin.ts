/** Draws over the curves: lines of events, the hairline of the pointer, a marker at each curve's end. */
import type { Chart, Plugin } from 'chart.js'
import { readToken } from '../ui/tokens'
import { valueAt, type ChartEvent, type ChartSeries } from './chartSeries'

export interface Overlay {
  events: readonly ChartEvent[]
  showLabels: boolean
  hover: number | null
  series: readonly ChartSeries[]
}

export const createOverlayPlugin = (read: () => Overlay): Plugin<'line'> => ({
  id: 'overlay',
  afterDatasetsDraw(chart) {
    const overlay = read()
    chart.ctx.save()
    drawEvents(chart, overlay)
    if (overlay.hover !== null) drawLine(chart, overlay.hover, readToken('ink-3'))
    for (const series of overlay.series) drawMarker(chart, series, overlay.hover)
    chart.ctx.restore()
  },
})

function drawEvents(chart: Chart, { events, showLabels }: Overlay): void {
  const { ctx, chartArea } = chart
  let free = -Infinity
  for (const event of events) {
    const x = drawLine(chart, event.x, readToken('ink-3'))
    if (x === null) continue
    ctx.fillStyle = readToken('ink')
    drawDiamond(ctx, x, chartArea.top)
    if (!showLabels) continue
    ctx.font = getComputedStyle(chart.canvas).font
    const width = ctx.measureText(event.label).width
    const left = x + 8 + width <= chartArea.right ? x + 8 : x - 8 - width
    if (left < Math.max(chartArea.left, free)) continue
    ctx.fillStyle = readToken('ink-2')
    ctx.textBaseline = 'top'
    ctx.fillText(event.label, left, chartArea.top + 2)
    free = left + width + 12
  }
}

function drawLine({ ctx, chartArea, scales }: Chart, value: number, colour: string): number | null {
  const x = Math.round(scales['x']!.getPixelForValue(value)) + 0.5
  if (x < chartArea.left - 1 || x > chartArea.right + 1) return null
  ctx.strokeStyle = colour
  ctx.lineWidth = 1
  ctx.setLineDash([])
  ctx.beginPath()
  ctx.moveTo(x, chartArea.top)
  ctx.lineTo(x, chartArea.bottom)
  ctx.stroke()
  return x
}

function drawDiamond(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  ctx.beginPath()
  ctx.moveTo(x, y - 4)
  ctx.lineTo(x + 4, y)
  ctx.lineTo(x, y + 4)
  ctx.lineTo(x - 4, y)
  ctx.fill()
}

function drawMarker({ ctx, scales }: Chart, series: ChartSeries, hover: number | null): void {
  const at = hover ?? series.x[series.x.length - 1]
  const value = valueAt(series, hover)
  if (at === undefined || !Number.isFinite(value)) return
  const [x, y] = [scales['x']!.getPixelForValue(at), scales['y']!.getPixelForValue(value)]
  if (!Number.isFinite(y)) return
  ctx.beginPath()
  ctx.arc(x, y, 3, 0, 2 * Math.PI)
  ctx.fillStyle = readToken(series.hollow === true ? 'chrome' : series.token)
  ctx.strokeStyle = readToken(series.token)
  ctx.lineWidth = 1.5
  ctx.setLineDash([])
  ctx.fill()
  ctx.stroke()
}
