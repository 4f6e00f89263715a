/** How far the predictions of a regression are from their targets, summed up row by row. */
import type { ResidualMeasures } from '../protocol/predictions'

/** Sums of one target column, in one pass; the targets' spread after Welford. */
interface ColumnSums {
  error: number
  squaredError: number
  mean: number
  spread: number
}

export class ResidualSums {
  private rows = 0
  private readonly columns: ColumnSums[]

  constructor(private readonly names: string[]) {
    this.columns = names.map(() => ({ error: 0, squaredError: 0, mean: 0, spread: 0 }))
  }

  /** @param outputs `[m][columns]`  @param targets `[m][columns]` */
  add(outputs: Float64Array, targets: Float64Array, m: number): void {
    const n = this.columns.length
    for (let s = 0; s < m; s++) {
      this.rows++
      for (let j = 0; j < n; j++) {
        const sums = this.columns[j]!
        const target = targets[s * n + j]!
        const error = outputs[s * n + j]! - target
        sums.error += error
        sums.squaredError += error * error
        const distance = target - sums.mean
        sums.mean += distance / this.rows
        sums.spread += distance * (target - sums.mean)
      }
    }
  }

  measure(): ResidualMeasures {
    const each = (of: (sums: ColumnSums) => number) => Float64Array.from(this.columns, of)
    return {
      names: this.names,
      rmse: each(({ squaredError }) => Math.sqrt(squaredError / this.rows)),
      bias: each(({ error }) => error / this.rows),
      r2: each(({ squaredError, spread }) => (spread > 0 ? 1 - squaredError / spread : NaN)),
    }
  }
}
