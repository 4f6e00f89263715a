/** The one owner of the worker: every word to it and from it passes here. */
import { shallowReadonly, shallowRef } from 'vue'
import { proxy, transfer } from 'comlink'
import { createLabError, type LabError, type Reply } from '../../../src-worker/protocol/errors'
import type { Attachment } from '../../../src-worker/protocol/tables'
import type {
  Frame,
  FrameInterest,
  OpenedRun,
  OpenPlace,
  TrainerApi,
  WorkProgress,
} from '../../../src-worker/protocol/trainerApi'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { copyInPieces } from './copyInPieces'
import { createFrameGate } from './frameGate'
import { createRunList } from './runCalls'
import { createSeeking } from './seeking'
import type { Trainer } from './trainer'
import { createWorkerLife, type Patience, type WorkerLink } from './workerLife'

export interface TrainerParts {
  createLink(): WorkerLink
  /** Milliseconds. */
  now(): number
  requestFrame(draw: () => void): void
}

export interface TrainerClient extends Trainer {
  /** A new worker, and the open run again from its last snapshot. */
  restartWorker(): Promise<void>
  dispose(): void
}

/** What the run is opened from again: the last session bytes that were seen, else its experiment. */
interface Snapshot {
  experiment: ExperimentInput
  attachments: Attachment[]
  session: Uint8Array<ArrayBuffer> | null
}

const goOn: WorkProgress = () => true
const nothing: FrameInterest = { weights: false, surface: null, responses: null }
const noRun: Reply<never> = { ok: false, error: createLabError('noRun', 'no run is open') }

export function createTrainerClient(parts: TrainerParts): TrainerClient {
  const run = shallowRef<OpenedRun | null>(null)
  const frame = shallowRef<Frame | null>(null)
  const error = shallowRef<LabError | null>(null)
  let snapshot: Snapshot | null = null
  let interest = nothing

  const life = createWorkerLife({
    createLink: parts.createLink,
    now: parts.now,
    onFrame: createFrameGate(
      parts.requestFrame,
      () => run.value?.runId ?? null,
      (shown) => (frame.value = shown),
    ),
    onDeath(message, replaced) {
      error.value = createLabError('workerDied', message)
      if (replaced) void reopen()
    },
  })

  async function adopt(opening: Promise<Reply<OpenedRun>>, from: Omit<Snapshot, 'experiment'>) {
    const reply = await opening
    if (!reply.ok) return reply
    snapshot = { ...from, experiment: reply.value.experiment }
    frame.value = null
    run.value = reply.value
    await Promise.all([sendInterest(), refreshRuns()])
    return reply
  }

  /** Runs beside the open one live in the worker alone: should it die, they come back from these bytes. */
  async function refreshRuns(): Promise<void> {
    await list.refresh()
    if (list.runs.value.length > 1 && snapshot?.session === null) void copySession()
  }

  async function reopen(): Promise<void> {
    if (snapshot === null) return
    const { experiment, attachments, session } = snapshot
    const reply = await (session === null ? open(experiment, attachments) : openSession(session, ''))
    if (!reply.ok) error.value = reply.error
  }

  const open = (experiment: ExperimentInput, attachments: Attachment[], place?: OpenPlace) =>
    adopt(
      life.call((api) => api.open(experiment, attachments, place), 'long'),
      { attachments, session: null },
    )

  const openSession = (bytes: Uint8Array<ArrayBuffer>, fileName: string) =>
    adopt(
      life.call((api) => api.openSession(bytes, fileName), 'long'),
      { attachments: [], session: bytes },
    )

  /** Asks something of the open run. */
  function ask<Value>(
    invoke: (api: TrainerApi, runId: number) => Promise<Reply<Value>>,
    patience?: Patience,
  ): Promise<Reply<Value>> {
    const runId = run.value?.runId
    return runId === undefined ? Promise.resolve(noRun) : life.call((api) => invoke(api, runId), patience)
  }

  /** Like `ask` for calls whose failure nobody awaits: it goes to the strip. A run that was replaced is no failure. */
  async function tell<Value>(
    invoke: (api: TrainerApi, runId: number) => Promise<Reply<Value>>,
    patience?: Patience,
  ): Promise<Value | null> {
    const reply = await ask(invoke, patience)
    if (reply.ok) return reply.value
    if (reply.error.code !== 'staleRun') error.value = reply.error
    return null
  }

  const { sought, seek, settled } = createSeeking({
    frame,
    requestFrame: parts.requestFrame,
    seek: (update) => tell((api, runId) => api.seek(runId, update), 'work'),
  })

  const sendInterest = () => tell((api, runId) => api.setInterest(runId, interest))

  /** The same data under another run: a recovery of the worker starts from the same files, or from the next save. */
  const adoptBranch = (invoke: (api: TrainerApi, runId: number) => Promise<Reply<OpenedRun>>) =>
    adopt(ask(invoke, 'long'), { attachments: snapshot?.attachments ?? [], session: null })

  const list = createRunList({
    run,
    error,
    ask,
    update,
    adopt: (opening) => adopt(opening, { attachments: [], session: null }),
  })

  function update(runId: number, change: Partial<OpenedRun>): void {
    if (run.value?.runId !== runId) return
    run.value = { ...run.value, ...change }
    if (snapshot !== null) snapshot = { ...snapshot, experiment: run.value.experiment }
  }

  /** The bytes of the open run's session are what it comes back from. */
  async function remember<Value>(
    asking: Promise<Reply<Value>>,
    bytesOf: (value: Value) => Snapshot['session'],
  ) {
    const runId = run.value?.runId
    const reply = await asking
    if (reply.ok && run.value?.runId === runId && snapshot !== null)
      snapshot = { ...snapshot, session: bytesOf(reply.value) }
    return reply
  }

  const copySession = () =>
    remember(
      ask((api, runId) => api.copySession(runId), 'long'),
      (bytes) => bytes,
    )

  /** Like `ask` for what is kept of the run itself: once the worker has it, it stands here too. */
  async function keep(
    invoke: (api: TrainerApi, runId: number) => Promise<Reply<null>>,
    change: () => Partial<OpenedRun>,
  ): Promise<void> {
    const runId = run.value?.runId
    const done = await ask(invoke)
    if (done.ok && runId !== undefined) update(runId, change())
    else if (!done.ok) error.value = done.error
  }

  const { refresh: _, ...runCalls } = list
  return {
    ...runCalls,
    run: shallowReadonly(run),
    frame: shallowReadonly(frame),
    error,
    silent: life.silent,
    open,
    openSession,
    async command(command) {
      const runId = run.value?.runId
      const patience = command === 'stepEpoch' ? 'long' : 'short'
      const done = await tell((api, id) => api.command(id, command), patience)
      if (done === null || runId === undefined) return
      const fromStart = command === 'restart' || command === 'newWeights'
      if (fromStart && snapshot !== null) snapshot = { ...snapshot, session: null }
      update(runId, {
        state: done.state,
        experiment: done.experiment,
        number: done.number,
        branchOf: done.branchOf,
        ...(fromStart ? { events: [], bookmarks: [] } : {}),
      })
      if (fromStart) await refreshRuns()
      // A run that stands still is shown so at once; "running" could come after the frame that says it has ended.
      if (done.state !== 'running' && frame.value?.state === 'running')
        frame.value = { ...frame.value, state: done.state }
    },
    async change(patch) {
      const runId = run.value?.runId
      const done = await tell((api, id) => api.change(id, patch))
      if (done !== null && runId !== undefined)
        update(runId, { events: done.events, experiment: done.experiment })
    },
    async setParameter(edit) {
      const runId = run.value?.runId
      const done = await tell((api, id) => api.setParameter(id, edit))
      if (done !== null && runId !== undefined) update(runId, { events: done.events })
    },
    sought,
    seek,
    async branch() {
      await settled()
      return adoptBranch((api, runId) => api.branch(runId))
    },
    leaveBranch: () => adoptBranch((api, runId) => api.leaveBranch(runId)),
    setBookmarks: (bookmarks) =>
      keep(
        (api, runId) => api.setBookmarks(runId, bookmarks),
        () => ({ bookmarks }),
      ),
    async setInterest(part) {
      interest = { ...interest, ...part }
      if (run.value !== null) await sendInterest()
    },
    inspect: (request) => ask((api, runId) => api.inspect(runId, request)),
    mapSaturation: () => ask((api, runId) => api.mapSaturation(runId)),
    checkCell: (fault, cell) => ask((api, runId) => api.checkCell(runId, fault, cell)),
    checkGradient: (fault, progress) =>
      ask((api, runId) => api.checkGradient(runId, fault, proxy(progress)), 'work'),
    sweepEpsilon: (fault, progress) =>
      ask((api, runId) => api.sweepEpsilon(runId, fault, proxy(progress)), 'work'),
    measureCurvature: (progress) => ask((api, runId) => api.measureCurvature(runId, proxy(progress)), 'work'),
    mapCost: (request, progress) => ask((api, runId) => api.mapCost(runId, request, proxy(progress)), 'work'),
    measureNoise: (request, progress) =>
      ask((api, runId) => api.measureNoise(runId, request, proxy(progress)), 'work'),
    certify: () => ask((api, runId) => api.certify(runId), 'long'),
    compareCertificate: (bytes, fileName) =>
      ask((api, runId) => api.compareCertificate(runId, bytes, fileName), 'long'),
    readWeights: (bytes, fileName, orientation, order) =>
      ask((api, runId) => api.readWeights(runId, bytes, fileName, orientation, order), 'long'),
    exportStep: (request) => ask((api, runId) => api.exportStep(runId, request), 'long'),
    readRows: (limit) => ask((api, runId) => api.readRows(runId, limit)),
    readDistributions: (request) => ask((api, runId) => api.readDistributions(runId, request), 'work'),
    predictRows: (request) => ask((api, runId) => api.predictRows(runId, request), 'work'),
    findWrongRows: (limit) => ask((api, runId) => api.findWrongRows(runId, limit), 'work'),
    predictPoint: (inputs) => ask((api, runId) => api.predictPoint(runId, inputs)),
    setNotes: (notes) =>
      keep(
        (api, runId) => api.setNotes(runId, notes),
        () => ({ notes }),
      ),
    rename: (name) =>
      keep(
        (api, runId) => api.rename(runId, name),
        () => (run.value === null ? {} : { experiment: { ...run.value.experiment, name } }),
      ),
    copySession,
    exportRun(format) {
      const exporting = ask((api, runId) => api.exportRun(runId, format), 'long')
      return format === 'session' ? remember(exporting, ({ bytes }) => bytes) : exporting
    },
    async previewTable(bytes, options, progress = goOn) {
      const copy = await copyInPieces(bytes)
      return life.call(
        (api) => api.previewTable(transfer(copy, [copy.buffer]), options, proxy(progress)),
        'work',
      )
    },
    async describeData(data, attachments, progress = goOn) {
      const copies = await Promise.all(
        attachments.map(async ({ path, bytes }) => ({ path, bytes: await copyInPieces(bytes) })),
      )
      const buffers = copies.map(({ bytes }) => bytes.buffer)
      return life.call((api) => api.describeData(data, transfer(copies, buffers), proxy(progress)), 'work')
    },
    async restartWorker() {
      life.replace()
      await reopen()
    },
    dispose: () => life.dispose(),
  }
}
