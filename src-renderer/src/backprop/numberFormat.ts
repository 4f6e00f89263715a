/** Numbers as the matrices and the side panel write them: minus is U+2212, never wider than a cell. */

const minus = (text: string): string => text.replaceAll('-', '−')
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** A power of ten as it stands beside a lane: 10⁻³. */
export const formatPower = (exponent: number): string =>
  `10${exponent < 0 ? '⁻' : ''}${[...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join('')}`

export function formatFixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const text = value.toFixed(decimals)
  return minus(Number(text) === 0 ? text.replace('-', '') : text)
}

/** In a cell of at most `width` letters: fewer decimals first, then a power of ten. */
export function formatCell(value: number, decimals: number, width = 8): string {
  for (let places = decimals; places >= 0; places--) {
    const text = formatFixed(value, places)
    if (text.length <= width) return text
  }
  return minus(value.toExponential(1).replace('e+', 'e'))
}

/** A cost: as a cell, but a small one keeps its digits as a power of ten. */
export function formatCost(value: number, decimals: number): string {
  const small = value !== 0 && Math.abs(value) < 10 ** (1 - decimals)
  return small ? minus(value.toExponential(2)) : formatCell(value, decimals)
}

/** In running text: fixed point with up to `decimals`, short numbers short, tiny and huge ones as a power of ten. */
export function formatPrecise(value: number, decimals = 6): string {
  if (!Number.isFinite(value)) return formatFixed(value, 0)
  const short = shortestDecimals(value, decimals)
  if (short !== null && Math.abs(value) < 1e9) return formatFixed(value, short)
  const size = Math.abs(value)
  if (size < 10 ** (2 - decimals) || size >= 1e7) {
    const [mantissa, exponent] = value.toExponential(3).split('e')
    return `${minus(mantissa!)}·${formatPower(Number(exponent))}`
  }
  return formatFixed(value, decimals)
}

/** Decimals, fewer than `decimals`, that write the value exactly; null when it takes more. */
function shortestDecimals(value: number, decimals: number): number | null {
  for (let places = 0; places < decimals; places++) {
    if (Number(value.toFixed(places)) === value) return places
  }
  return null
}

/** Fewest decimals that write each value exactly, from `least` to `most`. */
export function findDecimals(values: Float64Array, least: number, most: number): number {
  let decimals = least
  for (const value of values) {
    while (decimals < most && Number(value.toFixed(decimals)) !== value) decimals++
    if (decimals >= most) break
  }
  return decimals
}
