import { Random } from './random'
import type { OrderState } from './trainingState'

/**
 * The order of samples. An epoch uses each training row exactly once, in batches of `batchSize`; the last one is
 * short and nothing is carried over. With `shuffle` every epoch draws a new permutation, the first one included.
 * A new epoch's order is drawn when the last batch of the old one is taken, so that the next batch can always be seen.
 */
export class BatchOrder {
  private constructor(
    private readonly shuffle: boolean,
    private state: OrderState,
    private readonly random: Random,
  ) {}

  static create(rows: number, shuffle: boolean, seed: number): BatchOrder {
    const permutation = Uint32Array.from({ length: rows }, (_, position) => position)
    const random = Random.fromSeed(seed, 'shuffling')
    if (shuffle) random.shuffle(permutation)
    return new BatchOrder(
      shuffle,
      { epoch: 0, cursor: 0, batch: 0, permutation, random: random.getState() },
      random,
    )
  }

  static restore(shuffle: boolean, state: OrderState): BatchOrder {
    return new BatchOrder(
      shuffle,
      { ...state, permutation: state.permutation.slice() },
      Random.fromState(state.random),
    )
  }

  getState(): OrderState {
    return { ...this.state, permutation: this.state.permutation.slice(), random: this.random.getState() }
  }

  get rows(): number {
    return this.state.permutation.length
  }

  /** Epochs completed. */
  get epoch(): number {
    return this.state.epoch
  }

  /** Batches taken of the present epoch. */
  get batch(): number {
    return this.state.batch
  }

  /** Positions, in the training part, of the next batch: a view, valid until `advance`. */
  peek(batchSize: number): Uint32Array<ArrayBuffer> {
    const { cursor, permutation } = this.state
    return permutation.subarray(cursor, Math.min(cursor + batchSize, permutation.length))
  }

  /** Takes the batch that `peek` showed. */
  advance(batchSize: number): void {
    const state = this.state
    state.cursor += batchSize
    state.batch++
    if (state.cursor < state.permutation.length) return
    state.epoch++
    state.cursor = 0
    state.batch = 0
    if (this.shuffle) this.random.shuffle(state.permutation)
  }

  /** Updates until the end of the present epoch. */
  countRemaining(batchSize: number): number {
    return Math.ceil((this.rows - this.state.cursor) / batchSize)
  }
}
