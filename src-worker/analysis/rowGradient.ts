import type { TrainingData } from '../core/engine'
import type { LayerViews, NetworkShape } from '../core/network'
import { Workspace } from '../core/workspace'
import type { CostName } from '../spec/names'
import { countPieceRows, countRowWork } from './rowWork'

/** Rows a piece at most: the workspace holds their tensors. */
const mostPieceRows = 1024

/** Multiplications of both passes over a row. */
export const countGradientWork = (shape: NetworkShape): number => 3 * countRowWork(shape)

/** The gradient of the cost alone over any rows, float64, by core's passes. */
export class RowGradient {
  /** Of the rows measured last, in the order of the arena. */
  readonly gradient: Float64Array<ArrayBuffer>
  private readonly workspace: Workspace
  private readonly positions: Uint32Array<ArrayBuffer>

  /** @param most rows that are measured at once */
  constructor(
    private readonly shape: NetworkShape,
    private readonly data: Pick<TrainingData, 'x' | 'y'>,
    private readonly parameters: readonly LayerViews[],
    private readonly cost: CostName,
    most: number,
  ) {
    const capacity = countPieceRows(countGradientWork(shape), Math.min(mostPieceRows, most))
    this.workspace = new Workspace(shape, capacity)
    this.positions = Uint32Array.from({ length: capacity }, (_, k) => k)
    this.gradient = new Float64Array(shape.parameters)
  }

  /** In pieces. @param visit after the passes over each */
  *measure(
    rows: Uint32Array<ArrayBuffer>,
    visit: (workspace: Workspace) => void = () => undefined,
  ): Generator<void, void> {
    const { workspace, data, positions, parameters, gradient } = this
    gradient.fill(0)
    for (let from = 0; from < rows.length; from += workspace.capacity) {
      if (from > 0) yield
      const part = rows.subarray(from, from + workspace.capacity)
      workspace.gather(data.x, data.y, part, positions.subarray(0, part.length))
      workspace.forward(parameters)
      workspace.backward(parameters, this.cost)
      visit(workspace)
      // Every cost is a mean over its samples.
      const share = part.length / rows.length
      for (let p = 0; p < gradient.length; p++) gradient[p]! += share * workspace.gradients[p]!
    }
  }

  /**
   * Σ of the squared norms of each row's own gradient, without making them: of one row ΔW is the outer product of the
   * layer's inputs and dI (I. Goodfellow, Efficient per-example gradient computations, 2015).
   */
  *sumSquares(rows: Uint32Array<ArrayBuffer>): Generator<void, number> {
    let sum = 0
    yield* this.measure(rows, (workspace) => (sum += this.sumBatchSquares(workspace)))
    return sum
  }

  private sumBatchSquares(workspace: Workspace): number {
    const { m } = workspace
    let sum = 0
    this.shape.layers.forEach(({ inputs, units, bias }, l) => {
      const x = workspace.inputsOf(l)
      const { dI } = workspace.layers[l]!
      for (let s = 0; s < m; s++)
        sum += sumSquaresOf(dI, s * units, units) * (sumSquaresOf(x, s * inputs, inputs) + Number(bias))
    })
    // dI holds the batch's 1/m; a row's own gradient is that of a batch of one.
    return sum * m * m
  }
}

function sumSquaresOf(values: Float64Array, from: number, count: number): number {
  let sum = 0
  for (let p = from; p < from + count; p++) sum += values[p]! * values[p]!
  return sum
}
