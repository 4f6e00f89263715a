import type { NonFinite } from './engine'
import { viewLayers, type LayerViews, type NetworkShape } from './network'
import type { Slots } from './optimizers'
import type { Workspace } from './workspace'

type Place = Pick<NonFinite, 'layer' | 'tensor'>

/** x − x is 0 for a finite x and NaN for any other: one sum says it of all. */
export function isAllFinite(values: Float64Array): boolean {
  let sum = 0
  for (let p = 0; p < values.length; p++) sum += values[p]! - values[p]!
  return sum === 0
}

/**
 * Looks through an update in the order of its computation: i and o of each layer, the cost, ∂cost/∂i, ΔW and Δb
 * from the last layer to the first.
 */
export function findFirstNonFinite(workspace: Workspace, cost: number): Place {
  const { shape, layers, gradientViews, m } = workspace
  const isFinite = (values: Float64Array, l: number) =>
    isAllFinite(values.subarray(0, m * shape.layers[l]!.units))
  for (let l = 0; l < layers.length; l++) {
    if (!isFinite(layers[l]!.i, l)) return { layer: l + 1, tensor: 'i' }
    if (!isFinite(layers[l]!.o, l)) return { layer: l + 1, tensor: 'o' }
  }
  if (!Number.isFinite(cost)) return { layer: 0, tensor: 'cost' }
  for (let l = layers.length - 1; l >= 0; l--) {
    if (!isFinite(layers[l]!.dI, l))
      return { layer: l + 1, tensor: isFinite(layers[l]!.dO, l) ? 'dCost_dI' : 'dCost_dO' }
    if (!isAllFinite(gradientViews[l]!.weights)) return { layer: l + 1, tensor: 'dW' }
    if (!isAllFinite(gradientViews[l]!.biases)) return { layer: l + 1, tensor: 'db' }
  }
  throw new Error('Every number of the update is finite.')
}

/** The same for what an update left: what the optimizer remembers, then the parameters. */
export function findFirstNonFiniteAfter(
  shape: NetworkShape,
  parameters: readonly LayerViews[],
  slots: Slots,
): Place {
  for (const slot of slots.values()) {
    const layer = viewLayers(shape, slot).findIndex(
      ({ weights, biases }) => !isAllFinite(weights) || !isAllFinite(biases),
    )
    if (layer >= 0) return { layer: layer + 1, tensor: 'optimizer' }
  }
  const layer = parameters.findIndex(({ weights, biases }) => !isAllFinite(weights) || !isAllFinite(biases))
  return { layer: layer + 1, tensor: isAllFinite(parameters[layer]!.weights) ? 'b' : 'W' }
}
