/** Where an axis has its marks, and how it writes them: always with a point, whatever the language. */

export interface Axis {
  minimum: number
  maximum: number
  logarithmic: boolean
  ticks: { value: number; label: string }[]
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** @param count of marks to come near to. Steps are 1, 2 or 5 times a power of ten. */
export function createLinearAxis(minimum: number, maximum: number, count: number): Axis {
  const span = maximum > minimum ? maximum - minimum : Math.abs(maximum) || 1
  const rough = span / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10)
  const from = Math.floor(minimum / step + 1e-9)
  const to = Math.max(Math.ceil(maximum / step - 1e-9), from + 1)
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => {
    const value = (from + index) * step
    return { value, label: formatTick(value, decimals) }
  })
  return { minimum: from * step, maximum: to * step, logarithmic: false, ticks }
}

/** @param minimum above 0. A mark at each power of ten, or at each second, third … of many. */
export function createLogarithmicAxis(minimum: number, maximum: number, count: number): Axis {
  const from = Math.floor(Math.log10(minimum) + 1e-9)
  const to = Math.max(Math.ceil(Math.log10(maximum) - 1e-9), from + 1)
  const step = Math.ceil((to - from) / count)
  const ticks = []
  for (let exponent = from; exponent <= to; exponent += step) {
    ticks.push({ value: 10 ** exponent, label: formatPower(exponent) })
  }
  return { minimum: 10 ** from, maximum: 10 ** to, logarithmic: true, ticks }
}

/** @returns where the value lies, 0 at the axis' minimum and 1 at its maximum. */
export function placeOnAxis({ minimum, maximum, logarithmic }: Axis, value: number): number {
  if (!logarithmic) return (value - minimum) / (maximum - minimum)
  return (Math.log10(value) - Math.log10(minimum)) / (Math.log10(maximum) - Math.log10(minimum))
}

function formatTick(value: number, decimals: number): string {
  if (value === 0) return '0'
  if (Math.abs(value) >= 1e9 || decimals > 6) return String(Number(value.toPrecision(6)))
  const [whole, fraction] = value.toFixed(decimals).replace('-', '−').split('.')
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

function formatPower(exponent: number): string {
  if (exponent >= -3 && exponent <= 4) return formatTick(10 ** exponent, Math.max(0, -exponent))
  const digits = Array.from(String(Math.abs(exponent)), (digit) => superscripts[Number(digit)]).join('')
  return `10${exponent < 0 ? '⁻' : ''}${digits}`
}
