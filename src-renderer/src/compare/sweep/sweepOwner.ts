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
import type { ExportedFile } from '../../../../src-worker/protocol/exports'
import type { OpenedRun } from '../../../../src-worker/protocol/trainerApi'
import type { DataSource, Experiment } from '../../../../src-worker/spec/experiment'
import { limits } from '../../../../src-worker/spec/limits'
import type { Sweep } from '../../../../src-worker/spec/sweep'
import type { SweepExportFormat, SweepPlan } from '../../../../src-worker/sweep/sweepApi'
import type { Target } from '../../../../src-worker/sweep/sweepCurve'
import { isSame } from '../../trainer/isSame'
import { spawnSweepWorker } from '../../trainer/spawnSweepWorker'
import { askSweepWorker, type SweepLink } from '../../trainer/sweepHand'
import type { Trainer } from '../../trainer/trainer'
import { useTrainer } from '../../trainer/useTrainer'
import { findRows, isFile } from './findRows'
import { loadSweepData } from './loadSweepData'
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
  /** Whether results were dropped because the rows are no longer those that they are of. */
  readonly hasOtherRows: Readonly<ShallowRef<boolean>>
  /** Makes a new sweep and its runs. @param from the run whose rows it takes; null for the open one */
  start(name: string, sweep: Sweep, jobs: number, from: number | null): Promise<void>
  /** Makes the runs of the shown one that are missing. */
  goOn(jobs: number): Promise<void>
  stop(): void
  /** What is asked for next is another sweep: the failure of the last start says nothing of it. */
  dismiss(): void
  /** @param index in `saved` */
  show(index: number): Promise<void>
  /**
   * The run of the session that has the rows of a result.
   * @param data digest that the result says; null where it does not, or there is no result: the rows the sweep began with
   * @returns its number; null for data that is not of a file
   */
  findHolder(sweep: Sweep, source: DataSource, data: string | null): Promise<Reply<number | null>>
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
  const hasOtherRows = shallowRef(false)
  const place = shallowRef(-1)
  /** The runs that sweeps of this sitting took their rows from. */
  const starts = new WeakMap<Sweep, number>()
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
    hasOtherRows.value = false
    const { runs } = plan
    const work = createSweepWork({ createLink, now, sweep, runs, results, onResult: saving.soon })
    return (shown.value = { name, sweep, plan, work })
  }

  async function makeMissing({ sweep, plan, work }: ShownSweep, jobs: number): Promise<void> {
    const { source } = (sweep.base as Experiment).data
    const known = findDigest(work)
    const loaded = await prepare(() => loadSweepData(plan, () => findRows(partsOf(sweep, source), known)))
    if (loaded === null) return
    const { data, rows } = loaded
    if (plan.namesFiles) hasOtherRows.value = work.drop((result) => result.data === rows) > 0
    await work.run(data, jobs)
    if (shown.value?.work === work) saving.now()
  }

  const partsOf = (sweep: Sweep, source: DataSource) => ({
    ...{ trainer, createLink, now, source },
    from: starts.get(sweep) ?? null,
  })

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
    hasOtherRows: shallowReadonly(hasOtherRows),
    async start(name, sweep, jobs, from) {
      if (isPreparing.value || shown.value?.work.progress.value.isRunning) return
      const plan = await ask(sweep)
      if (plan === null) return
      if (from !== null) starts.set(sweep, from)
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
    async findHolder(sweep, source, data) {
      if (!isFile(source)) return { ok: true, value: null }
      const found = await findRows(partsOf(sweep, source), data)
      if (!found.ok) return found
      const { number, digest } = found.value
      if (data === null || digest === data) return { ok: true, value: number }
      const file = source.kind === 'file' ? source.path : ''
      return {
        ok: false,
        error: createLabError('missingFile', 'its rows are no longer in this session', file),
      }
    },
    exportAs(format, target) {
      const present = collect()[place.value]
      return present === undefined
        ? Promise.resolve({ ok: false, error: createLabError('noRun', 'No sweep is shown.') })
        : askSweepWorker(createLink, now, (api) => api.exportSweep(present, format, target))
    },
  }
}

/** Of the rows that results are of; null for none. */
function findDigest({ progress }: SweepWork): string | null {
  for (const { data } of progress.value.results.values()) if (data !== null) return data
  return null
}
