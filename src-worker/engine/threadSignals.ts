/** Words of memory by which threads sleep and wake; the engine's own words lie beside them (assembly/threads.ts). */

const asleepAt = 64
const bellAt = 192
/** A word that nobody rings. */
const restAt = 224

const restMs = 0.05

export interface ThreadSignals {
  /** Index of the word that counts who sleeps, and of the one that is rung to wake them. */
  asleep: number
  bell: number
  rest: number
}

/** @param signals byte where they begin */
export const findSignals = (signals: number): ThreadSignals => ({
  asleep: (signals + asleepAt) / 4,
  bell: (signals + bellAt) / 4,
  rest: (signals + restAt) / 4,
})

/** Wakes the threads that sleep. */
export function ring(memory: WebAssembly.Memory, { bell }: ThreadSignals): void {
  const words = new Int32Array(memory.buffer)
  Atomics.add(words, bell, 1)
  Atomics.notify(words, bell)
}

/** Leaves the core to others for a moment. */
export function rest(memory: WebAssembly.Memory, signals: ThreadSignals): void {
  Atomics.wait(new Int32Array(memory.buffer), signals.rest, 0, restMs)
}
