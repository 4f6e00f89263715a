/**
 * The lab's one source of chance: xoshiro128** seeded by splitmix64, with a stream of its own for each purpose,
 * so that changing one (another seed for the split) leaves the others as they were. Never `Math.random`.
 * Source: Blackman & Vigna, "Scrambled linear pseudorandom number generators" (2018), public-domain reference.
 */
import type { RandomState } from './trainingState'

export const streams = { initialization: 1, shuffling: 2, splitting: 3, generation: 4, searching: 5 } as const
export type Stream = keyof typeof streams

const rotateLeft = (x: number, k: number): number => ((x << k) | (x >>> (32 - k))) >>> 0

export class Random {
  private constructor(private s: Uint32Array<ArrayBuffer>) {}

  /** @param seed 0 to 2³² − 1; @param stream keeps purposes apart under the same seed. */
  static fromSeed(seed: number, stream: Stream): Random {
    const s = new Uint32Array(4)
    let state = (BigInt(streams[stream]) << 32n) | BigInt(seed >>> 0)
    for (let half = 0; half < 2; half++) {
      state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n)
      const word = splitmix64(state)
      s[2 * half] = Number(word & 0xffffffffn)
      s[2 * half + 1] = Number(word >> 32n)
    }
    return new Random(s)
  }

  static fromState(state: RandomState): Random {
    return new Random(Uint32Array.from(state))
  }

  getState(): RandomState {
    return [this.s[0]!, this.s[1]!, this.s[2]!, this.s[3]!]
  }

  /** Next 32 bits, as a whole number from 0 to 2³² − 1. */
  nextUint32(): number {
    const s = this.s
    const s1 = s[1]!
    const result = Math.imul(rotateLeft(Math.imul(s1, 5) >>> 0, 7), 9) >>> 0
    const t = s1 << 9
    s[2]! ^= s[0]!
    s[3]! ^= s1
    s[1]! ^= s[2]!
    s[0]! ^= s[3]!
    s[2]! ^= t
    s[3] = rotateLeft(s[3]!, 11)
    return result
  }

  /** Uniform in [0, 1) with 53 bits. */
  nextFloat(): number {
    const high = this.nextUint32() >>> 5
    const low = this.nextUint32() >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }

  /** Uniform whole number in [0, bound), without bias (draws again above the last full multiple). */
  nextBelow(bound: number): number {
    const limit = 4294967296 - (4294967296 % bound)
    let value = this.nextUint32()
    while (value >= limit) value = this.nextUint32()
    return value % bound
  }

  /** Standard normal by Box and Muller; one value a call, so that the state is only the generator's. */
  nextNormal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.nextFloat()))
    return radius * Math.cos(2 * Math.PI * this.nextFloat())
  }

  /** Fisher–Yates, in place. */
  shuffle(values: Uint32Array): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.nextBelow(i + 1)
      const held = values[i]!
      values[i] = values[j]!
      values[j] = held
    }
  }
}

function splitmix64(state: bigint): bigint {
  let z = state
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
  return z ^ (z >> 31n)
}
