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
  // Most numbers need all their digits: told apart at once, before any is written.
  const scaled = Math.abs(value) * 10 ** (decimals - 1)
  if (scaled < 1e15 && Math.abs(scaled - Math.round(scaled)) > 1e-9 * Math.max(1, scaled)) return null
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

/** How a person wants numbers written. The point is a point in every language, as in the programs that read them. */
export interface NumberStyle {
  /** `decimals`: as many places for every number; `significant`: as many digits. */
  kind: 'decimals' | 'significant'
  digits: number
  /** 0.5 as 1/2, where numerator and denominator are small. */
  fractions: boolean
}

export interface Fraction {
  numerator: number
  denominator: number
}

const largestDenominator = 20
const largestNumerator = 99

/** The value as a fraction of small integers, exact to rounding; null for whole numbers and for all others. */
export function findFraction(value: number): Fraction | null {
  if (!Number.isFinite(value) || Number.isInteger(value)) return null
  for (let denominator = 2; denominator <= largestDenominator; denominator++) {
    const numerator = Math.round(value * denominator)
    if (Math.abs(numerator) > largestNumerator || numerator === 0) continue
    if (Math.abs(value - numerator / denominator) <= 4 * Number.EPSILON * Math.abs(value)) {
      return { numerator, denominator }
    }
  }
  return null
}

/** `1/2`, where the style wants fractions and the value is one. */
function formatFraction(value: number, { fractions }: NumberStyle): string | null {
  const fraction = fractions ? findFraction(value) : null
  return fraction === null ? null : minus(`${fraction.numerator}/${fraction.denominator}`)
}

export function formatSignificant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return formatFixed(value, 0)
  if (value === 0) return '0'
  const text = value.toExponential(digits - 1)
  const [mantissa, power] = text.split('e')
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 7) return minus(Number(text).toFixed(Math.max(0, digits - 1 - exponent)))
  return `${minus(mantissa!)}·${formatPower(exponent)}`
}

/** In a cell of at most 8 letters. @param decimals of the tensor, for the style that counts places */
export function formatStyledCell(value: number, decimals: number, style: NumberStyle): string {
  const fraction = formatFraction(value, style)
  if (fraction !== null) return fraction
  if (style.kind === 'decimals') return formatCell(value, decimals)
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return formatFixed(value, 0)
  for (let digits = style.digits; digits > 0; digits--) {
    const text = formatSignificant(value, digits)
    if (text.length <= 8 && !text.includes('·')) return text
  }
  return minus(value.toExponential(1).replace('e+', 'e'))
}

/** In running text and formulas. */
export function formatStyled(value: number, style: NumberStyle, decimals = 6): string {
  const fraction = formatFraction(value, style)
  if (fraction !== null) return fraction
  if (style.kind === 'decimals') return formatPrecise(value, Math.max(decimals, style.digits))
  return Number.isInteger(value) && Math.abs(value) < 1e9
    ? formatFixed(value, 0)
    : formatSignificant(value, style.digits)
}

/** As LaTeX: a plain hyphen for minus, powers of ten as such, fractions small. */
export function formatLatex(value: number, style: NumberStyle): string {
  if (Number.isNaN(value)) return '\\mathrm{NaN}'
  if (!Number.isFinite(value)) return value > 0 ? '\\infty' : '-\\infty'
  const fraction = style.fractions ? findFraction(value) : null
  if (fraction !== null) {
    const { numerator, denominator } = fraction
    return `${numerator < 0 ? '-' : ''}\\tfrac{${Math.abs(numerator)}}{${denominator}}`
  }
  const text = formatStyled(value, { ...style, fractions: false }).replaceAll('−', '-')
  const [mantissa, power] = text.split('·10')
  if (power === undefined) return text
  return `${mantissa}\\times 10^{${[...power].map((letter) => (letter === '⁻' ? '-' : superscripts.indexOf(letter))).join('')}}`
}
