import type { DecimalMark } from './cell'
import { findClasses, noLabel, type Classes } from './classes'
import type { Column } from './readColumn'

/** How the inputs are laid out: a number is one column, a category one for each of its values. */
export interface InputPlan {
  names: string[]
  parts: { column: Column; start: number; categories: Classes | null }[]
}

/** Counts the inputs before any memory is taken for them. @param kept records that stay. */
export function planInputs(columns: Column[], kept: Uint32Array, decimal: DecimalMark): InputPlan {
  const names: string[] = []
  const parts = columns.map((column) => {
    const start = names.length
    const categories = column.type === 'category' ? findClasses(column, kept, decimal) : null
    if (categories === null) names.push(column.name)
    else for (const value of categories.names) names.push(`${column.name}=${value}`)
    return { column, start, categories }
  })
  return { names, parts }
}

/** `[kept][names]`, row-major. A number that is missing is NaN, a category that is missing has no 1. */
export function encodeInputs(plan: InputPlan, kept: Uint32Array): Float64Array<ArrayBuffer> {
  const width = plan.names.length
  const x = new Float64Array(kept.length * width)
  for (const { column, start, categories } of plan.parts) {
    if (categories !== null) {
      categories.labels.forEach((label, r) => {
        if (label !== noLabel) x[r * width + start + label] = 1
      })
    } else if (column.type === 'number') {
      kept.forEach((record, r) => {
        x[r * width + start] = column.values[record]!
      })
    }
  }
  return x
}
