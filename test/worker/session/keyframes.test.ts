import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EngineState } from '../../../src-worker/core/engine'
import { keyframeBytes, Keyframes, mostKeyframes } from '../../../src-worker/session/keyframes'

/** A state of `bytes` bytes. */
const stateOf = (update: number, bytes = 64): EngineState => ({
  update,
  samples: update,
  parameters: [{ weights: new Float32Array(bytes / 4), biases: new Float32Array(0) }],
  optimizer: { step: update, slots: [] },
  order: { epoch: 0, cursor: 0, batch: 0, permutation: new Uint32Array(0), random: [1, 2, 3, 4] },
})

function fill(keyframes: Keyframes, count: number, bytes?: number): void {
  for (let update = 0; update < count; update++)
    keyframes.add({ state: stateOf(update, bytes), changes: 1 }, [update])
}

describe('keyframes', () => {
  it('of 20,000 updates 1,024 are kept: gaps of at most 4 at the newest, nowhere above 1 in 200 of all', () => {
    const keyframes = new Keyframes()
    fill(keyframes, 20_000)
    const { updates } = keyframes
    expect(updates).toHaveLength(mostKeyframes)
    expect(updates[0]).toBe(0)
    const gaps = updates.slice(1).map((update, k) => update - updates[k]!)
    expect(Math.max(...gaps)).toBeLessThan(20_000 / 200)
    expect(Math.max(...gaps.slice(-20))).toBeLessThanOrEqual(4)
  })

  it('never hold more than their budget: 64 states of a MiB in 64 MiB', () => {
    const keyframes = new Keyframes()
    fill(keyframes, 200, 2 ** 20)
    expect(keyframes.count).toBe(64)
    expect(keyframes.size).toBe(keyframeBytes)
  })

  it('a state of more than a quarter of the budget is only kept as the first', () => {
    const keyframes = new Keyframes(4096)
    fill(keyframes, 5, 1028)
    expect(keyframes.updates).toEqual([0])
  })

  it('the one found is the latest before the update, never one at it; those after a cut are gone', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(200), { minLength: 1, maxLength: 40 }),
        fc.nat(220),
        fc.nat(220),
        (updates, wanted, cut) => {
          const keyframes = new Keyframes()
          for (const update of [0, ...updates])
            keyframes.add({ state: stateOf(update), changes: 1 }, [update])
          const before = Math.max(-1, ...[0, ...updates].filter((update) => update < wanted))
          expect(keyframes.findBefore(wanted)?.state.update ?? -1).toBe(before)
          keyframes.forgetAfter(cut)
          expect(keyframes.updates.every((update) => update <= cut)).toBe(true)
          expect(keyframes.size).toBe(64 * keyframes.count)
        },
      ),
    )
  })
})
