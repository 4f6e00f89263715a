/** Where the card stands beside its anchor; all in pixels of the window. Pure. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

const gap = 12
const margin = 8

/**
 * Below the anchor, above it where there is no room below, else in the window's corner; always whole in the window.
 */
export function placeCard(
  anchor: Box | null,
  card: { width: number; height: number },
  window: { width: number; height: number },
): { left: number; top: number } {
  const lowest = window.height - card.height - margin
  const rightmost = window.width - card.width - margin
  if (anchor === null) return { left: Math.max(margin, rightmost), top: Math.max(margin, lowest) }
  const below = anchor.top + anchor.height + gap
  const above = anchor.top - card.height - gap
  const middle = anchor.left + anchor.width / 2 - card.width / 2
  const top = below <= lowest ? below : Math.max(above, margin)
  return { left: Math.max(margin, Math.min(middle, rightmost)), top: Math.min(top, Math.max(margin, lowest)) }
}
