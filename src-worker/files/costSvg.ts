/** A figure of the cost that stands alone: no script, no style sheet, no font but the reader's own. */
import type { RunEvent } from '../protocol/trainerApi'
import { placeOnAxis, type Axis } from './axisTicks'
import { costFormulas } from './costFormulas'
import { createCostPlot, type CostPlot, type Point } from './costPlot'
import type { SessionDocument } from './sessionDocument'
import {
  drawLine as line,
  drawText as text,
  figureColours,
  letterWidth,
  placeOf as place,
  wrapFigure,
  type TextStyle,
} from './svgDrawing'
import { escapeXml } from './svgText'

const size = { width: 880, height: 500 }
const frame = { left: 84, right: 856, top: 92, bottom: 434 }
const colours = { ...figureColours, training: '#14171a', validation: '#0072b2', event: '#8f2a72' }
/** Room between two markers' words, which stand upright. */
const markerGap = 14
const wordLength = 28

/**
 * Training cost with its extremes, validation cost where there is one, and a marker for each change made during
 * the run; the axis of the cost is logarithmic when it spans more than two decades.
 * @returns an SVG file with a title, a description, axis titles and a legend.
 */
export function writeCostSvg(document: Pick<SessionDocument, 'experiment' | 'history' | 'events'>): string {
  const { experiment, history, events } = document
  const plot = createCostPlot(history, events)
  const { name, formula } = costFormulas[experiment.training.cost]
  const title = `Cost of ${experiment.name}`
  const [horizontal, vertical] = nameAxes(plot, name)
  return wrapFigure(size, title, describe(plot, name), [
    text(frame.left, 34, title, { size: 18, fill: colours.text, weight: 600 }),
    text(frame.left, 56, `cost: ${name}, ${formula}`, { size: 13, fill: colours.label }),
    ...drawLegend(plot, history.stride),
    ...drawHorizontalAxis(plot.x, horizontal),
    ...drawVerticalAxis(plot.y, vertical),
    ...drawSeries(plot),
    ...drawEvents(plot),
  ])
}

/** The titles of the horizontal and the vertical axis in the figure of a run. */
export function listCostAxisTitles(
  document: Pick<SessionDocument, 'experiment' | 'history' | 'events'>,
): [string, string] {
  const { name } = costFormulas[document.experiment.training.cost]
  return nameAxes(createCostPlot(document.history, document.events), name)
}

const nameAxes = ({ y }: CostPlot, name: string): [string, string] => [
  'update',
  `cost (${name})${y.logarithmic ? ', logarithmic' : ''}`,
]

function describe({ training, validation, events }: CostPlot, name: string): string {
  const points = training.flat()
  if (points.length === 0) return `No cost yet (${name}).`
  const [first, last] = [points[0]!, points.at(-1)!]
  const curve = `${name} over the updates: ${formatValue(first.value)} at update ${first.update}, ${formatValue(last.value)} at update ${last.update}.`
  const held = validation.flat().at(-1)
  const ending = held === undefined ? '' : ` Validation cost at the end ${formatValue(held.value)}.`
  return curve + ending + (events.length === 0 ? '' : ` Changes made during the run: ${events.length}.`)
}

const formatValue = (value: number): string => String(Number(value.toPrecision(4)))

const toX = (axis: Axis, value: number): number =>
  frame.left + placeOnAxis(axis, value) * (frame.right - frame.left)
const toY = (axis: Axis, value: number): number =>
  frame.bottom - placeOnAxis(axis, value) * (frame.bottom - frame.top)
function drawHorizontalAxis(axis: Axis, title: string): string[] {
  const ticks = axis.ticks.flatMap(({ value, label }) => {
    const x = toX(axis, value)
    return [
      line(x, frame.bottom, x, frame.bottom + 5, colours.axis),
      text(x, frame.bottom + 20, label, { size: 12, fill: colours.tick, anchor: 'middle' }),
    ]
  })
  const middle = (frame.left + frame.right) / 2
  return [
    line(frame.left, frame.bottom, frame.right, frame.bottom, colours.axis),
    ...ticks,
    text(middle, frame.bottom + 46, title, { size: 13, fill: colours.label, anchor: 'middle' }),
  ]
}

function drawVerticalAxis(axis: Axis, title: string): string[] {
  const ticks = axis.ticks.flatMap(({ value, label }) => {
    const y = toY(axis, value)
    const grid = value === axis.minimum ? [] : [line(frame.left, y, frame.right, y, colours.grid)]
    return [...grid, text(frame.left - 10, y + 4, label, { size: 12, fill: colours.tick, anchor: 'end' })]
  })
  const middle = (frame.top + frame.bottom) / 2
  return [
    ...ticks,
    text(22, middle, title, { size: 13, fill: colours.label, anchor: 'middle', turned: true }),
  ]
}

function drawSeries(plot: CostPlot): string[] {
  const { x, y, training, validation, band } = plot
  const areas = band.map((run) => {
    const upper = run.map(({ update, high }) => `${place(toX(x, update))} ${place(toY(y, high))}`)
    const lower = run.map(({ update, low }) => `${place(toX(x, update))} ${place(toY(y, low))}`)
    const outline = [...upper, ...lower.reverse()].join('L')
    return `<path d="M${outline}Z" fill="${colours.training}" fill-opacity="0.14"/>`
  })
  return [
    ...areas,
    ...training.map((run) => drawLine(plot, run, colours.training)),
    ...validation.map((run) => drawLine(plot, run, colours.validation, ' stroke-dasharray="6 3"')),
  ]
}

function drawLine({ x, y }: CostPlot, run: readonly Point[], colour: string, extra = ''): string {
  const places = run.map(({ update, value }) => `${place(toX(x, update))} ${place(toY(y, value))}`)
  if (places.length === 1) {
    const [cx, cy] = places[0]!.split(' ')
    return `<circle cx="${cx}" cy="${cy}" r="2.5" fill="${colour}"/>`
  }
  return `<path d="M${places.join('L')}" fill="none" stroke="${colour}" stroke-width="1.75" stroke-linejoin="round"${extra}/>`
}

/** A marker keeps its line; its words are left out where they would cover those before. */
function drawEvents({ x, events }: CostPlot): string[] {
  let free = -Infinity
  return events.flatMap((event) => {
    const at = toX(x, event.update)
    const title = `<title>${escapeXml(`update ${event.update}: ${describeEvent(event)}`)}</title>`
    const mark = `<g>${title}${line(at, frame.top, at, frame.bottom, colours.event, ' stroke-dasharray="2 3"')}</g>`
    if (at < free) return [mark]
    free = at + markerGap
    const words = shorten(describeEvent(event))
    const style: TextStyle = { size: 11, fill: colours.event, anchor: 'end', turned: true }
    const side = at < frame.left + markerGap ? 12 : -4
    return [mark, text(at + side, frame.top + 4, words, style)]
  })
}

const describeEvent = ({ field, place, before, after }: RunEvent): string =>
  `${place ?? field}: ${before} → ${after}`
const shorten = (words: string): string =>
  words.length > wordLength ? `${words.slice(0, wordLength - 1)}…` : words

function drawLegend({ validation, band, events }: CostPlot, stride: number): string[] {
  const y = 76
  const entries = [
    {
      label: 'training cost',
      mark: (x: number) => line(x, y, x + 24, y, colours.training, ' stroke-width="2"'),
    },
    {
      label: `smallest to largest of ${stride} updates`,
      mark: (x: number) =>
        `<rect x="${x}" y="${y - 6}" width="24" height="12" fill="${colours.training}" fill-opacity="0.14"/>`,
      isAbsent: band.length === 0,
    },
    {
      label: 'validation cost',
      mark: (x: number) =>
        line(x, y, x + 24, y, colours.validation, ' stroke-width="2" stroke-dasharray="6 3"'),
      isAbsent: validation.length === 0,
    },
    {
      label: 'change of a setting',
      mark: (x: number) => line(x + 12, y - 7, x + 12, y + 7, colours.event, ' stroke-dasharray="2 3"'),
      isAbsent: events.length === 0,
    },
  ]
  let x = frame.left
  return entries.flatMap(({ label, mark, isAbsent }) => {
    if (isAbsent) return []
    const drawn = [mark(x), text(x + 30, y + 4, label, { size: 12, fill: colours.label })]
    x += 30 + Math.ceil(label.length * letterWidth) + 22
    return drawn
  })
}
