/** How the window talks to a worker that makes runs of a sweep: types only, plain data only. */
import type { Reply } from '../protocol/errors'
import type { SavedSweep, SweepResult } from '../protocol/sweeps'
import type { Attachment } from '../protocol/tables'
import type { ExportedFile } from '../protocol/exports'
import type { BundledName } from '../spec/names'
import type { SweepRun } from '../spec/listRuns'
import type { Sweep } from '../spec/sweep'
import type { Target } from './sweepCurve'

/** What tells a run of a sweep from its others. */
export type RunChoice = Pick<SweepRun, 'settings' | 'seed'>

/** A run of a sweep without its experiment, which follows from the sweep. */
export interface PlannedRun extends RunChoice {
  /** Of the combination, from 0; its runs follow each other, one a seed. */
  cell: number
  name: string
  /** SHA-256 of the whole experiment: results are known by it. */
  key: string
}

export interface SweepPlan {
  runs: PlannedRun[]
  /** Bundled sets that runs of it name. */
  bundled: BundledName[]
  /** Whether a run of it names a file: its rows come with a session. */
  namesFiles: boolean
  /** Whether another seed changes anything. */
  hasChance: boolean
}

export interface SweepData {
  attachments: Attachment[]
  /** A session that holds the rows of the file which the sweep's experiment names. */
  session: Uint8Array<ArrayBuffer> | null
}

/** Told once when a run has been found to be usable, then on its way; null where the share cannot be told. */
export type ShareListener = (share: number | null) => void

/** A run that is asked for; its key comes back with what became of it. */
export interface RunOrder extends RunChoice {
  key: string
}

/** What became of one run of a batch. */
export interface EndedRun {
  /** Place in the batch, from 0. */
  at: number
  key: string
  reply: Reply<SweepResult>
}

/** What became of runs since the last news, at most ten a second. News may come late and after the reply. */
export interface SweepNews {
  ended: EndedRun[]
  /** The run under way, and how far it is; null where it cannot be told. */
  going: { at: number; key: string; share: number | null }
}

export type SweepExportFormat = 'csv' | 'map-svg' | 'curves-svg'

export interface SweepApi {
  /** Every run in its order, or what is wrong with the sweep or with one of them. */
  plan(sweep: Sweep): Promise<Reply<SweepPlan>>
  /** What the runs that follow are of. */
  prepare(sweep: Sweep, data: SweepData): Promise<Reply<null>>
  /** SHA-256 of the rows that a session holds, as results of them say it; null where it holds none. */
  hashRows(session: Uint8Array<ArrayBuffer>): Promise<Reply<string | null>>
  /**
   * Makes runs of the prepared sweep one after the other, each from its beginning to its end.
   * @param tell settles when the news has been heard
   * @returns what became of those whose news may not have been heard yet
   */
  make(
    orders: readonly RunOrder[],
    tell: (news: SweepNews) => void | Promise<void>,
  ): Promise<Reply<EndedRun[]>>
  /** The same files as of the command line. */
  exportSweep(
    saved: SavedSweep,
    format: SweepExportFormat,
    target: Target | null,
  ): Promise<Reply<ExportedFile>>
  ping(): Promise<number>
}
