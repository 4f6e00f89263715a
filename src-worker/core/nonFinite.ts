import type { NonFinite } from './engine'
import type { LayerViews } from './network'
import type { Workspace } from './workspace'

const isFinite = (values: Float64Array, length = values.length): boolean => {
  for (let p = 0; p < length; p++) if (!Number.isFinite(values[p]!)) return false
  return true
}

/**
 * Looks through an update in the order of its computation: i and o of each layer, the cost, ∂cost/∂i, ΔW and Δb
 * from the last layer to the first, then the parameters it left.
 */
export function findFirstNonFinite(
  workspace: Workspace,
  parameters: readonly LayerViews[],
  cost: number,
): Pick<NonFinite, 'layer' | 'tensor'> {
  const { shape, layers, gradientViews, m } = workspace
  for (let l = 0; l < layers.length; l++) {
    const size = m * shape.layers[l]!.units
    if (!isFinite(layers[l]!.i, size)) return { layer: l + 1, tensor: 'i' }
    if (!isFinite(layers[l]!.o, size)) return { layer: l + 1, tensor: 'o' }
  }
  if (!Number.isFinite(cost)) return { layer: 0, tensor: 'cost' }
  for (let l = layers.length - 1; l >= 0; l--) {
    const size = m * shape.layers[l]!.units
    if (!isFinite(layers[l]!.dI, size))
      return { layer: l + 1, tensor: isFinite(layers[l]!.dO, size) ? 'dCost_dI' : 'dCost_dO' }
    if (!isFinite(gradientViews[l]!.weights)) return { layer: l + 1, tensor: 'dW' }
    if (!isFinite(gradientViews[l]!.biases)) return { layer: l + 1, tensor: 'db' }
  }
  for (let l = 0; l < parameters.length; l++) {
    if (!isFinite(parameters[l]!.weights)) return { layer: l + 1, tensor: 'W' }
    if (!isFinite(parameters[l]!.biases)) return { layer: l + 1, tensor: 'b' }
  }
  throw new Error('Every number of the update is finite.')
}
