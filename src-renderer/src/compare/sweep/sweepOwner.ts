/**
 * The sweeps of the window, one owner a trainer: they go on while other stages are looked at, and are kept with the
 * session that they belong to.
 */
import {
  effectScope,
  inject,
  shallowReadonly,
  shallowRef,
  watch,
  type InjectionKey,
  type ShallowRef,
} from 'vue'
import { createLabError, type LabError, type Reply } from '../../../../src-worker/protocol/errors'
import type { SavedSweep } from '../../../../src-worker/protocol/sweeps'
import type { ExportedFile, OpenedRun } from '../../../../src-worker/protocol/trainerApi'
import type { Experiment } from '../../../../src-worker/spec/experiment'
import { limits } from '../../../../src-worker/spec/limits'
import type { Sweep } from '../../../../src-worker/spec/sweep'
import type { SweepData, SweepExportFormat, SweepPlan } from '../../../../src-worker/sweep/sweepApi'
import type { Target } from '../../../../src-worker/sweep/sweepCurve'
import { loadBundledSet } from '../../trainer/bundledSets'
import { isSame } from '../../trainer/isSame'
import { spawnSweepWorker } from '../../trainer/spawnSweepWorker'
import { askSweepWorker, type SweepLink } from '../../trainer/sweepHand'
import type { Trainer } from '../../trainer/trainer'
import { useTrainer } from '../../trainer/useTrainer'
import { sweepLooks } from './sweepLooks'
import { createSweepSaving } from './sweepSaving'
import { createSweepWork, type SweepWork } from './sweepWork'

/** A sweep whose runs are known. */
export interface ShownSweep {
  name: string
  sweep: Sweep
  plan: SweepPlan
  work: SweepWork
}

export interface SweepOwner {
  /** The one that is looked at; null before the first. */
  readonly shown: Readonly<ShallowRef<ShownSweep | null>>
  /** Its place in `saved`; −1 for none. */
  readonly shownAt: Readonly<ShallowRef<number>>
  /** All of the session, oldest first. */
  readonly saved: Readonly<ShallowRef<readonly SavedSweep[]>>
  /** What the last start came to; null where nothing stood in its way. */
  readonly failure: Readonly<ShallowRef<LabError | null>>
  /** While runs are listed and data is read. */
  readonly isPreparing: Readonly<ShallowRef<boolean>>
  /** Makes a new sweep and its runs. */
  start(name: string, sweep: Sweep, jobs: number): Promise<void>
  /** Makes the runs of the shown one that are missing. */
  goOn(jobs: number): Promise<void>
  stop(): void
  /** What is asked for next is another sweep: the failure of the last start says nothing of it. */
  dismiss(): void
  /** @param index in `saved` */
  show(index: number): Promise<void>
  exportAs(format: SweepExportFormat, target: Target | null): Promise<Reply<ExportedFile>>
}

/** How workers of sweeps are made; absent in the window. */
export const sweepLinkKey: InjectionKey<() => SweepLink> = Symbol('sweep link')

const owners = new WeakMap<Trainer, SweepOwner>()

export function useSweep(): SweepOwner {
  const trainer = useTrainer()
  const createLink = inject(sweepLinkKey, spawnSweepWorker)
  const held = owners.get(trainer)
  if (held !== undefined) return held
  const made = effectScope(true).run(() => createSweepOwner(trainer, createLink, () => performance.now()))!
  owners.set(trainer, made)
  return made
}

/** @param now milliseconds */
export function createSweepOwner(
  trainer: Trainer,
  createLink: () => SweepLink,
  now: () => number,
): SweepOwner {
  const shown = shallowRef<ShownSweep | null>(null)
  const saved = shallowRef<readonly SavedSweep[]>([])
  const failure = shallowRef<LabError | null>(null)
  const isPreparing = shallowRef(false)
  const place = shallowRef(-1)
  /** Counts what replaces the shown sweep: what was asked for before is dropped. */
  let turn = 0
  let wasSilent = false
  const saving = createSweepSaving(() => {
    saved.value = collect()
    void trainer.setSweeps([...saved.value])
  }, now)

  function collect(): SavedSweep[] {
    const present = shown.value
    if (present === null) return [...saved.value]
    const { results } = present.work.progress.value
    const known = present.plan.runs.flatMap(({ key }) => results.get(key) ?? [])
    return saved.value.map((one, at) => (at === place.value ? { ...one, results: known } : one))
  }

  async function prepare<Value>(work: () => Promise<Reply<Value>>): Promise<Value | null> {
    const own = ++turn
    failure.value = null
    isPreparing.value = true
    const reply = await work()
    if (own !== turn) return null
    isPreparing.value = false
    if (reply.ok) return reply.value
    failure.value = reply.error
    return null
  }

  const ask = (sweep: Sweep) => prepare(() => askSweepWorker(createLink, now, (api) => api.plan(sweep)))

  function adopt({ name, sweep, results }: SavedSweep, at: number, plan: SweepPlan): ShownSweep {
    place.value = at
    Object.assign(sweepLooks, { cell: null, third: 0 })
    const { runs } = plan
    const work = createSweepWork({ createLink, now, sweep, runs, results, onResult: saving.soon })
    return (shown.value = { name, sweep, plan, work })
  }

  async function makeMissing({ sweep, plan, work }: ShownSweep, jobs: number): Promise<void> {
    const data = await prepare(() => loadData(trainer, sweep, plan))
    if (data === null) return
    await work.run(data, jobs)
    if (shown.value?.work === work) saving.now()
  }

  async function show(index: number): Promise<void> {
    const one = collect()[index]
    if (one === undefined) return
    shown.value?.work.stop()
    saved.value = collect()
    const plan = await ask(one.sweep)
    if (plan !== null) adopt(one, index, plan)
  }

  /** Another document has sweeps of its own; the same one, opened again, has an older state of these. */
  function meet(run: OpenedRun | null, before: OpenedRun | null): void {
    if (run === null || run.runId === before?.runId) return
    if (isOwn(run, before)) {
      if (saved.value.length > 0) saving.now()
    } else {
      shown.value?.work.stop()
      saving.cancel()
      turn++
      isPreparing.value = false
      failure.value = null
      shown.value = null
      place.value = -1
      saved.value = run.sweeps
      void show(run.sweeps.length - 1)
    }
    wasSilent = false
  }

  function isOwn(run: OpenedRun, before: OpenedRun | null): boolean {
    const [theirs, last] = [run.sweeps.at(-1), saved.value.at(-1)]
    if (theirs !== undefined)
      return last !== undefined && theirs.name === last.name && isSame(theirs.sweep, last.sweep)
    if (last === undefined) return true
    // A worker that was replaced opens the run again without what it had been told.
    const isRestarted = wasSilent && isSame(run.experiment, before?.experiment)
    return isRestarted || trainer.error.value?.code === 'workerDied'
  }

  watch(trainer.silent, (silent) => (wasSilent ||= silent))
  watch(trainer.run, meet, { flush: 'sync' })
  meet(trainer.run.value, null)

  return {
    shown: shallowReadonly(shown),
    shownAt: shallowReadonly(place),
    saved: shallowReadonly(saved),
    failure: shallowReadonly(failure),
    isPreparing: shallowReadonly(isPreparing),
    async start(name, sweep, jobs) {
      if (isPreparing.value || shown.value?.work.progress.value.isRunning) return
      const plan = await ask(sweep)
      if (plan === null) return
      const made: SavedSweep = { name, sweep, results: [] }
      saved.value = [...collect(), made].slice(-limits.sweeps)
      const present = adopt(made, saved.value.length - 1, plan)
      saving.now()
      await makeMissing(present, jobs)
    },
    async goOn(jobs) {
      const present = shown.value
      if (present === null || isPreparing.value || present.work.progress.value.isRunning) return
      await makeMissing(present, jobs)
    },
    stop() {
      turn++
      isPreparing.value = false
      shown.value?.work.stop()
    },
    dismiss: () => void (failure.value = null),
    show,
    exportAs(format, target) {
      const present = collect()[place.value]
      return present === undefined
        ? Promise.resolve({ ok: false, error: createLabError('noRun', 'No sweep is shown.') })
        : askSweepWorker(createLink, now, (api) => api.exportSweep(present, format, target))
    },
  }
}

/** The files that runs name: bundled sets, or the rows that a run of the session holds. */
async function loadData(trainer: Trainer, sweep: Sweep, plan: SweepPlan): Promise<Reply<SweepData>> {
  try {
    const attachments = await Promise.all(
      plan.bundled.map(async (name) => ({ path: `bundled:${name}`, bytes: await loadBundledSet(name) })),
    )
    if (!plan.namesFiles) return { ok: true, value: { attachments, session: null } }
    const { source } = (sweep.base as Experiment).data
    const holder = trainer.runs.value.find(({ experiment }) => isSame(experiment.data.source, source))
    if (holder === undefined) {
      const file = source.kind === 'file' ? source.path : source.kind === 'idx' ? source.images : ''
      return { ok: false, error: createLabError('missingFile', `no run here has the rows of ${file}`, file) }
    }
    const session = await trainer.exportListedRun(holder.number)
    return session.ok ? { ok: true, value: { attachments, session: session.value.bytes } } : session
  } catch (caught) {
    const message = caught instanceof Error ? caught.message : String(caught)
    return { ok: false, error: createLabError('missingFile', message) }
  }
}
