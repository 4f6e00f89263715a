/** The counts of several moments in bins that they share. */
import type { NetworkShape } from '../core/network'
import {
  distributionKinds,
  type BinScale,
  type Distribution,
  type DistributionKind,
  type LayerDistributions,
} from '../protocol/distributions'
import { binInto, chooseBins, listEdges, rangeOf, type ValueRange } from './distributionBins'
import type { ValueCounts } from './distributionCounts'
import type { MomentCounts } from './distributionMoment'

/** @param moments at least one */
export const describeLayers = (
  shape: NetworkShape,
  moments: readonly MomentCounts[],
  scale: BinScale,
): LayerDistributions[] =>
  shape.layers.map(({ inputs, units, activation }, l) => {
    const of = (kind: DistributionKind) => {
      const range = kind === 'activations' ? rangeOf(activation) : 'any'
      return describeValues(
        moments.map(({ layers }) => layers[l]![kind]),
        range,
        scale,
      )
    }
    const [weights, gradients, activations] = distributionKinds.map(of)
    return {
      inputs,
      units,
      activation,
      weights: weights!,
      gradients: gradients!,
      activations: activations!,
      change: Float64Array.from(moments, ({ layers }) => layers[l]!.change),
      norm: Float64Array.from(moments, ({ layers }) => layers[l]!.norm),
    }
  })

export function describeValues(
  moments: readonly ValueCounts[],
  range: ValueRange,
  scale: BinScale,
): Distribution {
  const bins = chooseBins(moments, range, scale)
  const counts = new Uint32Array(moments.length * bins.count)
  const outside = moments.map((moment, k) =>
    binInto(counts.subarray(k * bins.count, (k + 1) * bins.count), moment, bins),
  )
  const whole = (read: (moment: ValueCounts) => number) => Uint32Array.from(moments, read)
  const real = (read: (moment: ValueCounts) => number) => Float64Array.from(moments, read)
  return {
    edges: listEdges(bins),
    counts,
    below: Uint32Array.from(outside, ({ below }) => below),
    above: Uint32Array.from(outside, ({ above }) => above),
    notNumbers: whole((moment) => moment.notNumbers),
    zeros: whole((moment) => moment.zeros),
    minimum: real((moment) => moment.minimum),
    maximum: real((moment) => moment.maximum),
    mean: real((moment) => moment.mean),
    deviation: real((moment) => moment.deviation),
    total: moments[0]!.total,
  }
}
