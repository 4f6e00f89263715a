/** How far an update moves the weights of each layer against their size, over the updates: lines on a logarithmic axis. Pure. */
import { formatPower } from '../../../../src-worker/notation/numbers'
import type { DistributionRequest, LayerDistributions } from '../../../../src-worker/protocol/distributions'
import { createPlaceY, framePlot, type FramedPlot } from '../../charts/plotFrame'
import { createUpdateAxis, listStretches } from '../updateAxis'

/** Around one thousandth: a rule of thumb, half a decade to either side. */
export const ruleOfThumb = 1e-3
const bandWidth = Math.sqrt(10)

export const plotHeight = 320
const margin = { left: 52, right: 40, top: 12, bottom: 28 }
const lowest = plotHeight - margin.bottom
const mostDecades = 12

export interface RatioLine {
  /** From 1. */
  layer: number
  /** ‖W′ − W‖ / ‖W‖ of each moment; NaN where there is none. */
  values: Float64Array
  /** SVG path; broken off where a value has no place on the axis. */
  path: string
  points: { x: number; y: number }[]
  /** Where its name stands; null without a point. */
  label: { x: number; y: number } | null
}

/** As the attributes of a text. */
interface RuleName {
  x: number
  y: number
  'text-anchor': 'start' | 'end'
}

export interface RatioPlot extends FramedPlot {
  columns: { x: number; width: number }[]
  lines: RatioLine[]
  /** The rule of thumb: its line and its band. */
  rule: { y: number; from: number; to: number }
  ruleName: RuleName
  place(update: number): number
}

/** NaN where the weights are all 0. */
export const ratiosOf = ({ change, norm }: Pick<LayerDistributions, 'change' | 'norm'>): Float64Array =>
  change.map((value, k) => (norm[k]! > 0 ? value / norm[k]! : NaN))

export function layOutRatios(
  layers: readonly Pick<LayerDistributions, 'change' | 'norm'>[],
  updates: ArrayLike<number>,
  axisKind: DistributionRequest['axis'],
  width: number,
): RatioPlot {
  const all = layers.map(ratiosOf)
  const decades = findDecades(all)
  const frame = framePlot({ width, height: plotHeight }, margin)
  const { left, right } = frame
  const placePower = createPlaceY(frame, decades.from, decades.to)
  const placeValue = (value: number): number => placePower(Math.log10(value))
  const axis = createUpdateAxis(updates, axisKind, left, right - left)
  const step = Math.ceil((decades.to - decades.from) / 7)
  const powers = Array.from({ length: decades.to - decades.from + 1 }, (_, k) => decades.from + k)
  const lines = all.map((values, l) => drawLine(l + 1, values, updates, axis.place, placeValue))
  spreadLabels(lines)
  const rule = {
    y: placeValue(ruleOfThumb),
    from: placeValue(ruleOfThumb * bandWidth),
    to: placeValue(ruleOfThumb / bandWidth),
  }
  return {
    ...frame,
    columns: listStretches(updates, axis, left, right - left),
    lines,
    rule,
    ruleName: placeRuleName(rule, lines, left, right),
    xTicks: axis.ticks,
    yTicks: powers
      .filter((power) => power % step === 0)
      .map((power) => ({ at: placeValue(10 ** power), text: formatPower(power) })),
    place: axis.place,
  }
}

/** Whole powers of ten around all values and the rule of thumb. */
function findDecades(all: readonly Float64Array[]): { from: number; to: number } {
  let [smallest, largest] = [ruleOfThumb / bandWidth, ruleOfThumb * bandWidth]
  for (const values of all) {
    for (const value of values) {
      if (!isPlaced(value)) continue
      smallest = Math.min(smallest, value)
      largest = Math.max(largest, value)
    }
  }
  const to = Math.ceil(Math.log10(largest))
  return { from: Math.max(to - mostDecades, Math.floor(Math.log10(smallest))), to }
}

const isPlaced = (value: number): boolean => Number.isFinite(value) && value > 0

function drawLine(
  layer: number,
  values: Float64Array,
  updates: ArrayLike<number>,
  placeUpdate: (update: number) => number,
  placeValue: (value: number) => number,
): RatioLine {
  const points: { x: number; y: number }[] = []
  let path = ''
  let open = false
  values.forEach((value, k) => {
    if (!isPlaced(value)) {
      open = false
      return
    }
    const point = { x: placeUpdate(updates[k]!), y: Math.min(placeValue(value), lowest) }
    points.push(point)
    path += `${open ? 'L' : 'M'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`
    open = true
  })
  const last = points.at(-1)
  return { layer, values, path, points, label: last ? { x: last.x + 8, y: last.y + 4 } : null }
}

const nameWidth = 76

/** In the corner of the band that is farthest from any line. */
function placeRuleName(
  band: { from: number; to: number },
  lines: readonly RatioLine[],
  left: number,
  right: number,
): RuleName {
  const points = lines.flatMap((line) => line.points)
  const corners = [band.to - 6, band.from + 14].flatMap((y): RuleName[] => [
    { x: left + 6, y, 'text-anchor': 'start' },
    { x: right - 6, y, 'text-anchor': 'end' },
  ])
  const findRoom = ({ x, y }: RuleName): number =>
    Math.min(
      ...points
        .filter((point) => Math.abs(point.x - x) < nameWidth)
        .map((point) => Math.abs(point.y - y + 4)),
    )
  return corners.reduce((best, corner) => (findRoom(corner) > findRoom(best) ? corner : best))
}

const labelHeight = 12

/** Names at the ends stay apart, in their order from above. */
function spreadLabels(lines: readonly RatioLine[]): void {
  const labels = lines.flatMap(({ label }) => (label ? [label] : [])).sort((a, b) => a.y - b.y)
  labels.forEach((label, k) => {
    if (k > 0) label.y = Math.max(label.y, labels[k - 1]!.y + labelHeight)
  })
  for (let k = labels.length - 1; k >= 0; k--) {
    const most = k === labels.length - 1 ? lowest + 4 : labels[k + 1]!.y - labelHeight
    labels[k]!.y = Math.min(labels[k]!.y, most)
  }
}

const tokens = ['run-3', 'run-1', 'run-4', 'run-2', 'grad', 'class-5'] as const

/** Colour of a layer, and dashes where colours come again. */
export const styleOfLine = (layer: number): { token: string; dash: string | undefined } => ({
  token: tokens[(layer - 1) % tokens.length]!,
  dash: layer > tokens.length ? (layer > 2 * tokens.length ? '2 2' : '6 3') : undefined,
})
