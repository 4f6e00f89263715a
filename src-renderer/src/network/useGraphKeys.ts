/** Keys of the graph: one tab stop; arrows go from unit to unit, with Shift along the links that come into one. */
import { nextTick, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { UnitId } from './useUnitNames'

/** A link by its ends: of layer `layer`, from unit `from` of the layer before to its unit `to`. */
export interface LinkId {
  layer: number
  from: number
  to: number
}

export interface GraphKeys {
  /** The unit that has the tab stop. */
  stop: ShallowRef<UnitId>
  onKey(event: KeyboardEvent): void
}

/**
 * @param units of every layer, inputs first
 * @param pointed the link that is read
 * @param focus puts the focus on the tile of a unit
 */
export function useGraphKeys(
  units: () => readonly number[],
  pointed: Ref<LinkId | null>,
  focus: (unit: UnitId) => void,
): GraphKeys {
  const stop = shallowRef<UnitId>({ layer: 0, unit: 0 })

  function go({ layer, unit }: UnitId): void {
    const sizes = units()
    const within = Math.max(0, Math.min(sizes.length - 1, layer))
    stop.value = { layer: within, unit: Math.max(0, Math.min(sizes[within]! - 1, unit)) }
    pointed.value = null
    void nextTick(() => focus(stop.value))
  }

  /** The next one of the links into the unit, around. */
  function walkLinks(by: 1 | -1): void {
    const { layer, unit } = stop.value
    if (layer === 0) return
    const count = units()[layer - 1]!
    const { value } = pointed
    const at = value?.layer === layer && value.to === unit ? value.from : by > 0 ? -1 : count
    pointed.value = { layer, from: (at + by + count) % count, to: unit }
  }

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { layer, unit } = stop.value
    const actions: Record<string, () => void> = event.shiftKey
      ? { ArrowUp: () => walkLinks(-1), ArrowDown: () => walkLinks(1) }
      : {
          ArrowUp: () => go({ layer, unit: unit - 1 }),
          ArrowDown: () => go({ layer, unit: unit + 1 }),
          ArrowLeft: () => go({ layer: layer - 1, unit }),
          ArrowRight: () => go({ layer: layer + 1, unit }),
          Home: () => go({ layer, unit: 0 }),
          End: () => go({ layer, unit: Infinity }),
        }
    const action = actions[event.key]
    if (action === undefined) return
    event.preventDefault()
    action()
  }

  return { stop, onKey }
}
