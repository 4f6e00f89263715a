/** Numbers for people: minus U+2212, a point for decimals in both languages, thousands grouped. */

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

const withMinus = (text: string): string => text.replaceAll('-', '\u2212')

export const formatCount = (value: number): string => withMinus(grouped.format(value))

/** A few significant digits, scientific when far from 1; the words for what is not finite are symbols. */
export function formatValue(value: number, significant = 3): string {
  if (Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '\u2212∞'
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1e6 || size < 1e-4) {
    return withMinus(value.toExponential(Math.max(0, significant - 1)).replace('e+', 'e'))
  }
  if (size >= 1000) return formatCount(value)
  const decimals = Math.max(0, significant - 1 - Math.floor(Math.log10(size)))
  return withMinus(value.toFixed(Math.min(decimals, 6)))
}

/** Label of an axis: as few digits as the number has; a power of ten when it is far from 1. */
export function formatTick(value: number): string {
  const rounded = Number(value.toPrecision(3))
  const size = Math.abs(rounded)
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return withMinus(rounded.toExponential().replace('e+', 'e'))
  return withMinus(String(rounded))
}

export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return '–'
  const percent = share * 100
  return `${percent >= 99.95 || percent === 0 ? percent.toFixed(0) : percent.toFixed(1)}%`
}

/** A round count where room is short: 4,000 · 60k · 20M */
export function formatShortCount(value: number): string {
  if (value >= 1e6) return `${+(value / 1e6).toPrecision(4)}M`
  return value >= 1e4 ? `${+(value / 1e3).toPrecision(4)}k` : formatCount(value)
}

/** Billions, as for operations a second. */
export function formatGiga(value: number): string {
  if (!Number.isFinite(value) || value <= 0) return '–'
  return (value / 1e9).toFixed(value >= 1e10 ? 1 : 2)
}

/** 4,180 · 66.9k · 1.2M */
export function formatRate(value: number): string {
  if (!Number.isFinite(value) || value <= 0) return '–'
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)}M`
  if (value >= 1e4) return `${(value / 1e3).toFixed(1)}k`
  return value >= 10 ? formatCount(value) : value.toFixed(1)
}
