import { formatNumber } from './numberText'

/**
 * JSON as the lab's files have it: numbers in shortest round-trip form with the sign of −0 kept (`JSON.stringify`
 * drops it), one field a line, a list of plain values on one line, so that a matrix has one row a line.
 * Ends with a line feed. Fields that are undefined are left out.
 * @throws Error for a number that is not finite, or a value that JSON has no form for: a bug of the caller.
 */
export const formatJson = (value: unknown): string => `${formatValue(value, '')}\n`

function formatValue(value: unknown, indent: string): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`JSON has no form for ${value}`)
    return formatNumber(value)
  }
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return formatList(value, indent)
  if (typeof value === 'object') return formatObject(value, indent)
  throw new Error(`JSON has no form for ${typeof value}`)
}

function formatList(list: readonly unknown[], indent: string): string {
  const inner = `${indent}  `
  if (list.every((item) => typeof item !== 'object' || item === null)) {
    return `[${list.map((item) => formatValue(item, inner)).join(', ')}]`
  }
  return `[\n${list.map((item) => inner + formatValue(item, inner)).join(',\n')}\n${indent}]`
}

function formatObject(value: object, indent: string): string {
  const inner = `${indent}  `
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => `${inner}${JSON.stringify(name)}: ${formatValue(field, inner)}`)
  return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`
}
