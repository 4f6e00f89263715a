/** From what a chart shows to the shapes of a figure: title, axes with units, legend, curves, markers. Pure. */
import type { ChartRange } from '../chartSeries'
import { decimateInto, type Point } from '../decimate'
import { createRangeTicks } from '../ticks'
import type { Drawing, Place, Shape } from './drawing'
import type { Figure, FigureSeries } from './figure'
import { createFigureAxis, placeOnFigureAxis, type FigureAxis } from './figureAxis'
import { layOutLegend } from './figureLegend'
import { drawEvents, drawMarks } from './figureMarks'
import {
  drawRule,
  estimateWidth,
  figureColours,
  figureEdges,
  figureFonts,
  figureSize,
  type Plot,
  type ToPixel,
} from './figureStyle'

const captionTop = 55
const captionLine = 17

export function layOutFigure(figure: Figure): Drawing {
  const { left, right, bottom } = figureEdges
  const caption = wrapCaption(figure.caption, right - left)
  const legend = layOutLegend(figure, captionTop + caption.length * captionLine + 4)
  const plot = { left, right, top: captionTop + caption.length * captionLine + legend.height + 4, bottom }
  const curves = figure.series.map((series) => {
    const points: Point[] = []
    decimateInto(points, series.x, series.y, {
      buckets: right - left,
      range: figure.range,
      scale: figure.scale,
    })
    return { series, points }
  })
  const seen = curves.flatMap(({ points }) => points.filter((point) => isSeen(point, figure.range)))
  const axis = createFigureAxis(
    seen.map(({ y }) => y),
    figure.scale,
    figure.yRange,
  )
  const toX = (x: number): number =>
    plot.left + ((x - figure.range.from) / (figure.range.to - figure.range.from)) * (plot.right - plot.left)
  const toY = (y: number): number => plot.bottom - placeOnFigureAxis(axis, y) * (plot.bottom - plot.top)
  const shapes: Shape[] = [
    { kind: 'text', at: [left, 34], text: figure.title, size: 18, fill: figureColours.text, bold: true },
    ...caption.map((text, k): Shape => {
      const at: Place = [left, captionTop + k * captionLine]
      return { kind: 'text', at, text, size: 12, fill: figureColours.label }
    }),
    ...legend.shapes,
    ...drawXAxis(figure, toX, plot),
    ...drawYAxis(figure, axis, toY, plot),
    ...drawEvents(figure, toX, plot),
    ...curves.flatMap(({ series, points }) => drawCurve(series, points, toX, toY)),
    ...drawMarks(figure, toX, plot),
  ]
  return {
    ...figureSize,
    ground: figureColours.ground,
    fonts: figureFonts,
    plot,
    shapes,
    title: figure.title,
    description: figure.description,
  }
}

const isSeen = ({ x, y }: Point, { from, to }: ChartRange): boolean =>
  x >= from && x <= to && !Number.isNaN(y)

/** Parts side by side, on as many lines as they need. */
function wrapCaption(parts: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const part of parts) {
    const joined = lines.length === 0 ? part : `${lines.at(-1)} \u00b7 ${part}`
    if (lines.length === 0 || estimateWidth(joined, 12) > width) lines.push(part)
    else lines[lines.length - 1] = joined
  }
  return lines
}

function drawXAxis({ range, xTitle }: Figure, toX: ToPixel, plot: Plot): Shape[] {
  const ticks = createRangeTicks(range, 8).flatMap(({ value, label }): Shape[] => {
    const x = toX(value)
    return [
      drawRule([x, plot.bottom], [x, plot.bottom + 5], figureColours.axis),
      {
        kind: 'text',
        at: [x, plot.bottom + 20],
        text: label,
        size: 12,
        fill: figureColours.tick,
        anchor: 'middle',
      },
    ]
  })
  const at: Place = [(plot.left + plot.right) / 2, plot.bottom + 46]
  return [
    drawRule([plot.left, plot.bottom], [plot.right, plot.bottom], figureColours.axis),
    ...ticks,
    { kind: 'text', at, text: xTitle, size: 13, fill: figureColours.label, anchor: 'middle' },
  ]
}

function drawYAxis({ yTitle, formatTick }: Figure, axis: FigureAxis, toY: ToPixel, plot: Plot): Shape[] {
  const ticks = axis.ticks.flatMap((value): Shape[] => {
    const y = toY(value)
    const text = formatTick(value, axis.step)
    return [
      drawRule([plot.left, y], [plot.right, y], figureColours.grid),
      { kind: 'text', at: [plot.left - 10, y + 4], text, size: 12, fill: figureColours.tick, anchor: 'end' },
    ]
  })
  const at: Place = [24, (plot.top + plot.bottom) / 2]
  return [
    ...ticks,
    { kind: 'text', at, text: yTitle, size: 13, fill: figureColours.label, anchor: 'middle', turned: true },
  ]
}

/** A line for each stretch without a gap; a point that stands alone is a dot. */
function drawCurve(series: FigureSeries, points: readonly Point[], toX: ToPixel, toY: ToPixel): Shape[] {
  const stretches: Place[][] = []
  let open: Place[] | null = null
  for (const { x, y } of points) {
    if (Number.isNaN(y)) open = null
    else {
      if (open === null) stretches.push((open = []))
      open.push([toX(x), toY(y)])
    }
  }
  const { colour } = series
  const dash = series.dashed === true ? [6, 3] : undefined
  return stretches.map((places) =>
    places.length === 1
      ? { kind: 'circle', at: places[0]!, radius: 2.5, fill: colour, stroke: colour, clipped: true }
      : { kind: 'line', places, stroke: colour, width: 1.75, clipped: true, ...(dash && { dash }) },
  )
}
