import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { Box } from './placeCard'

/** The box of an element that may come, go and move, read once an animation frame; null while there is none. */
export function useFollowedBox(find: () => HTMLElement | null): Readonly<ShallowRef<Box | null>> {
  const box = shallowRef<Box | null>(null)
  let request = 0

  function follow(): void {
    const next = readBox(find())
    if (!isSameBox(next, box.value)) box.value = next
    request = requestAnimationFrame(follow)
  }

  follow()
  onScopeDispose(() => cancelAnimationFrame(request))
  return box
}

function readBox(element: HTMLElement | null): Box | null {
  if (element === null) return null
  const { left, top, width, height } = element.getBoundingClientRect()
  return { left, top, width, height }
}

const isSameBox = (one: Box | null, other: Box | null): boolean =>
  one === other ||
  (one !== null &&
    other !== null &&
    one.left === other.left &&
    one.top === other.top &&
    one.width === other.width &&
    one.height === other.height)
