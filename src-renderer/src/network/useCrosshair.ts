/** A place on a map or a curve that keys move and the pointer follows. Shares from 0 to 1, from the lower left corner. */
import { shallowRef, type ShallowRef } from 'vue'

export interface Place {
  x: number
  y: number
}

export interface Crosshair {
  /** Null while neither pointer nor keys are on the picture. */
  place: ShallowRef<Place | null>
  /** Set while keys move it: it is drawn then. */
  byKeys: ShallowRef<boolean>
  point(place: Place | null): void
  onKey(event: KeyboardEvent): void
  leave(): void
}

const step = 0.02
const largeStep = 0.1

/** @param across whether there is only one axis */
export function useCrosshair(across: boolean, choose: (place: Place) => void, clear: () => void): Crosshair {
  const place = shallowRef<Place | null>(null)
  const byKeys = shallowRef(false)
  /** Where keys go on from. */
  let last: Place = { x: 0.5, y: 0.5 }

  function show(next: Place, keys: boolean): void {
    const within = (share: number): number => Math.max(0, Math.min(1, share))
    last = { x: within(next.x), y: within(next.y) }
    place.value = last
    byKeys.value = keys
  }

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const by = event.shiftKey ? largeStep : step
    const moves: Record<string, Place> = {
      ArrowLeft: { x: -by, y: 0 },
      ArrowRight: { x: by, y: 0 },
      ...(across ? {} : { ArrowUp: { x: 0, y: by }, ArrowDown: { x: 0, y: -by } }),
    }
    const move = moves[event.key]
    if (move !== undefined)
      show(place.value === null ? last : { x: last.x + move.x, y: last.y + move.y }, true)
    else if (event.key === 'Enter') {
      show(last, true)
      choose(last)
    } else if (event.key === 'Escape') clear()
    else return
    event.preventDefault()
  }

  return {
    place,
    byKeys,
    point(next) {
      if (next === null) place.value = null
      else show(next, false)
    },
    onKey,
    leave() {
      place.value = null
      byKeys.value = false
    },
  }
}
