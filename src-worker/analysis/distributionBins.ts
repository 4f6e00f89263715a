/** Bins that all moments share, and the counts of one moment in them. */
import type { BinScale } from '../protocol/distributions'
import type { ActivationName } from '../spec/names'
import {
  exponentOf,
  infinitePart,
  isNegativePart,
  magnitudeOf,
  sizeOfPart,
  type ValueCounts,
} from './distributionCounts'

export const linearBins = 64
const mostPowers = 40
/** Share of the values, zeros apart, that may lie outside at either end: one wild moment must not hide the others. */
const outlierShare = 0.005

/** Edges are powers of two or multiples of one, so that a part of `ValueCounts` never lies in two bins. */
export interface Bins {
  scale: BinScale
  /** Linear: left end and width. */
  low: number
  width: number
  /** Exponents of the edges, for bins by size. */
  powers: { from: number; to: number }
  count: number
  /** The last values of the range belong to it: an activation that reaches 1 has not left it. */
  closed: boolean
}

/** What the values of an activation can be; where it is open the data decide. */
export type ValueRange = 'unit' | 'symmetricUnit' | 'positive' | 'any'

const ranges: Partial<Record<ActivationName, ValueRange>> = {
  sigmoid: 'unit',
  softmax: 'unit',
  tanh: 'symmetricUnit',
  relu: 'positive',
  softplus: 'positive',
}
export const rangeOf = (activation: ActivationName): ValueRange => ranges[activation] ?? 'any'

export function chooseBins(moments: readonly ValueCounts[], range: ValueRange, scale: BinScale): Bins {
  const powers = findPowers(moments)
  if (scale === 'size') {
    const from = Math.max(powers.from, powers.to - mostPowers)
    return {
      scale,
      low: 0,
      width: 0,
      powers: { from, to: powers.to },
      count: powers.to - from,
      closed: false,
    }
  }
  const closed = range === 'unit' || range === 'symmetricUnit'
  const limit = closed ? 1 : 2 ** powers.to
  const low = range === 'unit' || range === 'positive' ? 0 : -limit
  return { scale, low, width: (limit - low) / linearBins, powers, count: linearBins, closed }
}

/** The powers of two between which nearly all magnitudes lie; 2⁻¹ to 2⁰ when there is none. */
function findPowers(moments: readonly ValueCounts[]): { from: number; to: number } {
  const counts = new Map<number, number>()
  let total = 0
  for (const { parts, counts: numbers } of moments) {
    parts.forEach((part, k) => {
      const size = sizeOfPart(part)
      if (size >= infinitePart) return
      const exponent = exponentOf(size)
      counts.set(exponent, (counts.get(exponent) ?? 0) + numbers[k]!)
      total += numbers[k]!
    })
  }
  const exponents = [...counts.keys()].sort((a, b) => a - b)
  if (exponents.length === 0) return { from: -1, to: 0 }
  const findEnd = (ordered: number[]): number => {
    let outside = 0
    return ordered.find((exponent) => (outside += counts.get(exponent)!) > outlierShare * total)!
  }
  // 2^1023 is the largest power there is, and the width of 64 bins between ±2^k is 2^(k − 5).
  const to = Math.min(1022, findEnd(exponents.toReversed()) + 1)
  return { from: Math.max(-1000, Math.min(findEnd(exponents), to - 1)), to: Math.max(-999, to) }
}

export const listEdges = ({ scale, low, width, powers, count }: Bins): Float64Array<ArrayBuffer> =>
  Float64Array.from({ length: count + 1 }, (_, k) =>
    scale === 'size' ? 2 ** (powers.from + k) : low + k * width,
  )

export interface BinnedMoment {
  below: number
  above: number
}

/** Counts of one moment into `out [bins]`, which is all 0. @returns what is outside of the bins; not a number is nowhere */
export function binInto(out: Uint32Array, { parts, counts, zeros }: ValueCounts, bins: Bins): BinnedMoment {
  const outside: BinnedMoment = { below: 0, above: 0 }
  const put = (bin: number, count: number): void => {
    if (bin < 0) outside.below += count
    else if (bin >= bins.count) outside.above += count
    else out[bin]! += count
  }
  put(bins.scale === 'size' ? -1 : -bins.low / bins.width, zeros)
  parts.forEach((part, k) => put(findBin(part, bins), counts[k]!))
  return outside
}

function findBin(part: number, { scale, low, width, powers, count, closed }: Bins): number {
  const size = sizeOfPart(part)
  if (scale === 'size') return size >= infinitePart ? count : exponentOf(size) - powers.from
  const negative = isNegativePart(part)
  if (size >= infinitePart) return negative ? -1 : count
  const magnitude = magnitudeOf(size)
  const middle = -low / width
  const steps = Math.floor(magnitude / width)
  const bin = negative ? middle - 1 - steps : middle + steps
  if (closed && magnitude === 1) return negative ? bin + 1 : bin - 1
  return bin
}
