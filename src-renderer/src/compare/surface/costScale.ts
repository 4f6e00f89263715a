/** Costs as heights and colours: from the least to the largest finite one, evenly or by their logarithm. */
import { createTicks } from '../../network/axisTicks'

export type CostScaleKind = 'linear' | 'log'

export interface CostScale {
  kind: CostScaleKind
  /** NaN where no cost is finite. */
  minimum: number
  maximum: number
  /** From 0 at the minimum to 1 at the maximum; NaN for a cost that is not finite. */
  shareOf(cost: number): number
  costAt(share: number): number
}

/** On a logarithm costs of 0 lie where the least cost above 0 does. */
export function createCostScale(costs: Float64Array, kind: CostScaleKind): CostScale {
  let minimum = Infinity
  let maximum = -Infinity
  let least = Infinity
  for (const cost of costs) {
    if (!Number.isFinite(cost)) continue
    minimum = Math.min(minimum, cost)
    maximum = Math.max(maximum, cost)
    if (cost > 0) least = Math.min(least, cost)
  }
  if (minimum > maximum) return { kind, minimum: NaN, maximum: NaN, shareOf: () => NaN, costAt: () => NaN }
  if (kind === 'linear' || least === Infinity) {
    const span = maximum - minimum
    return {
      kind: 'linear',
      minimum,
      maximum,
      shareOf: (cost) => limitShare(span === 0 && Number.isFinite(cost) ? 0 : (cost - minimum) / span),
      costAt: (share) => minimum + share * span,
    }
  }
  const low = Math.log10(least)
  const span = Math.log10(maximum) - low
  return {
    kind,
    minimum: least,
    maximum,
    shareOf(cost) {
      if (!Number.isFinite(cost)) return NaN
      return cost <= least || span === 0 ? 0 : limitShare((Math.log10(cost) - low) / span)
    },
    costAt: (share) => 10 ** (low + share * span),
  }
}

const limitShare = (share: number): number => (Math.abs(share) === Infinity ? NaN : clampShare(share))
const clampShare = (share: number): number => (share < 0 ? 0 : share > 1 ? 1 : share)

/** Levels of contour lines, evenly between the ends of the scale. */
export function createLevels({ costAt, minimum, maximum }: CostScale, count: number): number[] {
  if (!(maximum > minimum)) return []
  return Array.from({ length: count }, (_, k) => costAt((k + 1) / (count + 1)))
}

/** Round costs from end to end: on a logarithm powers of ten, and where they are fewer than two 2 and 5 times them. */
export function createCostTicks({ kind, minimum, maximum }: CostScale, count = 4): number[] {
  if (!(maximum > minimum)) return Number.isFinite(minimum) ? [minimum] : []
  if (kind === 'linear') return createTicks(minimum, maximum, count)
  const powers = createPowers(minimum, maximum, [1])
  if (powers.length < 2) return createPowers(minimum, maximum, [1, 2, 5])
  const every = Math.ceil(powers.length / (count + 1))
  return powers.filter((_, k) => (powers.length - 1 - k) % every === 0)
}

function createPowers(minimum: number, maximum: number, factors: readonly number[]): number[] {
  const first = Math.floor(Math.log10(minimum))
  const last = Math.floor(Math.log10(maximum))
  return Array.from({ length: last - first + 1 }, (_, k) => first + k)
    .flatMap((exponent) => factors.map((factor) => Number(`${factor}e${exponent}`)))
    .filter((value) => value >= minimum && value <= maximum)
}

/** Index of the least finite cost; −1 when there is none. */
export function findLeast(costs: Float64Array): number {
  let best = -1
  for (let k = 0; k < costs.length; k++) {
    if (Number.isFinite(costs[k]!) && !(costs[k]! >= costs[best]!)) best = k
  }
  return best
}
