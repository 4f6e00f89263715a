/**
 * Mistakes people make when they write the backward pass, each a parameter of the pass itself:
 *
 * - missingDerivative: ∂cost/∂i = ∂cost/∂o, the factor f′(i) left out
 * - transposedWeights: ∂cost/∂o of the layer before = ∂cost/∂i × W, the memory of W read as `[out][in]`
 * - lostBatchMean: ∂cost/∂o of the output without 1/m
 * - flippedSign: ∂cost/∂i negated, as from Y − o
 * - biasNotSummed: Δb = the first row of ∂cost/∂i, not the sum of its rows
 * - staleActivation: ΔW takes each sample's input from the sample before, a buffer written one step late
 */
import type { CostName } from '../spec/names'
import { faultNames, type Fault } from '../spec/fault'
import type { NetworkShape } from './network'

/** The faults that change a number of this network's gradient on batches of m samples. */
export function listFaults(shape: NetworkShape, cost: CostName, m: number): Fault[] {
  return faultNames.flatMap((name) =>
    shape.layers
      .map((_, l): Fault => ({ name, layer: l + 1 }))
      .filter((fault) => applies(fault, shape, cost, m)),
  )
}

function applies({ name, layer }: Fault, shape: NetworkShape, cost: CostName, m: number): boolean {
  const { inputs, units, activation, bias } = shape.layers[layer - 1]!
  const last = layer === shape.layers.length
  switch (name) {
    case 'missingDerivative':
      // Categorical cross-entropy goes past softmax: without f′ there is nothing to compare that is finite.
      return activation !== 'linear' && !(last && cost === 'categoricalCrossEntropy')
    case 'transposedWeights':
      return layer > 1 && inputs > 1 && units > 1
    case 'lostBatchMean':
      return last && m > 1
    case 'flippedSign':
      return true
    case 'biasNotSummed':
      return bias && m > 1
    case 'staleActivation':
      return m > 1
  }
}

/** Multiplies the first `count` values, in place. */
export function scaleInto(values: Float64Array, count: number, factor: number): void {
  for (let p = 0; p < count; p++) values[p]! *= factor
}

/** The same rows, each where the next one belongs: `[m][columns]`, a copy. */
export function delayRows(values: Float64Array, m: number, columns: number): Float64Array<ArrayBuffer> {
  const delayed = new Float64Array(m * columns)
  delayed.set(values.subarray(0, (m - 1) * columns), columns)
  delayed.set(values.subarray((m - 1) * columns, m * columns), 0)
  return delayed
}
