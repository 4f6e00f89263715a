/** Each sample's part of the cost, formed from the traced i, o and Y for display; the sum on screen is the traced cost. */
import type { Matrix } from '../../../src-worker/protocol/tables'
import type { UpdateTrace } from '../../../src-worker/protocol/trainerApi'
import type { CostName } from '../../../src-worker/spec/names'

/** One output of one sample: `i`, `o`, target `y`; `m` samples, `n` outputs; `logSum` is ln Σ exp of the row's i. */
interface Output {
  i: number
  o: number
  y: number
  m: number
  n: number
  logSum: number
}

const huber = (d: number): number => (Math.abs(d) <= 1 ? (d * d) / 2 : Math.abs(d) - 0.5)
/** ln(1 + exp(x)) that does not overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

const outputCost: Record<CostName, (output: Output) => number> = {
  halfMeanSquaredError: ({ o, y, m }) => (o - y) ** 2 / (2 * m),
  meanSquaredError: ({ o, y, m, n }) => (o - y) ** 2 / (m * n),
  meanAbsoluteError: ({ o, y, m, n }) => Math.abs(o - y) / (m * n),
  huber: ({ o, y, m, n }) => huber(o - y) / (m * n),
  binaryCrossEntropy: ({ i, y, m }) => (softplus(i) - y * i) / m,
  categoricalCrossEntropy: ({ i, y, m, logSum }) => (y === 0 ? 0 : (y * (logSum - i)) / m),
}

/** `rows × 1`. */
export function createCostColumn(trace: UpdateTrace): Matrix {
  const last = trace.layers[trace.layers.length - 1]
  const { rows, columns } = trace.targets
  const values = new Float64Array(rows)
  if (!last) return { rows, columns: 1, values }
  for (let row = 0; row < rows; row++) {
    const logSum = logSumExp(last.i.values.subarray(row * columns, (row + 1) * columns))
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      values[row]! += outputCost[trace.costName]({
        i: last.i.values[at]!,
        o: last.o.values[at]!,
        y: trace.targets.values[at]!,
        m: rows,
        n: columns,
        logSum,
      })
    }
  }
  return { rows, columns: 1, values }
}

function logSumExp(values: Float64Array): number {
  const largest = values.reduce((most, x) => Math.max(most, x), -Infinity)
  return largest + Math.log(values.reduce((sum, x) => sum + Math.exp(x - largest), 0))
}
