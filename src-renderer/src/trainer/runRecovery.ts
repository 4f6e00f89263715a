/** What the session comes back from when its worker is lost: the newest bytes of it that were seen, and what is newer. */
import { shallowRef, type InjectionKey, type ShallowRef } from 'vue'
import { createLabError, type LabError, type Reply } from '../../../src-worker/protocol/errors'
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
  /** While a run that is opened is the one that was lost, at its last kept moment: what was edited over it stays. */
  readonly isReturning: boolean
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
  /** A document is about to be opened: with no other there, it is what is opened should the worker die over it. */
  want(experiment: ExperimentInput, attachments: Attachment[]): void
  /** Another run of the session is open, at update 0: from now on it can be made again. */
  beginRun(experiment: ExperimentInput, attachments?: Attachment[]): void
  /** Another run of the session is open somewhere on its way. */
  leave(experiment: ExperimentInput): void
  /** The open run is another one by a setting. */
  follow(experiment: ExperimentInput): void
  take(bytes: Bytes): void
  /** Whether newer bytes are worth their time: some are there, or runs that no experiment brings back. */
  readonly wantsBytes: boolean
  /** What was open has not come back yet, or could not. */
  readonly isLost: boolean
  readonly isReturning: boolean
  reopen(cause: LossCause): Promise<void>
}

interface Snapshot {
  experiment: ExperimentInput
  attachments: Attachment[]
  bytes: Bytes | null
  /** What the open run is, seen from the bytes: in them, begun after them, or changed to after them. */
  place: 'within' | 'begun' | 'left'
}

/** All that is to come back; a death on the way starts from it again. */
interface Loss {
  snapshot: Snapshot
  before: OpenedRun
  listed: readonly ListedRun[]
  last: Frame | null
}

export function createRunRecovery(parts: Parts): RunRecovery {
  const { run, frame, error } = parts
  const restored = shallowRef<RestoredRun | null>(null)
  let kept: Snapshot | null = null
  let wanted: Pick<Snapshot, 'experiment' | 'attachments'> | null = null
  let loss: Loss | null = null
  /** Ways back under way. */
  let returning = 0
  let attempts = 0

  /** Whatever was lost, the person went on to something else. */
  function keep(snapshot: Snapshot): void {
    kept = snapshot
    wanted = null
    if (returning === 0) loss = null
  }

  /** Bytes of before stay until there are newer ones: at no time is there less than was kept once. */
  async function bringBack({ experiment, attachments, bytes, place }: Snapshot): Promise<Reply<OpenedRun>> {
    if (bytes === null) return parts.open(experiment, attachments)
    const session = await parts.openSession(bytes, '')
    return session.ok && place === 'begun' ? parts.open(experiment, attachments) : session
  }

  async function reopenSnapshot(snapshot: Snapshot): Promise<Reply<OpenedRun>> {
    returning++
    try {
      return await bringBack(snapshot)
    } finally {
      returning--
    }
  }

  /** One that died again on the way is told by its death. */
  function tellFailure({ code, message }: LabError): void {
    if (code === 'workerDied') return
    error.value = createLabError(code === 'workerSilent' ? code : 'workerDied', `${code}: ${message}`)
  }

  /** What this window knows of the session, and a run of a moment ago does not: how to tell it. */
  function listNews({ before, listed }: Loss, now: OpenedRun): (() => Promise<void>)[] {
    const renamed = listed.filter(({ number, name, note }) => {
      const found = parts.runs.value.find((other) => other.number === number)
      return found !== undefined && (found.name !== name || found.note !== note)
    })
    const bookmarks = before.bookmarks.filter(({ update }) => update <= now.update)
    const isMarked = before.number === now.number && !isSame(bookmarks, now.bookmarks)
    return [
      ...renamed.map(
        ({ number, name, note }) =>
          () =>
            parts.editRun(number, { name, note }),
      ),
      ...(isSame(before.sweeps, now.sweeps) ? [] : [() => parts.setSweeps(before.sweeps)]),
      ...(before.notes === now.notes ? [] : [() => parts.setNotes(before.notes)]),
      ...(isMarked ? [() => parts.setBookmarks(bookmarks)] : []),
    ]
  }

  return {
    restored,
    begin(experiment, attachments, bytes) {
      keep({ experiment, attachments, bytes, place: 'within' })
    },
    want(experiment, attachments) {
      wanted = { experiment, attachments }
    },
    beginRun(experiment, attachments = kept?.attachments ?? []) {
      keep({ experiment, attachments, bytes: kept?.bytes ?? null, place: 'begun' })
    },
    leave(experiment) {
      const { attachments, bytes } = kept ?? { attachments: [], bytes: null }
      keep({ experiment, attachments, bytes, place: 'left' })
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
    get isLost() {
      return loss !== null
    },
    get isReturning() {
      return returning > 0
    },
    async reopen(cause) {
      const attempt = ++attempts
      if (loss === null && kept !== null && run.value !== null)
        loss = { snapshot: kept, before: run.value, listed: parts.runs.value, last: frame.value }
      if (loss === null) {
        const first =
          wanted === null ? null : await parts.open(wanted.experiment, wanted.attachments, 'document')
        if (first?.ok === false && attempt === attempts) tellFailure(first.error)
        return
      }
      const lost = loss
      const reply = await reopenSnapshot(lost.snapshot)
      // It died again meanwhile, or the person went on to something else.
      const isOver = (): boolean => attempt !== attempts || loss !== lost
      if (isOver()) return
      if (!reply.ok) return tellFailure(reply.error)
      const isOpen = (): boolean => run.value?.runId === reply.value.runId
      for (const tell of listNews(lost, reply.value)) {
        if (isOpen()) await tell()
        if (isOver()) return
      }
      loss = null
      if (!isOpen()) return
      const { last, before } = lost
      const { update } = reply.value
      const reached = Math.max(last?.newest ?? before.update, update)
      restored.value = { cause, update, reached, running: last?.state === 'running' }
    },
  }
}
