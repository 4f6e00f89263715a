import type { TrainingData } from '../core/engine'
import type { LayerViews, NetworkShape } from '../core/network'
import { computePenalty } from '../core/penalties'
import { Workspace } from '../core/workspace'
import type { TrainingSettings } from '../spec/experiment'
import { countPieceRows, countRowWork } from './rowWork'

/** Rows that core's evaluator takes at a time. */
const evaluatorRows = 256

/**
 * The cost of any parameters over the same rows, float64. Summed as core's evaluator sums it, to the bit, where 256 rows
 * are a piece; of larger networks in smaller pieces, so that the worker can answer in between.
 */
export class RowCost {
  private readonly workspace: Workspace
  private readonly positions: Uint32Array<ArrayBuffer>

  /** @param rows of the data, at least one */
  constructor(
    shape: NetworkShape,
    private readonly data: Pick<TrainingData, 'x' | 'y'>,
    private readonly rows: Uint32Array<ArrayBuffer>,
    private readonly settings: Pick<TrainingSettings, 'cost' | 'l1' | 'l2'>,
    private readonly withPenalty: boolean,
  ) {
    const capacity = countPieceRows(countRowWork(shape), Math.min(evaluatorRows, rows.length))
    this.workspace = new Workspace(shape, capacity)
    this.positions = Uint32Array.from({ length: capacity }, (_, k) => k)
    this.gather(0)
  }

  /** In pieces. */
  *measure(parameters: readonly LayerViews[]): Generator<void, number> {
    const { workspace, rows, settings } = this
    const { cost, l1, l2 } = settings
    const { capacity } = workspace
    let sum = 0
    for (let start = 0; start < rows.length; start += capacity) {
      if (start > 0) yield
      if (rows.length > capacity) this.gather(start)
      workspace.forward(parameters)
      sum += workspace.cost(cost) * workspace.m
    }
    return sum / rows.length + (this.withPenalty ? computePenalty(parameters, l1, l2) : 0)
  }

  private gather(start: number): void {
    const { workspace, data, positions } = this
    const part = this.rows.subarray(start, start + workspace.capacity)
    workspace.gather(data.x, data.y, part, positions.subarray(0, part.length))
  }
}
