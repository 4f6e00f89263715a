/** xoshiro128** as in core/random, with its state in the plan. */
import { getPlan } from './plan'

function nextUint32(): u32 {
  const plan = getPlan()
  const s1 = plan.random1
  const result = rotl<u32>(s1 * 5, 7) * 9
  plan.random2 ^= plan.random0
  plan.random3 ^= s1
  plan.random1 ^= plan.random2
  plan.random0 ^= plan.random3
  plan.random2 ^= s1 << 9
  plan.random3 = rotl<u32>(plan.random3, 11)
  return result
}

/** Uniform in [0, bound): draws again above the last full multiple. */
function nextBelow(bound: u32): u32 {
  const limit: u64 = <u64>0x100000000 - (<u64>0x100000000 % <u64>bound)
  let value = nextUint32()
  while (<u64>value >= limit) value = nextUint32()
  return value % bound
}

/** Fisher–Yates over `length` words at `at`. */
export function shuffle(at: usize, length: i32): void {
  for (let i = length - 1; i > 0; i--) {
    const here = at + ((<usize>i) << 2)
    const there = at + ((<usize>nextBelow(<u32>(i + 1))) << 2)
    const held = load<u32>(here)
    store<u32>(here, load<u32>(there))
    store<u32>(there, held)
  }
}
