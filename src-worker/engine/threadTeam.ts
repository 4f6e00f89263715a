import type { NetworkShape } from '../core/network'
import type { EngineExports } from './engineModule'
import type { EngineMemory } from './engineMemory'

/** What another thread needs to join in. */
export interface AssistantOrder {
  module: WebAssembly.Module
  memory: WebAssembly.Memory
  thread: number
  generation: number
}

/** Starts a thread that answers when it is ready; the host knows how. @returns how to end it */
export type StartAssistant = (order: AssistantOrder, ready: () => void) => () => void

/** The threads that one engine computes with. */
export class ThreadTeam {
  constructor(
    private readonly memory: EngineMemory,
    private readonly code: EngineExports,
    _shape: NetworkShape,
    _start: StartAssistant | null,
  ) {}

  work(updates: number, run: (updates: number) => number): void {
    run(updates)
  }

  evaluate(run: () => void): void {
    run()
  }

  close(): void {
    void this.memory
    void this.code
  }
}
