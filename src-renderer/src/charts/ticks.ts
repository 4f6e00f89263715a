import type { ChartScale } from './chartSeries'

/**
 * Ticks of a logarithmic axis that get a line and a label: 1 and 3 of each decade, only 1 over many decades,
 * all when that leaves fewer than two.
 */
export function chooseLogTicks(values: readonly number[]): number[] {
  const positive = values.filter((value) => value > 0)
  const first = positive[0] ?? 1
  const last = positive.at(-1) ?? 1
  const wide = last / first > 1e4
  const kept = positive.filter((value) => {
    const mantissa = Number((value / 10 ** Math.floor(Math.log10(value) + 1e-9)).toPrecision(3))
    return mantissa === 1 || (!wide && mantissa === 3)
  })
  return kept.length >= 2 ? kept : positive
}

/** What a logarithmic axis cannot show becomes a gap. */
export const showable = (value: number, scale: ChartScale): number =>
  !Number.isFinite(value) || (scale === 'log' && value <= 0) ? NaN : value
