/** What the session comes back from when its worker is lost: the newest bytes of it that were seen, and what is newer. */
import { shallowRef, type InjectionKey, type ShallowRef } from 'vue'
import type { LabError, Reply } from '../../../src-worker/protocol/errors'
import type { ListedRun } from '../../../src-worker/protocol/runs'
import type { Attachment } from '../../../src-worker/protocol/tables'
import type { Frame, OpenedRun } from '../../../src-worker/protocol/trainerApi'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { isSame } from './isSame'
import type { Trainer } from './trainer'

type Bytes = Uint8Array<ArrayBuffer>

/** Why there is another worker: the one before died, died for want of memory, or was ended by the person. */
export type LossCause = 'died' | 'memory' | 'asked'

/** A session that came back from its last kept moment. */
export interface RestoredRun {
  cause: LossCause
  /** Where the run stands now, and where it had got to. */
  update: number
  reached: number
  /** Whether it was running. */
  running: boolean
}

/** Whoever starts another worker, and what came back with it. */
export interface WorkerKeeper {
  /** Null when nothing was lost, or that was read. */
  readonly restored: ShallowRef<RestoredRun | null>
  /** A new worker, and the session again from its last kept moment. */
  restartWorker(): Promise<void>
}
export const workerKeeperKey: InjectionKey<WorkerKeeper> = Symbol('worker keeper')

type Calls = Pick<
  Trainer,
  'open' | 'openSession' | 'setBookmarks' | 'setSweeps' | 'setNotes' | 'editRun' | 'runs'
>

interface Parts extends Calls {
  run: Readonly<ShallowRef<OpenedRun | null>>
  frame: Readonly<ShallowRef<Frame | null>>
  error: ShallowRef<LabError | null>
}

export interface RunRecovery {
  readonly restored: WorkerKeeper['restored']
  /** A document was opened: from its bytes, or from its experiment. */
  begin(experiment: ExperimentInput, attachments: Attachment[], bytes: Bytes | null): void
  /** Another run of the session is open, at update 0: from now on it can be made again. */
  beginRun(experiment: ExperimentInput, attachments?: Attachment[]): void
  /** Another run of the session is open somewhere on its way. */
  leave(experiment: ExperimentInput): void
  /** The open run is another one by a setting. */
  follow(experiment: ExperimentInput): void
  take(bytes: Bytes): void
  /** Whether newer bytes are worth their time: some are there, or runs that no experiment brings back. */
  readonly wantsBytes: boolean
  reopen(cause: LossCause): Promise<void>
}

interface Snapshot {
  experiment: ExperimentInput
  attachments: Attachment[]
  bytes: Bytes | null
  /** What the open run is, seen from the bytes: in them, begun after them, or changed to after them. */
  place: 'within' | 'begun' | 'left'
}

export function createRunRecovery(parts: Parts): RunRecovery {
  const { run, frame, error } = parts
  const restored = shallowRef<RestoredRun | null>(null)
  let kept: Snapshot | null = null

  /** Bytes of before stay until there are newer ones: at no time is there less than was kept once. */
  async function bringBack({ experiment, attachments, bytes, place }: Snapshot): Promise<Reply<OpenedRun>> {
    if (bytes === null) return parts.open(experiment, attachments)
    const session = await parts.openSession(bytes, '')
    return session.ok && place === 'begun' ? parts.open(experiment, attachments) : session
  }

  /** What this window knows of the session, and a run of a moment ago does not. */
  async function tellAgain(before: OpenedRun, listed: readonly ListedRun[]): Promise<void> {
    const now = run.value
    if (now === null) return
    for (const { number, name, note } of listed) {
      const found = parts.runs.value.find((other) => other.number === number)
      if (found !== undefined && (found.name !== name || found.note !== note))
        await parts.editRun(number, { name, note })
    }
    if (!isSame(before.sweeps, now.sweeps)) await parts.setSweeps(before.sweeps)
    if (before.notes !== now.notes) await parts.setNotes(before.notes)
    const bookmarks = before.bookmarks.filter(({ update }) => update <= now.update)
    if (before.number === now.number && !isSame(bookmarks, now.bookmarks)) await parts.setBookmarks(bookmarks)
  }

  return {
    restored,
    begin(experiment, attachments, bytes) {
      kept = { experiment, attachments, bytes, place: 'within' }
    },
    beginRun(experiment, attachments = kept?.attachments ?? []) {
      kept = { experiment, attachments, bytes: kept?.bytes ?? null, place: 'begun' }
    },
    leave(experiment) {
      kept = { experiment, attachments: kept?.attachments ?? [], bytes: kept?.bytes ?? null, place: 'left' }
    },
    follow(experiment) {
      if (kept !== null) kept = { ...kept, experiment }
    },
    take(bytes) {
      if (kept !== null) kept = { ...kept, bytes, place: 'within' }
    },
    get wantsBytes() {
      if (kept === null || (kept.place === 'within' && kept.bytes !== null)) return false
      return kept.bytes !== null || parts.runs.value.length > 1
    },
    async reopen(cause) {
      const [before, listed, last] = [run.value, parts.runs.value, frame.value]
      if (kept === null || before === null) return
      const reply = await bringBack(kept)
      if (!reply.ok) {
        error.value = reply.error
        return
      }
      await tellAgain(before, listed)
      const { update } = reply.value
      const reached = Math.max(last?.newest ?? before.update, update)
      restored.value = { cause, update, reached, running: last?.state === 'running' }
    },
  }
}
