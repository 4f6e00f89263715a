/**
 * States of a run that replays start from, within a budget of bytes: close together where one stands and at the newest
 * update, further apart with the distance from there. The first one stays for ever.
 */
import type { EngineState } from '../core/engine'

export const keyframeBytes = 64 * 2 ** 20
export const mostKeyframes = 1024
/** With a distance below this share of the whole run all gaps count alike, so that none grows with the run's age. */
const evenShare = 1 / 32

export interface Keyframe {
  state: EngineState
  /** Changes of settings that were in force when it was taken. */
  changes: number
}

interface Kept extends Keyframe {
  bytes: number
}

export class Keyframes {
  /** By update. */
  private readonly kept: Kept[] = []
  private bytes = 0

  constructor(private readonly budget = keyframeBytes) {}

  get count(): number {
    return this.kept.length
  }

  get size(): number {
    return this.bytes
  }

  /** By update. */
  get all(): readonly Keyframe[] {
    return this.kept
  }

  /** Updates that are kept, in order. */
  get updates(): number[] {
    return this.kept.map(({ state }) => state.update)
  }

  /** @param focuses updates near which the next replays are likely to end */
  add(keyframe: Keyframe, focuses: readonly number[]): void {
    const { update } = keyframe.state
    const at = this.findPlace(update)
    if (this.kept[at]?.state.update === update) return
    const bytes = measureState(keyframe.state)
    if (this.kept.length > 0 && bytes > this.budget / 4) return
    this.kept.splice(at, 0, { ...keyframe, bytes })
    this.bytes += bytes
    while (this.kept.length > 2 && (this.bytes > this.budget || this.kept.length > mostKeyframes))
      this.thin(focuses)
  }

  /** The latest one before the update, not at it: a replay ends with at least one update of its own. */
  findBefore(update: number): Keyframe | null {
    return this.kept[this.findPlace(update) - 1] ?? null
  }

  /** The earliest moment that can be shown. */
  get first(): Keyframe | null {
    return this.kept[0] ?? null
  }

  forgetAfter(update: number): void {
    const gone = this.kept.splice(this.findPlace(update + 1))
    for (const { bytes } of gone) this.bytes -= bytes
  }

  /** Index of the first one at the update or after it. */
  private findPlace(update: number): number {
    let [low, high] = [0, this.kept.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.kept[middle]!.state.update < update) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Removes the one whose gap, measured against its distance from where one stands, is missed least. */
  private thin(focuses: readonly number[]): void {
    const { kept } = this
    const newest = Math.max(...focuses, kept[kept.length - 1]!.state.update)
    const even = evenShare * newest + 1
    let least = Infinity
    let chosen = 1
    for (let k = 1; k < kept.length; k++) {
      const { update } = kept[k]!.state
      const after = k + 1 < kept.length ? kept[k + 1]!.state.update : newest
      let distance = Infinity
      for (const focus of focuses) distance = Math.min(distance, Math.abs(focus - update))
      const worth = (after - kept[k - 1]!.state.update) / (distance + even)
      if (worth < least) {
        least = worth
        chosen = k
      }
    }
    this.bytes -= kept[chosen]!.bytes
    kept.splice(chosen, 1)
  }
}

function measureState({ parameters, optimizer, order }: EngineState): number {
  const layers = [...parameters, ...optimizer.slots.flatMap((slot) => slot.layers)]
  return layers.reduce(
    (sum, { weights, biases }) => sum + weights.byteLength + biases.byteLength,
    order.permutation.byteLength,
  )
}
