/** Curves of combinations over the epochs, each its median between its quartiles, as paths. Pure. */
import type { CurvePoint } from '../../../../src-worker/sweep/sweepCurve'
import { createPlaceY, framePlot, placeTicks, type FramedPlot, type PlotFrame } from '../../charts/plotFrame'
import { chooseLogTicks, createRangeTicks, formatStep, type Tick } from '../../charts/ticks'
import { formatTick } from '../../ui/formatNumber'

export interface CurveLine {
  points: readonly CurvePoint[]
}

export interface PlottedLine {
  /** Median; broken off where it has no place on the axis. */
  path: string
  /** From quartile to quartile, closed. */
  band: string
  /** Where a median that is no longer finite was last seen; null for a curve that goes on to its end. */
  lost: { x: number; y: number } | null
}

export interface CurvePlot extends FramedPlot {
  logarithmic: boolean
  lines: PlottedLine[]
}

const margin = { left: 52, right: 12, top: 10, bottom: 26 }
const mostXTicks = 8
const mostYTicks = 5
/** From here on costs are placed by ratio. */
const logarithmicFrom = 20

interface Scale {
  place(value: number): number
  ticks: Tick[]
  minimum: number
  maximum: number
  logarithmic: boolean
}

export function layOutCurves(
  lines: readonly CurveLine[],
  size: { width: number; height: number },
  mayBeLogarithmic: boolean,
): CurvePlot {
  const frame = framePlot(size, margin)
  const end = lines.reduce((most, { points }) => Math.max(most, points.at(-1)?.epoch ?? 0), 0) || 1
  const placeX = (epoch: number): number => frame.left + (epoch / end) * (frame.right - frame.left)
  const scale = createScale(lines, frame, mayBeLogarithmic)
  return {
    ...frame,
    logarithmic: scale.logarithmic,
    lines: lines.map((line) => plotLine(line, placeX, scale)),
    xTicks: placeTicks(createRangeTicks({ from: 0, to: end }, mostXTicks), placeX),
    yTicks: placeTicks(scale.ticks, scale.place),
  }
}

function createScale(lines: readonly CurveLine[], frame: PlotFrame, mayBeLogarithmic: boolean): Scale {
  const values = lines.flatMap(({ points }) =>
    points.flatMap(({ lower, median, upper }) => [lower, median, upper]).filter(Number.isFinite),
  )
  if (values.length === 0) values.push(0, 1)
  const least = values.reduce((low, value) => Math.min(low, value))
  const most = values.reduce((high, value) => Math.max(high, value))
  const logarithmic = mayBeLogarithmic && least > 0 && most / least >= logarithmicFrom
  const [minimum, maximum] = widen(least, most, logarithmic)
  const inner = logarithmic ? Math.log : (value: number) => value
  const placeInner = createPlaceY(frame, inner(minimum), inner(maximum))
  return {
    minimum,
    maximum,
    logarithmic,
    ticks: logarithmic
      ? createLogTicks(minimum, maximum)
      : createRangeTicks({ from: minimum, to: maximum }, mostYTicks),
    place: (value) => placeInner(inner(value)),
  }
}

function widen(least: number, most: number, logarithmic: boolean): [number, number] {
  if (logarithmic) return [least / 1.1, most * 1.1]
  const room = most > least ? 0.05 * (most - least) : Math.max(1e-9, 0.1 * Math.abs(most))
  return [least - room, most + room]
}

function createLogTicks(minimum: number, maximum: number): Tick[] {
  const first = Math.floor(Math.log10(minimum))
  const decades = Math.ceil(Math.log10(maximum)) - first + 1
  const all = Array.from({ length: decades }, (_, k) => first + k).flatMap((power) =>
    [1, 3].map((factor) => Number(`${factor}e${power}`)),
  )
  const inside = all.filter((value) => value >= minimum && value <= maximum)
  return chooseLogTicks(inside).map((value) => ({
    value,
    label: value >= 1e-3 && value < 1e5 ? formatStep(value, value) : formatTick(value),
  }))
}

function plotLine({ points }: CurveLine, placeX: (epoch: number) => number, scale: Scale): PlottedLine {
  const clamp = (value: number): number => Math.min(scale.maximum, Math.max(scale.minimum, value))
  const at = (epoch: number, value: number): string =>
    `${placeX(epoch).toFixed(1)} ${scale.place(value).toFixed(1)}`
  const isShown = ({ median }: CurvePoint): boolean =>
    Number.isFinite(median) && (!scale.logarithmic || median > 0)
  const stretches = splitStretches(points, isShown)
  const path = stretches.map((stretch) => `M${stretch.map((p) => at(p.epoch, p.median)).join('L')}`).join('')
  const band = stretches
    .map((stretch) => {
      const upper = stretch.map((point) => at(point.epoch, clamp(point.upper)))
      const lower = stretch.map((point) => at(point.epoch, clamp(point.lower)))
      return `M${[...upper, ...lower.reverse()].join('L')}Z`
    })
    .join('')
  const lostAt = points.findIndex(({ median }) => Math.abs(median) === Infinity)
  const last = points[lostAt - 1]
  const lost =
    lostAt < 0
      ? null
      : {
          x: placeX(points[lostAt]!.epoch),
          y: last && isShown(last) ? scale.place(last.median) : scale.place(scale.maximum),
        }
  return { path, band, lost }
}

function splitStretches<Item>(items: readonly Item[], isShown: (item: Item) => boolean): Item[][] {
  const stretches: Item[][] = [[]]
  for (const item of items) {
    if (isShown(item)) stretches.at(-1)!.push(item)
    else if (stretches.at(-1)!.length > 0) stretches.push([])
  }
  return stretches.filter(({ length }) => length > 0)
}
