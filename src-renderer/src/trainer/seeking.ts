/** Which moment is on its way to be shown: one at a time, and of those asked for meanwhile the last. */
import { shallowReadonly, shallowRef, type ShallowRef } from 'vue'
import type { Frame } from '../../../src-worker/protocol/trainerApi'
import type { Trainer } from './trainer'

/** Animation frames that a picture may be late. */
const mostFrames = 30

interface Parts {
  frame: Readonly<ShallowRef<Frame | null>>
  requestFrame(draw: () => void): void
  /** @returns the update reached; null for a failure that is told already */
  seek(update: number): Promise<{ update: number } | null>
}

export interface Seeking extends Pick<Trainer, 'sought' | 'seek'> {
  /** What is done to the moment shown is done when the one asked for is there. */
  settled(): Promise<void>
  /** The answer comes before the picture: who steps on from there must see it first. */
  waitForFrame(update: number): Promise<void>
}

export function createSeeking(parts: Parts): Seeking {
  const { frame } = parts
  const sought = shallowRef<number | null>(null)
  let seeking: Promise<void> | null = null

  async function waitForFrame(update: number): Promise<void> {
    for (let turn = 0; turn < mostFrames && frame.value !== null && frame.value.update !== update; turn++)
      await new Promise<void>((done) => parts.requestFrame(done))
  }

  async function goOn(): Promise<void> {
    let next: number | null = null
    while (sought.value !== next && sought.value !== null) {
      const update = (next = sought.value)
      const reached = await parts.seek(update)
      if (reached !== null) await waitForFrame(reached.update)
    }
    sought.value = null
    seeking = null
  }

  return {
    sought: shallowReadonly(sought),
    seek(update) {
      sought.value = update
      return (seeking ??= goOn())
    },
    settled: async () => (seeking === null ? undefined : seeking),
    waitForFrame,
  }
}
