import type { NumberBounds } from './parseNumber'

/** Key and values of the sentence that says what a field takes. */
export function describeBounds(bounds: NumberBounds): { key: string; values: Record<string, string> } {
  const kind = bounds.integer === true ? 'whole' : 'number'
  const least = bounds.minimum ?? bounds.above
  const most = bounds.maximum ?? bounds.below
  const lower = bounds.minimum !== undefined ? 'From' : bounds.above !== undefined ? 'Above' : ''
  const upper = bounds.maximum !== undefined ? 'To' : bounds.below !== undefined ? 'Below' : ''
  return {
    key: `ui.expected.${kind}${lower}${upper}`,
    values: { least: String(least ?? ''), most: String(most ?? '') },
  }
}
