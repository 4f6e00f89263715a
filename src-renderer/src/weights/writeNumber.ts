const minus = (text: string): string => text.replaceAll('-', '−')

/** In a cell: fixed decimals, a power of ten where it would not fit; minus is U+2212. */
export function writeFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞'
  for (let places = decimals; places >= 0; places--) {
    const text = value.toFixed(places)
    if (text.length <= 8) return minus(Number(text) === 0 ? text.replace('-', '') : text)
  }
  return minus(value.toExponential(1).replace('e+', 'e'))
}

/** Every digit. */
export const writeExact = (value: number): string => minus(String(value))
