/** The one owner of the worker: every word to it and from it passes here. */
import { shallowReadonly, shallowRef } from 'vue'
import { proxy, transfer } from 'comlink'
import { createLabError, type LabError, type Reply } from '../../../src-worker/protocol/errors'
import { isOutOfMemory } from '../../../src-worker/protocol/outOfMemory'
import type { Attachment } from '../../../src-worker/protocol/tables'
import type {
  Bookmark,
  Frame,
  FrameInterest,
  OpenedRun,
  OpenPlace,
  TrainerApi,
  WorkProgress,
} from '../../../src-worker/protocol/trainerApi'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { copyAll, copyInPieces } from './copyInPieces'
import { createFrameGate } from './frameGate'
import { createRunList } from './runCalls'
import { createRunRecovery, type WorkerKeeper } from './runRecovery'
import { createSeeking } from './seeking'
import { createStanding } from './standing'
import type { Trainer } from './trainer'
import { createWorkerLife, type Patience, type WorkerLink } from './workerLife'

export interface TrainerParts {
  createLink(): WorkerLink
  /** Milliseconds. */
  now(): number
  requestFrame(draw: () => void): void
}

export interface TrainerClient extends Trainer, WorkerKeeper {
  dispose(): void
}

const goOn: WorkProgress = () => true
const nothing: FrameInterest = { weights: false, surface: null, responses: null }
const noRun: Reply<never> = { ok: false, error: createLabError('noRun', 'no run is open') }

export function createTrainerClient(parts: TrainerParts): TrainerClient {
  const run = shallowRef<OpenedRun | null>(null)
  const frame = shallowRef<Frame | null>(null)
  const error = shallowRef<LabError | null>(null)
  let interest = nothing
  const standing = createStanding(frame)

  const life = createWorkerLife({
    createLink: parts.createLink,
    now: parts.now,
    onFrame: createFrameGate(parts.requestFrame, () => run.value?.runId ?? null, standing.show),
    onDeath(message, replaced) {
      error.value = createLabError(replaced ? 'workerDied' : 'workerDiedOften', message)
      if (replaced) void recovery.reopen(isOutOfMemory(message) ? 'memory' : 'died')
    },
  })

  /** @param keep what the run comes back from, should the worker be lost */
  async function adopt(opening: Promise<Reply<OpenedRun>>, keep: (opened: OpenedRun) => void) {
    const reply = await opening
    if (!reply.ok) return reply
    keep(reply.value)
    frame.value = null
    recovery.restored.value = null
    run.value = reply.value
    await Promise.all([sendInterest(), refreshRuns()])
    return reply
  }

  /** Runs beside the open one live in the worker alone: should it be lost, they come back from these bytes. */
  async function refreshRuns(): Promise<void> {
    await list.refresh()
    if (recovery.wantsBytes) void copySession()
  }

  function open(experiment: ExperimentInput, attachments: Attachment[], place?: OpenPlace) {
    recovery.want(experiment, attachments)
    return adopt(
      life.call((api) => api.open(experiment, attachments, place), 'long'),
      (opened) => {
        if (place === 'document') recovery.begin(opened.experiment, attachments, null)
        else recovery.beginRun(opened.experiment, attachments)
      },
    )
  }

  const openSession = (bytes: Uint8Array<ArrayBuffer>, fileName: string) =>
    adopt(
      life.call((api) => api.openSession(bytes, fileName), 'long'),
      ({ experiment }) => recovery.begin(experiment, [], bytes),
    )

  /** Asks something of the open run. */
  function ask<Value>(
    invoke: (api: TrainerApi, runId: number) => Promise<Reply<Value>>,
    patience?: Patience,
  ): Promise<Reply<Value>> {
    const runId = run.value?.runId
    return runId === undefined ? Promise.resolve(noRun) : life.call((api) => invoke(api, runId), patience)
  }

  /** A run that was replaced is no failure, but one that could not come back; a worker that died is told by its death. */
  const report = (failure: LabError): void => {
    const isGone = failure.code === 'staleRun' || failure.code === 'noRun'
    if (isGone && recovery.isLost) error.value = createLabError('workerDied', failure.message)
    else if (failure.code !== 'staleRun' && failure.code !== 'workerDied') error.value = failure
  }

  /** Like `ask` for calls whose failure nobody awaits: it goes to the strip. */
  async function tell<Value>(
    invoke: (api: TrainerApi, runId: number) => Promise<Reply<Value>>,
    patience?: Patience,
  ): Promise<Value | null> {
    const reply = await ask(invoke, patience)
    if (reply.ok) return reply.value
    report(reply.error)
    return null
  }

  const { sought, seek, settled, waitForFrame } = createSeeking({
    frame,
    requestFrame: parts.requestFrame,
    seek: (update) => tell((api, runId) => api.seek(runId, update), 'work'),
  })

  const sendInterest = () => tell((api, runId) => api.setInterest(runId, interest))

  const adoptOther = (opening: Promise<Reply<OpenedRun>>) =>
    adopt(opening, ({ experiment }) => recovery.leave(experiment))

  const list = createRunList({ run, report, ask, update, adopt: adoptOther })

  function update(runId: number, change: Partial<OpenedRun>): void {
    if (run.value?.runId !== runId) return
    run.value = { ...run.value, ...change }
    recovery.follow(run.value.experiment)
  }

  /** The bytes of the open run's session are what it comes back from. */
  async function remember<Value>(
    asking: Promise<Reply<Value>>,
    bytesOf: (value: Value) => Uint8Array<ArrayBuffer>,
  ) {
    const runId = run.value?.runId
    const reply = await asking
    if (reply.ok && run.value?.runId === runId) recovery.take(bytesOf(reply.value))
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
    else if (!done.ok) report(done.error)
  }

  const setBookmarks = (bookmarks: Bookmark[]) =>
    keep(
      (api, runId) => api.setBookmarks(runId, bookmarks),
      () => ({ bookmarks }),
    )
  const setNotes = (notes: string) =>
    keep(
      (api, runId) => api.setNotes(runId, notes),
      () => ({ notes }),
    )

  const { refresh: _, ...runCalls } = list
  const recovery = createRunRecovery({
    ...runCalls,
    run,
    frame,
    error,
    open,
    openSession,
    setBookmarks,
    setNotes,
  })
  return {
    ...runCalls,
    restored: recovery.restored,
    get isReturning() {
      return recovery.isReturning
    },
    run: shallowReadonly(run),
    frame: shallowReadonly(frame),
    error,
    silent: life.silent,
    open,
    openSession,
    async command(command) {
      const runId = run.value?.runId
      const patience = command === 'stepEpoch' ? 'long' : 'short'
      standing.begin()
      const done = await tell((api, id) => api.command(id, command), patience)
      if (done === null || runId === undefined) return
      recovery.restored.value = null
      const fromStart = command === 'restart' || command === 'newWeights'
      if (fromStart) recovery.beginRun(done.experiment)
      update(runId, {
        state: done.state,
        experiment: done.experiment,
        number: done.number,
        branchOf: done.branchOf,
        ...(fromStart ? { events: [], bookmarks: [] } : {}),
      })
      if (fromStart) await refreshRuns()
      standing.end(runId, done.state)
      if (command === 'stepUpdate' || command === 'stepEpoch') await waitForFrame(done.update)
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
      return adoptOther(ask((api, runId) => api.branch(runId), 'long'))
    },
    leaveBranch: () => adoptOther(ask((api, runId) => api.leaveBranch(runId), 'long')),
    setBookmarks,
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
    setNotes,
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
    previewTable: (bytes, options, progress = goOn) =>
      life.call(async (api) => {
        const copy = await copyInPieces(bytes)
        return api.previewTable(transfer(copy, [copy.buffer]), options, proxy(progress))
      }, 'work'),
    describeData: (data, attachments, progress = goOn) =>
      life.call(async (api) => {
        const copies = await copyAll(attachments)
        const buffers = copies.map(({ bytes }) => bytes.buffer)
        return api.describeData(data, transfer(copies, buffers), proxy(progress))
      }, 'work'),
    async restartWorker() {
      life.replace()
      await recovery.reopen('asked')
    },
    dispose: () => life.dispose(),
  }
}
