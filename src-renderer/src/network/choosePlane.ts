import type { DataRows } from '../../../src-worker/protocol/tables'
import type { Plane } from './useNetworkFrame'

const mostCounted = 12

/** The first two of the inputs with the most distinct values (12 are as good as more): a constant input shows nothing. */
export function choosePlane({ inputs }: Pick<DataRows, 'inputs'>): Plane {
  const distinct = Array.from({ length: inputs.columns }, (_, column) => {
    const seen = new Set<number>()
    for (let row = 0; row < inputs.rows && seen.size < mostCounted; row++) {
      seen.add(inputs.values[row * inputs.columns + column]!)
    }
    return { column, count: seen.size }
  })
  const best = distinct.toSorted((a, b) => b.count - a.count || a.column - b.column).slice(0, 2)
  const [inputX = 0, inputY = 0] = best.map(({ column }) => column).toSorted((a, b) => a - b)
  return { inputX, inputY }
}
