import { parseNumber, type DecimalMark } from './cell'
import type { CategoryColumn, Column } from './readColumn'

/** In the place of a label. */
export const noLabel = 0xffffffff

/** The distinct values of the kept rows in order, and the position of each row's value among them. */
export interface Classes {
  names: string[]
  /** `noLabel` where the value is missing. */
  labels: Uint32Array<ArrayBuffer>
}

/**
 * @param kept records that stay.
 * @returns classes in the order of numbers when all are numbers, else in the order of their letters' code units,
 * which is the same in every language.
 */
export function findClasses(column: Column, kept: Uint32Array, decimal: DecimalMark): Classes {
  return column.type === 'category'
    ? findCategories(column, kept, decimal)
    : indexNumbers(Float64Array.from(kept, (r) => column.values[r]!))
}

/** Classes of numbers: `1` and `1.0` are the same one. */
export function indexNumbers(values: Float64Array | Uint8Array): Classes {
  const distinct = [...new Set(values)].sort((a, b) => a - b)
  const places = new Map(distinct.map((value, place) => [value, place]))
  return { names: distinct.map(String), labels: Uint32Array.from(values, (value) => places.get(value)!) }
}

function findCategories({ values }: CategoryColumn, kept: Uint32Array, decimal: DecimalMark): Classes {
  const distinct = new Set<string>()
  for (const r of kept) {
    const value = values[r]
    if (typeof value === 'string') distinct.add(value)
  }
  const names = sortCategories([...distinct], decimal)
  const places = new Map(names.map((name, place) => [name, place]))
  return { names, labels: Uint32Array.from(kept, (r) => places.get(values[r] ?? '') ?? noLabel) }
}

function sortCategories(names: string[], decimal: DecimalMark): string[] {
  const numbers = new Map(names.map((name) => [name, parseNumber(name, decimal)]))
  const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  if ([...numbers.values()].includes(null)) return names.sort(byText)
  return names.sort((a, b) => numbers.get(a)! - numbers.get(b)! || byText(a, b))
}
