import type { ChartRange, ChartScale } from './chartSeries'

export interface Tick {
  value: number
  label: string
}

/** Steps of an axis that holds less than a decade. */
const narrowSteps = 5

/**
 * Ticks of a logarithmic axis that get a line and a label: 1 and 3 of each decade, only 1 over many decades,
 * all when that leaves fewer than two.
 * @param range what the axis shows: fewer than two become multiples of a round step within it
 */
export function chooseLogTicks(values: readonly number[], range?: ChartRange): number[] {
  const positive = values.filter((value) => value > 0)
  const first = positive[0] ?? 1
  const last = positive.at(-1) ?? 1
  const wide = last / first > 1e4
  const kept = positive.filter((value) => {
    const mantissa = Number((value / 10 ** Math.floor(Math.log10(value) + 1e-9)).toPrecision(3))
    return mantissa === 1 || (!wide && mantissa === 3)
  })
  if (kept.length >= 2) return kept
  const round = range === undefined ? [] : createRangeTicks(range, narrowSteps).map(({ value }) => value)
  return round.length >= 2 ? round : positive
}

/** Ticks of less than half a decade need the digits of their distance, the smallest one; others none: null. */
export function findLogStep(ticks: readonly number[]): number | null {
  if (ticks.length < 2 || ticks.at(-1)! / ticks[0]! >= 4) return null
  const step = Math.min(...ticks.slice(1).map((value, k) => value - ticks[k]!))
  return step > 0 ? Number(step.toPrecision(2)) : null
}

/** What a logarithmic axis cannot show becomes a gap. */
export const showable = (value: number, scale: ChartScale): number =>
  !Number.isFinite(value) || (scale === 'log' && value <= 0) ? NaN : value

/** The smallest of 1, 2 and 5 times a power of ten that makes at most `count` steps. */
export function chooseStep(width: number, count: number): number {
  const rough = width / count
  const power = 10 ** Math.floor(Math.log10(rough))
  return power * ([1, 2, 5].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10)
}

/** Multiples of a round step within the range, in the units that keep the labels short and tell them apart. */
export function createRangeTicks({ from, to }: ChartRange, count: number): Tick[] {
  const width = to - from
  if (!(width > 0) || !Number.isFinite(width)) return []
  const step = chooseStep(width, count)
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => {
    const value = (first + k) * step
    return { value, label: formatStep(value, step) }
  })
}

const groups = /\B(?=(\d{3})+$)/g

/** A multiple of `step` with as many decimals as the step has: 0.25 · 1,200 · 40k · 1.25M. */
export function formatStep(value: number, step: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  const unit = size >= 1e6 && step >= 1e3 ? 1e6 : size >= 1e4 && step >= 100 ? 1e3 : 1
  const decimals = Math.max(0, -Math.floor(Math.log10(step / unit) + 1e-9))
  if (decimals > 6 || size >= 1e12) return withMinus(String(Number(value.toPrecision(6))).replace('e+', 'e'))
  const [whole, fraction] = (size / unit).toFixed(decimals).split('.')
  const text = whole!.replace(groups, ',') + (fraction === undefined ? '' : `.${fraction}`)
  const suffix = unit === 1e6 ? 'M' : unit === 1e3 ? 'k' : ''
  return (value < 0 ? '\u2212' : '') + text + suffix
}

const withMinus = (text: string): string => text.replaceAll('-', '\u2212')

/** As for a share: 0.425 in steps of 0.005 is 42.5%. */
export const formatPercentStep = (share: number, step: number): string =>
  `${formatStep(Number((share * 100).toPrecision(12)), Number((step * 100).toPrecision(12)))}%`
