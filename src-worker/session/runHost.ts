import type { StartAssistant } from '../engine/threadTeam'

/** What a run needs of the machine it is on. */
export interface RunHost {
  /** Milliseconds. */
  now: () => number
  /** How another thread is started; null where a run has one thread alone. */
  startAssistant: StartAssistant | null
}
