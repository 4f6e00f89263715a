/** Where the parts of a distribution over updates lie, in pixels. Pure. */
import type {
  BinScale,
  Distribution,
  DistributionRequest,
} from '../../../../src-worker/protocol/distributions'
import { formatPower } from '../../../../src-worker/notation/numbers'
import { createRangeTicks } from '../../charts/ticks'
import { createUpdateAxis, listStretches, type AxisTick } from '../updateAxis'

export const heatHeight = 148
const left = 52
const top = 8
const bottom = 24
const histogramWidth = 128
const gap = 16
/** Of the row of exact zeros below. */
const zerosHeight = 7

export interface HeatLayout {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
  columns: { x: number; width: number }[]
  /** Bins, the lowest first. */
  rows: { y: number; height: number }[]
  /** The row of exact zeros; null where there is none. */
  zeros: { y: number; height: number } | null
  xTicks: AxisTick[]
  yTicks: AxisTick[]
  histogram: { x: number; width: number }
  place(update: number): number
}

export function layOutHeat(
  { edges, zeros }: Distribution,
  updates: ArrayLike<number>,
  scale: BinScale,
  axisKind: DistributionRequest['axis'],
  width: number,
): HeatLayout {
  const right = Math.max(left + 80, width - histogramWidth - gap)
  const withZeros = zeros.some((count) => count > 0)
  const lowest = heatHeight - bottom - (withZeros ? zerosHeight + 3 : 0)
  const read = scale === 'size' ? Math.log2 : (value: number) => value
  const [low, high] = [read(edges[0]!), read(edges[edges.length - 1]!)]
  const placeValue = (value: number): number => lowest - ((read(value) - low) / (high - low)) * (lowest - top)
  // Words of two lines do not run into each other.
  const yTicks = listValueTicks(edges[0]!, edges[edges.length - 1]!, scale)
    .map(({ value, text }) => ({ at: placeValue(value), text }))
    .filter(({ at }) => !withZeros || at < lowest - 8)
  const axis = createUpdateAxis(updates, axisKind, left, right - left)
  return {
    width,
    height: heatHeight,
    left,
    right,
    top,
    bottom: lowest,
    columns: listStretches(updates, axis, left, right - left),
    rows: Array.from({ length: edges.length - 1 }, (_, k) => {
      const y = placeValue(edges[k + 1]!)
      return { y, height: placeValue(edges[k]!) - y }
    }),
    zeros: withZeros ? { y: lowest + 3, height: zerosHeight } : null,
    xTicks: axis.ticks,
    yTicks,
    histogram: { x: right + gap, width: histogramWidth },
    place: axis.place,
  }
}

function listValueTicks(low: number, high: number, scale: BinScale): { value: number; text: string }[] {
  if (scale === 'linear')
    return createRangeTicks({ from: low, to: high }, 4).map(({ value, label }) => ({ value, text: label }))
  const from = Math.ceil(Math.log10(low) - 1e-9)
  const to = Math.floor(Math.log10(high) + 1e-9)
  const step = Math.max(1, Math.ceil((to - from + 1) / 5))
  const powers = Array.from({ length: Math.max(0, to - from + 1) }, (_, k) => from + k)
  return powers
    .filter((power) => power % step === 0)
    .map((power) => ({ value: 10 ** power, text: formatPower(power) }))
}

/** Values of a bin at a moment that are not exactly 0: those have a row of their own, else they would hide the others. */
export function readCount({ counts, edges, zeros }: Distribution, moment: number, bin: number): number {
  const bins = edges.length - 1
  const count = counts[moment * bins + bin]!
  return edges[bin] === 0 ? count - zeros[moment]! : count
}

/** Largest count of one bin, over all moments. */
export function findFullest(distribution: Distribution, moments: Iterable<number>): number {
  const bins = distribution.edges.length - 1
  let fullest = 0
  for (const moment of moments)
    for (let bin = 0; bin < bins; bin++) fullest = Math.max(fullest, readCount(distribution, moment, bin))
  return fullest
}
