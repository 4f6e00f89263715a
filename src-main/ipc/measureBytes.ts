const deepest = 8

/** Size of a message's plain data. Infinity for what is nested deeper than any call needs, or is no plain data. */
export function measureBytes(value: unknown, depth = 0): number {
  if (depth > deepest) return Infinity
  if (typeof value === 'string') return value.length * 2
  if (typeof value !== 'object' || value === null) return 8
  if (ArrayBuffer.isView(value)) return value.byteLength
  const prototype: unknown = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return Infinity
  let total = 8
  for (const [key, part] of Object.entries(value)) total += key.length * 2 + measureBytes(part, depth + 1)
  return total
}
