/** Where the parts of a distribution over updates lie, in pixels. Pure. */
import type {
  BinScale,
  Distribution,
  DistributionRequest,
} from '../../../../src-worker/protocol/distributions'
import { formatPower } from '../../../../src-worker/notation/numbers'
import { createPlaceY, framePlot, placeTicks, type FramedPlot } from '../../charts/plotFrame'
import { createRangeTicks, type Tick } from '../../charts/ticks'
import { createUpdateAxis, listStretches } from '../updateAxis'

export const heatHeight = 148
const histogramWidth = 128
const gap = 16
const margin = { left: 52, right: histogramWidth + gap, top: 8, bottom: 24 }
/** Of the row of exact zeros below. */
const zerosHeight = 7

export interface HeatLayout extends FramedPlot {
  columns: { x: number; width: number }[]
  /** Bins, the lowest first. */
  rows: { y: number; height: number }[]
  /** The row of exact zeros; null where there is none. */
  zeros: { y: number; height: number } | null
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
  const withZeros = zeros.some((count) => count > 0)
  const frame = framePlot(
    { width, height: heatHeight },
    { ...margin, bottom: margin.bottom + (withZeros ? zerosHeight + 3 : 0) },
  )
  const { left, right, bottom } = frame
  const read = scale === 'size' ? Math.log2 : (value: number) => value
  const [low, high] = [edges[0]!, edges[edges.length - 1]!]
  const placeRead = createPlaceY(frame, read(low), read(high))
  const placeValue = (value: number): number => placeRead(read(value))
  // Words of two lines do not run into each other.
  const yTicks = placeTicks(listValueTicks(low, high, scale), placeValue).filter(
    ({ at }) => !withZeros || at < bottom - 8,
  )
  const axis = createUpdateAxis(updates, axisKind, left, right - left)
  return {
    ...frame,
    columns: listStretches(updates, axis, left, right - left),
    rows: Array.from({ length: edges.length - 1 }, (_, k) => {
      const y = placeValue(edges[k + 1]!)
      return { y, height: placeValue(edges[k]!) - y }
    }),
    zeros: withZeros ? { y: bottom + 3, height: zerosHeight } : null,
    xTicks: axis.ticks,
    yTicks,
    histogram: { x: right + gap, width: histogramWidth },
    place: axis.place,
  }
}

function listValueTicks(low: number, high: number, scale: BinScale): Tick[] {
  if (scale === 'linear') return createRangeTicks({ from: low, to: high }, 4)
  const from = Math.ceil(Math.log10(low) - 1e-9)
  const to = Math.floor(Math.log10(high) + 1e-9)
  const step = Math.max(1, Math.ceil((to - from + 1) / 5))
  const powers = Array.from({ length: Math.max(0, to - from + 1) }, (_, k) => from + k)
  return powers
    .filter((power) => power % step === 0)
    .map((power) => ({ value: 10 ** power, label: formatPower(power) }))
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
