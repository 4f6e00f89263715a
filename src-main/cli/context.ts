import type { CommandLine } from './commandLine'
import type { SweepThread, SweepThreadData } from './sweepThreads'
import type { TrainerConnection } from './trainerConnection'

/** What a command may use; made once by the composition root. */
export interface CommandContext {
  line: CommandLine
  /** Its thread starts when it is first asked for. */
  readonly connection: TrainerConnection
  /** A thread that makes runs of a sweep. */
  createSweepThread: (data: SweepThreadData) => SweepThread
  /** Folder of the bundled data sets. */
  bundledFolder: URL
  print: (text: string) => void
  /** Settles when the person pressed Ctrl-C. */
  interrupted: Promise<void>
  isInterrupted: () => boolean
}

/** Runs to its end and answers the exit code. */
export type Command = (context: CommandContext) => Promise<number>
