import type { CostName } from '../spec/names'
import type { EvaluationTask, TrainingData } from './engine'
import type { LayerViews, NetworkShape } from './network'
import { Workspace } from './workspace'

const chunkRows = 256

/** Forward passes over any number of rows, in chunks of a fixed size: the sum's order never depends on who asks. */
export class Evaluator {
  private readonly workspace: Workspace
  private readonly positions = new Uint32Array(chunkRows).map((_, position) => position)

  constructor(
    private readonly shape: NetworkShape,
    private readonly data: Pick<TrainingData, 'x' | 'y'>,
  ) {
    this.workspace = new Workspace(shape, chunkRows)
  }

  /** Cost and accuracy over whole rows of the data, a part at a time; NaN for no rows. */
  evaluate(
    parameters: readonly LayerViews[],
    rows: Uint32Array<ArrayBuffer>,
    cost: CostName,
    classification: boolean,
  ): EvaluationTask {
    let start = 0
    let costSum = 0
    let correct = 0
    const evaluateChunk = () => {
      const chunk = rows.subarray(start, start + chunkRows)
      this.workspace.gather(this.data.x, this.data.y, chunk, this.positions.subarray(0, chunk.length))
      this.workspace.forward(parameters)
      costSum += this.workspace.cost(cost) * chunk.length
      if (classification) correct += this.countCorrect()
      start += chunk.length
    }
    return {
      advance: (count) => {
        const end = Math.min(start + count, rows.length)
        while (start < end) evaluateChunk()
        if (start < rows.length) return null
        return { cost: costSum / rows.length, accuracy: classification ? correct / rows.length : NaN }
      },
    }
  }

  /** Outputs of rows given as `x [m][inputs]`, already scaled; m at most what `chunkRows` allows at a time. */
  predictInto(
    outputs: Float64Array | Float32Array,
    parameters: readonly LayerViews[],
    x: Float64Array,
    m: number,
  ): void {
    const { inputs, outputs: units } = this.shape
    const last = this.workspace.layers[this.workspace.layers.length - 1]!
    for (let start = 0; start < m; start += chunkRows) {
      this.workspace.m = Math.min(chunkRows, m - start)
      this.workspace.x.set(x.subarray(start * inputs, (start + this.workspace.m) * inputs))
      this.workspace.forward(parameters)
      outputs.set(last.o.subarray(0, this.workspace.m * units), start * units)
    }
  }

  private countCorrect(): number {
    const { shape, workspace } = this
    const { o } = workspace.layers[workspace.layers.length - 1]!
    let correct = 0
    for (let s = 0; s < workspace.m; s++) {
      if (isCorrect(o, workspace.y, s * shape.outputs, shape.outputs)) correct++
    }
    return correct
  }
}

/** One output: on the target's side of ½. Several: the largest output where the largest target is. */
export function isCorrect(o: Float64Array, y: Float64Array, at: number, n: number): boolean {
  if (n === 1) return o[at]! >= 0.5 === y[at]! >= 0.5
  return findLargest(o, at, n) === findLargest(y, at, n)
}

function findLargest(values: Float64Array, at: number, n: number): number {
  let largest = 0
  for (let j = 1; j < n; j++) if (values[at + j]! > values[at + largest]!) largest = j
  return largest
}
