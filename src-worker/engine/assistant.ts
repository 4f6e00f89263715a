import { instantiate } from './engineModule'
import type { AssistantOrder } from './threadTeam'

/** The life of another thread: ready, then parts of phases until it is sent home. Does not return before. */
export function assist(
  { module, memory, thread, generation, signals }: AssistantOrder,
  ready: () => void,
): void {
  const code = instantiate(module, memory)
  const words = new Int32Array(memory.buffer)
  ready()
  while (generation >= 0) {
    generation = code.assist(thread, generation)
    const rung = Atomics.load(words, signals.bell)
    // First to bed, then a last look: whoever begins a phase after it sees the sleeper and rings.
    Atomics.add(words, signals.asleep, 1)
    if (code.getGeneration() === generation) Atomics.wait(words, signals.bell, rung)
    Atomics.sub(words, signals.asleep, 1)
  }
}
