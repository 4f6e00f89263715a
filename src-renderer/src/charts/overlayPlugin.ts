/** Draws over the curves: lines of events, places without a number, the pointer's hairline, a marker at each end. */
import type { Chart, Plugin } from 'chart.js'
import { readToken } from '../ui/tokens'
import { valueAt, type ChartEvent, type ChartMark, type ChartRange, type ChartSeries } from './chartSeries'
import { showable } from './ticks'

export interface Overlay {
  events: readonly ChartEvent[]
  marks: readonly ChartMark[]
  showLabels: boolean
  hover: number | null
  /** The range being drawn with the pointer. */
  selection: ChartRange | null
  series: readonly ChartSeries[]
}

export const createOverlayPlugin = (read: () => Overlay): Plugin<'line'> => ({
  id: 'overlay',
  afterDatasetsDraw(chart) {
    const overlay = read()
    chart.ctx.save()
    drawSelection(chart, overlay.selection)
    drawEvents(chart, overlay)
    drawMarks(chart, overlay.marks)
    if (overlay.hover !== null) drawLine(chart, overlay.hover, readToken('ink-3'))
    for (const series of overlay.series) drawMarker(chart, series, overlay.hover)
    chart.ctx.restore()
  },
})

function drawSelection({ ctx, chartArea, scales }: Chart, selection: ChartRange | null): void {
  if (selection === null) return
  const [left, right] = [selection.from, selection.to].map((x) => scales['x']!.getPixelForValue(x))
  ctx.fillStyle = readToken('ink')
  ctx.globalAlpha = 0.12
  ctx.fillRect(left!, chartArea.top, right! - left!, chartArea.bottom - chartArea.top)
  ctx.globalAlpha = 1
}

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

/** A cross on the axis with what stands in place of a number. */
function drawMarks({ ctx, chartArea, scales, canvas }: Chart, marks: readonly ChartMark[]): void {
  let free = -Infinity
  ctx.font = getComputedStyle(canvas).font
  ctx.textBaseline = 'bottom'
  ctx.setLineDash([])
  ctx.lineWidth = 1.5
  ctx.strokeStyle = ctx.fillStyle = readToken('danger')
  const y = chartArea.bottom - 6
  for (const mark of marks) {
    const x = scales['x']!.getPixelForValue(mark.x)
    if (x < chartArea.left - 1 || x > chartArea.right + 1 || x < free) continue
    ctx.beginPath()
    for (const rise of [-4, 4]) {
      ctx.moveTo(x - 4, y - rise)
      ctx.lineTo(x + 4, y + rise)
    }
    ctx.stroke()
    const width = ctx.measureText(mark.label).width
    ctx.fillText(mark.label, x + 7 + width <= chartArea.right ? x + 7 : x - 7 - width, y + 6)
    free = x + 12
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

function drawMarker({ ctx, chartArea, scales }: Chart, series: ChartSeries, hover: number | null): void {
  const at = hover ?? series.x[series.x.length - 1]
  const value = valueAt(series, hover)
  const scale = scales['y']!.type === 'logarithmic' ? 'log' : 'linear'
  if (at === undefined || Number.isNaN(showable(value, scale))) return
  const [x, y] = [scales['x']!.getPixelForValue(at), scales['y']!.getPixelForValue(value)]
  if (!Number.isFinite(y) || x < chartArea.left - 1 || x > chartArea.right + 4) return
  if (y < chartArea.top - 1 || y > chartArea.bottom + 1) return
  ctx.beginPath()
  ctx.arc(x, y, 3, 0, 2 * Math.PI)
  ctx.fillStyle = readToken(series.hollow === true ? 'chrome' : series.token)
  ctx.strokeStyle = readToken(series.token)
  ctx.lineWidth = 1.5
  ctx.setLineDash([])
  ctx.fill()
  ctx.stroke()
}
