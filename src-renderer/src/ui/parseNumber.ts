/** What a person may type for a number: point, minus of either kind, exponent, spaces around. Null when it is not one. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replaceAll('\u2212', '-')
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}

export interface NumberBounds {
  minimum?: number
  maximum?: number
  /** The bounds themselves are refused. */
  above?: number
  below?: number
  integer?: boolean
}

/** The number, or null when the text is none or lies outside. */
export function acceptNumber(text: string, bounds: NumberBounds): number | null {
  const value = parseNumber(text)
  if (value === null) return null
  if (bounds.integer === true && !Number.isSafeInteger(value)) return null
  if (bounds.minimum !== undefined && value < bounds.minimum) return null
  if (bounds.maximum !== undefined && value > bounds.maximum) return null
  if (bounds.above !== undefined && value <= bounds.above) return null
  if (bounds.below !== undefined && value >= bounds.below) return null
  return value
}
