import type { LayerSpec } from '../spec/experiment'
import type { ActivationName } from '../spec/names'
import type { Floats } from './floats'
import type { LayerTensors } from './trainingState'

export interface LayerShape {
  inputs: number
  units: number
  activation: ActivationName
  bias: boolean
  /** Where this layer's weights `[in][out]` and biases begin in the arena. */
  weightsAt: number
  biasesAt: number
}

/** The sizes of a network, and where its parameters lie: W then b of each layer in turn, in one arena. */
export interface NetworkShape {
  inputs: number
  outputs: number
  layers: LayerShape[]
  parameters: number
}

export function shapeNetwork(inputs: number, specs: readonly LayerSpec[]): NetworkShape {
  const layers: LayerShape[] = []
  let at = 0
  let width = inputs
  for (const { units, activation, bias } of specs) {
    const biasesAt = at + width * units
    layers.push({ inputs: width, units, activation, bias, weightsAt: at, biasesAt })
    at = biasesAt + (bias ? units : 0)
    width = units
  }
  return { inputs, outputs: width, layers, parameters: at }
}

/** Named windows into an arena: no copies. */
export interface LayerViews {
  weights: Float64Array<ArrayBuffer>
  /** Empty when the layer has no bias. */
  biases: Float64Array<ArrayBuffer>
}

export function viewLayers(shape: NetworkShape, arena: Float64Array<ArrayBuffer>): LayerViews[] {
  return shape.layers.map(({ inputs, units, bias, weightsAt, biasesAt }) => ({
    weights: arena.subarray(weightsAt, weightsAt + inputs * units),
    biases: arena.subarray(biasesAt, biasesAt + (bias ? units : 0)),
  }))
}

/** Copies the arena out, layer by layer, as the run's precision stores it. */
export function readTensors(
  shape: NetworkShape,
  arena: Float64Array<ArrayBuffer>,
  create: (source: Float64Array) => Floats,
): LayerTensors[] {
  return viewLayers(shape, arena).map(({ weights, biases }) => ({
    weights: create(weights),
    biases: create(biases),
  }))
}

/** Fills an arena from tensors of the same shape. */
export function writeTensorsInto(
  arena: Float64Array<ArrayBuffer>,
  shape: NetworkShape,
  tensors: readonly LayerTensors[],
): void {
  viewLayers(shape, arena).forEach(({ weights, biases }, l) => {
    weights.set(tensors[l]!.weights)
    biases.set(tensors[l]!.biases)
  })
}

/**
 * Floating-point operations of training for one sample: three products of a layer, two in the first one, which needs
 * no gradient of its inputs; a multiply and an add each.
 */
export const countOperations = (shape: NetworkShape): number =>
  shape.layers.reduce((sum, { inputs, units }, l) => sum + (l === 0 ? 4 : 6) * inputs * units, 0)
