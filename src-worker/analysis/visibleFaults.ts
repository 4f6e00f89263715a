/** Which planted mistakes would change a number of this very update: a mistake that changes none cannot be found. */
import { activations } from '../core/activations'
import { listFaults } from '../core/faults'
import type { NetworkShape } from '../core/network'
import type { TraceTensors } from '../core/trace'
import type { Fault } from '../spec/fault'
import type { CostName } from '../spec/names'

type Batch = Pick<TraceTensors, 'm' | 'x' | 'layers'>

/** @param planted is listed as long as the network can have it, so that it stays what it is while numbers move */
export function listVisibleFaults(
  shape: NetworkShape,
  cost: CostName,
  batch: Batch,
  planted: Fault | null,
): Fault[] {
  return listFaults(shape, cost, batch.m).filter(
    ({ name, layer }) =>
      (name === planted?.name && layer === planted.layer) || isVisible({ name, layer }, shape, batch),
  )
}

function isVisible({ name, layer }: Fault, shape: NetworkShape, batch: Batch): boolean {
  const l = layer - 1
  const { inputs, units, activation } = shape.layers[l]!
  const { o, i, dO, dI, weights } = batch.layers[l]!
  const x = inputsOf(batch, l)
  const samples = Array.from({ length: batch.m }, (_, s) => s)
  const someUnit = (test: (k: number) => boolean): boolean => anyIndex(units, test)
  switch (name) {
    case 'missingDerivative': {
      const slope = activation === 'softmax' ? null : activations[activation].derivative
      const differs = (p: number) => dO[p] !== 0 && (slope === null || slope(i[p]!, o[p]!) !== 1)
      return samples.some((s) => reaches(shape, batch, l, s) && someUnit((k) => differs(s * units + k)))
    }
    case 'transposedWeights': {
      const before = shape.layers[l - 1]!
      const passed = (s: number, j: number): number => {
        const at = s * inputs + j
        const { i: sums, o: outputs } = batch.layers[l - 1]!
        return before.activation === 'softmax'
          ? outputs[at]!
          : activations[before.activation].derivative(sums[at]!, outputs[at]!)
      }
      const change = (s: number, j: number): number => {
        let sum = 0
        for (let k = 0; k < units; k++)
          sum += dI[s * units + k]! * (weights[j * units + k]! - weights[k * inputs + j]!)
        return sum
      }
      return samples.some(
        (s) =>
          reaches(shape, batch, l - 1, s) &&
          anyIndex(inputs, (j) => passed(s, j) !== 0 && change(s, j) !== 0),
      )
    }
    case 'lostBatchMean':
    case 'flippedSign':
      return samples.some((s) => reaches(shape, batch, l, s) && someUnit((k) => dI[s * units + k] !== 0))
    case 'biasNotSummed':
      return someUnit((k) => samples.reduce((sum, s) => (s === 0 ? 0 : sum + dI[s * units + k]!), 0) !== 0)
    case 'staleActivation':
      return samples.some((s) => {
        const late = (s + batch.m - 1) % batch.m
        const moved = anyIndex(inputs, (k) => x[s * inputs + k] !== x[late * inputs + k])
        return moved && someUnit((k) => dI[s * units + k] !== 0)
      })
  }
}

/** Whether a change of ∂cost/∂i of this sample changes a gradient of the layer. */
function reaches(shape: NetworkShape, batch: Batch, l: number, s: number): boolean {
  const { inputs, bias } = shape.layers[l]!
  const x = inputsOf(batch, l)
  return bias || anyIndex(inputs, (k) => x[s * inputs + k] !== 0)
}

const inputsOf = (batch: Batch, l: number): Float64Array => (l === 0 ? batch.x : batch.layers[l - 1]!.o)

function anyIndex(count: number, test: (index: number) => boolean): boolean {
  for (let index = 0; index < count; index++) if (test(index)) return true
  return false
}
