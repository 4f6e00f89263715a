import type { AssistantHost } from '../engine/threadTeam'

/** What a run needs of the machine it is on. */
export interface RunHost {
  /** Milliseconds. */
  now: () => number
  /** How other threads are run; null where a run has one thread alone. */
  assistants: AssistantHost | null
}
