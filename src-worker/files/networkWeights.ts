/** A network's matrices as the weights formats carry them, and whether two of them are the same. */
import type { Floats } from '../core/floats'
import type { LayerTensors } from '../core/trainingState'
import { limits } from '../spec/limits'
import { phrase } from '../spec/phrases'
import { refuseFile } from './fileFault'
import type { NpyValues } from './npy'

export interface LayerArrays {
  inputs: number
  units: number
  /** `[inputs][units]`, row-major. */
  weights: Floats
  /** Null when the layer has none. */
  biases: Floats | null
}

/** Arrays of any type and shape by name, as a file holds them. */
type NamedArrays = ReadonlyMap<string, { shape: number[]; values: NpyValues }>

const nameWeight = (index: number): string => `layers.${index}.weight`
const nameBias = (index: number): string => `layers.${index}.bias`

/** All that a file of weights may hold. */
export const layerArrayNames: ReadonlySet<string> = new Set(
  Array.from({ length: limits.layers }, (_, index) => [nameWeight(index), nameBias(index)]).flat(),
)

/** @param units of each layer. */
export const toLayerArrays = (tensors: readonly LayerTensors[], units: readonly number[]): LayerArrays[] =>
  tensors.map(({ weights, biases }, index) => ({
    inputs: weights.length / units[index]!,
    units: units[index]!,
    weights,
    biases: biases.length === 0 ? null : biases,
  }))

/** `layers.N.weight` `[in, out]` and `layers.N.bias` `[out]`, N from 0. */
export function nameLayers(layers: readonly LayerArrays[]): Map<string, { shape: number[]; values: Floats }> {
  const named = new Map<string, { shape: number[]; values: Floats }>()
  layers.forEach(({ inputs, units, weights, biases }, index) => {
    named.set(nameWeight(index), { shape: [inputs, units], values: weights })
    if (biases !== null) named.set(nameBias(index), { shape: [units], values: biases })
  })
  return named
}

/** The way back. @throws LabFailure naming the array that is missing, too many, or does not fit the others. */
export function decodeLayers(arrays: NamedArrays): LayerArrays[] {
  const layers: LayerArrays[] = []
  let used = 0
  for (let index = 0; arrays.has(nameWeight(index)); index++) {
    const { shape, values } = takeFloats(arrays, nameWeight(index), 2)
    const [inputs, units] = [shape[0]!, shape[1]!]
    const biases = arrays.has(nameBias(index)) ? takeFloats(arrays, nameBias(index), 1).values : null
    if (biases !== null && biases.length !== units) {
      refuseFile(nameBias(index), phrase('countNumbers', { count: units }), String(biases.length))
    }
    layers.push({ inputs, units, weights: values, biases })
    used += biases === null ? 1 : 2
  }
  if (used !== arrays.size) {
    const extra = Array.from(arrays.keys()).find((name) => !nameLayers(layers).has(name))
    refuseFile(extra ?? '', phrase('layerNames'), phrase('another'))
  }
  checkLayers(layers)
  return layers
}

/** Sizes that chain from layer to layer and stay within the lab's limits. @throws LabFailure. */
export function checkLayers(layers: readonly LayerArrays[]): void {
  if (layers.length < 1 || layers.length > limits.layers) {
    refuseFile('layers', phrase('layerCount', { most: limits.layers }), String(layers.length))
  }
  layers.forEach(({ inputs, units }, index) => {
    const before = layers[index - 1]
    if (inputs < 1 || units < 1 || units > limits.unitsPerLayer || inputs > limits.columns) {
      refuseFile(
        nameWeight(index),
        phrase('rowsAndColumns', { most: limits.unitsPerLayer }),
        `${inputs} × ${units}`,
      )
    }
    if (before !== undefined && before.units !== inputs) {
      refuseFile(nameWeight(index), phrase('rowsOfBefore', { count: before.units }), String(inputs))
    }
  })
  const parameters = layers.reduce(
    (sum, { weights, biases }) => sum + weights.length + (biases?.length ?? 0),
    0,
  )
  if (parameters > limits.parameters) {
    refuseFile('layers', phrase('parametersTo', { most: limits.parameters }), String(parameters))
  }
}

/** Equal sizes and the same number everywhere: −0 is not 0, NaN is NaN. A float32 equals its value in float64. */
export const sameLayers = (a: readonly LayerArrays[], b: readonly LayerArrays[]): boolean =>
  a.length === b.length &&
  a.every((layer, index) => {
    const other = b[index]!
    return (
      layer.inputs === other.inputs &&
      layer.units === other.units &&
      sameNumbers(layer.weights, other.weights) &&
      (layer.biases === null) === (other.biases === null) &&
      (layer.biases === null || sameNumbers(layer.biases, other.biases!))
    )
  })

const sameNumbers = (a: Floats, b: Floats): boolean =>
  a.length === b.length && a.every((value, index) => Object.is(value, b[index]))

function takeFloats(
  arrays: NamedArrays,
  name: string,
  dimensions: number,
): { shape: number[]; values: Floats } {
  const { shape, values } = arrays.get(name)!
  if (shape.length !== dimensions) {
    refuseFile(name, phrase('dimensionsOf', { count: dimensions }), `[${shape.join(', ')}]`)
  }
  if (values instanceof Float64Array || values instanceof Float32Array) return { shape, values }
  return refuseFile(name, phrase('floatNumbers'), values.constructor.name)
}
