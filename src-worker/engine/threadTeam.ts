import { countOperations, type NetworkShape } from '../core/network'
import { getEngineModule, sharesMemory, type EngineExports } from './engineModule'
import type { EngineMemory } from './engineMemory'
import { findSignals, type ThreadSignals } from './threadSignals'

/** What another thread needs to join in. */
export interface AssistantOrder {
  module: WebAssembly.Module
  memory: WebAssembly.Memory
  thread: number
  generation: number
  signals: ThreadSignals
}

/** How the host runs other threads. */
export interface AssistantHost {
  cores: number
  /** Starts a thread and says when it is ready. @returns how to end it */
  start(order: AssistantOrder, ready: () => void): () => void
}

/** Floating-point operations of an update below which another thread is not even tried. */
const worthwhile = 300_000
const mostThreads = 4
/** Of so many calls the first few try both ways, each some calls in a row; the better one has the rest. */
const callsOfRound = 256
const callsOfTrial = 4

/**
 * The threads that one engine computes with. Alone or together gives the same bits, so that the faster way is found
 * by measuring, call by call, and may change at any time.
 */
export class ThreadTeam {
  private readonly ends: (() => void)[] = []
  private ready = 0
  /** Work per millisecond, alone and together, as the last trial found it. */
  private readonly rates = { alone: 0, together: 0 }
  private calls = 0

  constructor(
    private readonly memory: EngineMemory,
    private readonly code: EngineExports,
    private readonly shape: NetworkShape,
    private readonly host: AssistantHost | null,
  ) {}

  /** Starts the other threads once there is enough to do for them. @param rows of a batch */
  prepare(rows: number): void {
    const { host } = this
    if (host === null || !sharesMemory || this.ends.length > 0) return
    if (countOperations(this.shape) * rows < worthwhile) return
    const others = Math.min(host.cores, mostThreads) - 1
    const generation = this.code.getGeneration()
    const signals = findSignals(this.memory.getWord('signals'))
    for (let thread = 1; thread <= others; thread++) {
      const order = { module: getEngineModule(), memory: this.memory.memory, thread, generation, signals }
      this.ends.push(host.start(order, () => this.ready++))
    }
  }

  /** Threads that can work now, this one included. */
  get threads(): number {
    return this.ready === this.ends.length ? this.ends.length + 1 : 1
  }

  /** Does `size` units of work in one call, alone or together. */
  work<Result>(size: number, call: () => Result): Result {
    if (this.threads === 1) return call()
    const way = this.chooseWay()
    if (way === 'together') this.gather()
    const start = performance.now()
    const result = call()
    const elapsed = performance.now() - start
    this.memory.setWord('threads', 1)
    // The best of a trial: its first calls meet code not yet compiled and a thread not yet awake.
    if (this.isTrying && elapsed > 0) this.rates[way] = Math.max(this.rates[way], size / elapsed)
    this.calls = (this.calls + 1) % callsOfRound
    return result
  }

  /** Other work, the way that is better for updates. */
  share(call: () => void): void {
    const { alone, together } = this.rates
    if (this.threads > 1 && together > alone) {
      this.gather()
    }
    call()
    this.memory.setWord('threads', 1)
  }

  private gather(): void {
    this.memory.setWord('threads', this.ends.length + 1)
  }

  private get isTrying(): boolean {
    return this.calls < 2 * callsOfTrial
  }

  private chooseWay(): keyof ThreadTeam['rates'] {
    const { rates, calls } = this
    if (calls === 0) rates.alone = rates.together = 0
    if (this.isTrying) return calls < callsOfTrial ? 'alone' : 'together'
    return rates.together > rates.alone ? 'together' : 'alone'
  }

  /** Sends the other threads home; those that never came are ended. */
  close(): void {
    if (this.threads > 1) {
      this.gather()
      this.code.dismiss()
      this.memory.setWord('threads', 1)
    }
    for (const end of this.ends) end()
    this.ends.length = 0
    this.ready = 0
  }
}
