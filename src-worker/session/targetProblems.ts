import type { Dataset } from '../core/dataset'
import type { CostName } from '../spec/names'
import { phrase } from '../spec/phrases'
import { explain, type Problem } from '../spec/problem'

const roundingOfShares = 1e-6

/** Targets that a cross-entropy cannot mean: they must be probabilities. The first row at fault is named. */
export function findTargetProblems(cost: CostName, { y, rows, targets, sourceRows }: Dataset): Problem[] {
  if (cost !== 'binaryCrossEntropy' && cost !== 'categoricalCrossEntropy') return []
  for (let row = 0; row < rows; row++) {
    const values = y.subarray(row * targets, (row + 1) * targets)
    const place =
      sourceRows === null ? `data.source.targets[${row}]` : phrase('rowPlace', { row: sourceRows[row]! })
    const outside = values.find((value) => !(value >= 0 && value <= 1))
    if (outside !== undefined) {
      return [explain(place, phrase('targetsIn', { cost }), outside)]
    }
    const sum = values.reduce((total, value) => total + value, 0)
    if (cost === 'categoricalCrossEntropy' && Math.abs(sum - 1) > roundingOfShares) {
      return [explain(place, phrase('targetsSum', { cost }), sum)]
    }
  }
  return []
}
