import type { ChartScale } from '../chartSeries'
import type { ValueRange } from '../chartOptions'
import { chooseLogTicks, chooseStep } from '../ticks'

export interface FigureAxis {
  scale: ChartScale
  minimum: number
  maximum: number
  ticks: number[]
  /** Between ticks; null where they are not at equal distances. */
  step: number | null
}

const steps = 6
const mantissas = [1, 2, 3, 5]

/** An axis that holds all of the values, which are finite and, for a logarithm, above 0. */
export function createFigureAxis(
  values: readonly number[],
  scale: ChartScale,
  { least, minimum, maximum }: ValueRange,
): FigureAxis {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) [low, high] = scale === 'log' ? [0.1, 1] : [0, 1]
  if (scale === 'log') {
    if (high / low >= 3) return createLogAxis(low, high)
    const [from, to] = high > low ? [low, high] : [low / 1.5, high * 1.5]
    return createSteppedAxis(from, to, scale)
  }
  low = minimum ?? Math.min(low, least ?? low)
  high = maximum ?? high
  if (!(high > low)) [low, high] = spread(low)
  return createSteppedAxis(low, high, scale)
}

function createSteppedAxis(low: number, high: number, scale: ChartScale): FigureAxis {
  const step = chooseStep(high - low, steps)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  const ticks = Array.from({ length: last - first + 1 }, (_, k) =>
    Number(((first + k) * step).toPrecision(12)),
  )
  return { scale, minimum: ticks[0]!, maximum: ticks.at(-1)!, ticks, step }
}

/** A constant lies in the middle. */
const spread = (value: number): [number, number] => {
  const room = Math.abs(value) || 1
  return [value - room / 2, value + room / 2]
}

/** From one of 1, 2, 3, 5 times a power of ten to another. */
function createLogAxis(low: number, high: number): FigureAxis {
  const first = Math.floor(Math.log10(low) + 1e-9) - 1
  const last = Math.ceil(Math.log10(high) - 1e-9) + 1
  const all: number[] = []
  for (let exponent = first; exponent <= last; exponent++) {
    for (const mantissa of mantissas) all.push(Number(`${mantissa}e${exponent}`))
  }
  const from = all.findLastIndex((value) => value <= low * (1 + 1e-9))
  const to = all.findIndex((value, k) => k > from && value >= high * (1 - 1e-9))
  const inside = all.slice(from, to + 1)
  const ticks = thin(chooseLogTicks(inside))
  return { scale: 'log', minimum: all[from]!, maximum: all[to]!, ticks, step: null }
}

/** Every second, third, … of many decades. */
function thin(ticks: number[]): number[] {
  const each = Math.ceil(ticks.length / 10)
  return ticks.filter((_, k) => k % each === 0)
}

/** 0 at the axis' minimum, 1 at its maximum. */
export function placeOnFigureAxis({ scale, minimum, maximum }: FigureAxis, value: number): number {
  if (scale === 'linear') return (value - minimum) / (maximum - minimum)
  return Math.log(value / minimum) / Math.log(maximum / minimum)
}
