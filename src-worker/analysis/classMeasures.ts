/** Confusion matrix and what follows from it. */
import type { ClassMeasures } from '../protocol/predictions'

/**
 * @param counts rows, `[target][predicted]`, row-major, as many classes as names.
 * Precision: right among those predicted as the class; recall: right among those of the class; F1: their harmonic mean.
 */
export function measureClasses(counts: Uint32Array<ArrayBuffer>, names: string[]): ClassMeasures {
  const n = names.length
  const support = new Uint32Array(n)
  const predicted = new Uint32Array(n)
  let right = 0
  let rows = 0
  for (let target = 0; target < n; target++) {
    right += counts[target * n + target]!
    for (let guess = 0; guess < n; guess++) {
      const count = counts[target * n + guess]!
      support[target]! += count
      predicted[guess]! += count
      rows += count
    }
  }
  const each = (divisor: (k: number) => number, factor = 1) =>
    Float64Array.from({ length: n }, (_, k) => (factor * counts[k * n + k]!) / divisor(k))
  return {
    names,
    counts,
    support,
    predicted,
    precision: each((k) => predicted[k]!),
    recall: each((k) => support[k]!),
    f1: each((k) => predicted[k]! + support[k]!, 2),
    accuracy: right / rows,
    wrong: rows - right,
  }
}
