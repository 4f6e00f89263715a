/** Lists of numbers for a setting: even steps, even ratios, doubling. */

export const rangeKinds = ['linear', 'log', 'double'] as const
export type RangeKind = (typeof rangeKinds)[number]

export interface NumberRange {
  kind: RangeKind
  from: number
  to: number
  /** Of numbers; `double` counts by itself. */
  count: number
}

/** A number stands for its place in the range when it is as near as this share of it. */
const nearness = 0.06
const mostDoublings = 64

/**
 * Ascending, each number once, with as few digits as the range allows: 0.01, 0.03, 0.1 for even ratios.
 * @param whole whether the setting takes whole numbers only
 * @returns an empty list where the range has no numbers
 */
export function listNumbers({ kind, from, to, count }: NumberRange, whole: boolean): number[] {
  if (!(from <= to) || count < 1 || (kind !== 'linear' && from <= 0)) return []
  const exact = kind === 'double' ? listDoubles(from, to) : listSteps(kind, from, to, count)
  const round = whole
    ? Math.round
    : kind === 'log'
      ? roundRatio
      : (value: number) => Number(value.toPrecision(6))
  const isKept = (value: number): boolean => !whole || (value >= from && value <= to)
  return [...new Set(exact.map(round).filter(isKept))]
}

function listSteps(kind: 'linear' | 'log', from: number, to: number, count: number): number[] {
  if (count === 1) return [from]
  return Array.from({ length: count }, (_, at) => {
    const share = at / (count - 1)
    return kind === 'linear' ? from + (to - from) * share : from * (to / from) ** share
  })
}

function listDoubles(from: number, to: number): number[] {
  const values = [from]
  while (values.length < mostDoublings && values.at(-1)! * 2 <= to) values.push(values.at(-1)! * 2)
  return values
}

function roundRatio(value: number): number {
  for (let digits = 1; digits < 6; digits++) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.abs(rounded - value) <= nearness * value) return rounded
  }
  return Number(value.toPrecision(6))
}
