/** Which group of tensors belongs to which layer. */
import type { LayerShape } from '../core/network'
import type { TensorOrder } from '../protocol/weights'
import { compareNames, type TensorGroup } from './weightNames'
import { fitsLayer } from './weightShapes'

export interface PlacedGroups {
  order: TensorOrder
  /** One a layer, from the first; fewer when the file has fewer. */
  placed: TensorGroup[]
  rest: TensorGroup[]
}

/** Many layers of one shape have many orders that do not fit. */
const mostSteps = 10_000

/**
 * By the names; where the shapes then do not fit, as the file has them; else in the one order in which they fit, if
 * there is exactly one. When none fits, by the names, so that what does not fit can be said.
 */
export function orderGroups(groups: readonly TensorGroup[], layers: readonly LayerShape[]): PlacedGroups {
  const matrices = groups.filter(({ weights }) => weights?.shape.length === 2)
  // Tensors of other shapes (of a normalization, say) only stand in for a matrix where one is missing.
  const candidates = matrices.length >= layers.length ? matrices : groups
  const byName = [...candidates].sort((a, b) => compareNames(a.key, b.key))
  const isFit = (order: readonly TensorGroup[]) =>
    order.length === layers.length && order.every((group, l) => fitsLayer(group, layers[l]!))
  const place = (order: TensorOrder, sorted: readonly TensorGroup[]): PlacedGroups => {
    const placed = sorted.slice(0, layers.length)
    return { order, placed, rest: groups.filter((group) => !placed.includes(group)) }
  }
  if (isFit(byName)) return place('names', byName)
  if (isFit(candidates)) return place('file', candidates)
  const only = findOnlyOrder(candidates, layers)
  return only === null ? place('names', byName) : place('shapes', only)
}

/** @returns null when no order fits, or several do. */
function findOnlyOrder(groups: readonly TensorGroup[], layers: readonly LayerShape[]): TensorGroup[] | null {
  if (groups.length !== layers.length) return null
  const found: TensorGroup[][] = []
  let steps = 0
  const extend = (order: TensorGroup[]): void => {
    if (found.length > 1 || ++steps > mostSteps) return
    const layer = layers[order.length]
    if (layer === undefined) {
      found.push(order)
      return
    }
    for (const group of groups)
      if (!order.includes(group) && fitsLayer(group, layer)) extend([...order, group])
  }
  extend([])
  return steps <= mostSteps && found.length === 1 ? found[0]! : null
}
