/** Which group of tensors belongs to which layer. */
import type { LayerShape } from '../core/network'
import { mostTensorOrders, type TensorOrder } from '../protocol/weights'
import { compareNames, stripNumbers, type TensorGroup } from './weightNames'
import { fitsLayer } from './weightShapes'

type Order = readonly TensorGroup[]

export interface PlacedGroups {
  order: TensorOrder
  /** One a layer, from the first; fewer when the file has fewer. */
  placed: TensorGroup[]
  rest: TensorGroup[]
  /** All that fit, the preferred first; none where the numbers of the names leave no choice, or nothing fits. */
  orders: Order[]
}

/** Many layers of one shape have many orders that do not fit. */
const mostSteps = 10_000

/**
 * By the names where they differ in their numbers alone; else, where it fits, as the file has them, then by the letters
 * of the names, then in any order in which the shapes fit. When none fits, by the names, so that what does not fit can
 * be said.
 * @param chosen the person's word: the place of an order among those that fit; null or one there is none of: the first
 */
export function orderGroups(
  groups: readonly TensorGroup[],
  layers: readonly LayerShape[],
  chosen: number | null,
): PlacedGroups {
  const matrices = groups.filter(({ weights }) => weights?.shape.length === 2)
  // Tensors of other shapes (of a normalization, say) only stand in for a matrix where one is missing.
  const candidates = matrices.length >= layers.length ? matrices : groups
  const byName = [...candidates].sort((a, b) => compareNames(a.key, b.key))
  const isFit = (order: Order) =>
    order.length === layers.length && order.every((group, l) => fitsLayer(group, layers[l]!))
  const place = (order: TensorOrder, sorted: Order, orders: Order[]): PlacedGroups => {
    const placed = sorted.slice(0, layers.length)
    return { order, placed, rest: groups.filter((group) => !placed.includes(group)), orders }
  }
  const isNumbered = new Set(candidates.map(({ key }) => stripNumbers(key))).size <= 1
  if (isNumbered && isFit(byName)) return place('names', byName, [])
  const inFile = sortNumbers(candidates)
  const orders = unite([inFile, byName].filter(isFit), findOrders(candidates, layers))
  const said = chosen === null ? undefined : orders[chosen]
  if (said !== undefined) return place('caller', said, orders)
  const first = orders[0]
  if (first === undefined) return place('names', byName, [])
  return place(isSame(first, inFile) ? 'file' : isSame(first, byName) ? 'names' : 'shapes', first, orders)
}

const isSame = (a: Order, b: Order): boolean => a.length === b.length && a.every((group, l) => group === b[l])

const unite = (preferred: Order[], all: Order[]): Order[] =>
  [...preferred, ...all]
    .filter((order, n, list) => list.findIndex((other) => isSame(order, other)) === n)
    .slice(0, mostTensorOrders)

/** The order of the file, but names that differ in their numbers alone ascend: `a.10, b, a.2` becomes `a.2, b, a.10`. */
function sortNumbers(groups: readonly TensorGroup[]): TensorGroup[] {
  const waiting = new Map<string, TensorGroup[]>()
  for (const group of [...groups].sort((a, b) => compareNames(a.key, b.key))) {
    const text = stripNumbers(group.key)
    waiting.set(text, [...(waiting.get(text) ?? []), group])
  }
  return groups.map(({ key }) => waiting.get(stripNumbers(key))!.shift()!)
}

/** @returns at most `mostTensorOrders`. */
function findOrders(groups: readonly TensorGroup[], layers: readonly LayerShape[]): TensorGroup[][] {
  if (groups.length !== layers.length) return []
  const found: TensorGroup[][] = []
  let steps = 0
  const extend = (order: TensorGroup[]): void => {
    if (found.length >= mostTensorOrders || ++steps > mostSteps) return
    const layer = layers[order.length]
    if (layer === undefined) {
      found.push(order)
      return
    }
    for (const group of groups)
      if (!order.includes(group) && fitsLayer(group, layer)) extend([...order, group])
  }
  extend([])
  return found
}
