/** A sweep in the making: its workers, what they have told so far, and how long it still takes. */
import { shallowReadonly, shallowRef, type ShallowRef } from 'vue'
import type { LabError } from '../../../../src-worker/protocol/errors'
import type { SweepResult } from '../../../../src-worker/protocol/sweeps'
import type { Sweep } from '../../../../src-worker/spec/sweep'
import { groupRuns, type CellRuns } from '../../../../src-worker/sweep/scores'
import { estimateSecondsLeft } from '../../../../src-worker/sweep/secondsLeft'
import type { PlannedRun, SweepData } from '../../../../src-worker/sweep/sweepApi'
import type { SweepLink } from '../../trainer/sweepHand'
import { orderRuns, startSweepPool, type SweepPool } from '../../trainer/sweepPool'
import { createThrottle } from '../../ui/throttle'

/** Results, failures and runs under way by the digest of the experiment; their maps grow in place. */
export interface SweepProgress {
  results: ReadonlyMap<string, SweepResult>
  failures: ReadonlyMap<string, LabError>
  /** Runs under way, each with its combination and its share; null where that cannot be told. */
  going: ReadonlyMap<string, { cell: number; share: number | null }>
  /** The list, and each combination of it, is another object only when a run of it has ended or failed. */
  cells: readonly CellRuns[]
  /** Runs that have a result. */
  ended: number
  isRunning: boolean
  /** Null before anything is known, and while nothing runs. */
  secondsLeft: number | null
}

export interface SweepWork {
  readonly progress: Readonly<ShallowRef<SweepProgress>>
  /** Makes the runs that have no result. Settles when all have ended or failed, or it was stopped. */
  run(data: SweepData, jobs: number): Promise<void>
  stop(): void
  /** Drops the results that are not kept, so that their runs are missing. @returns how many */
  drop(isKept: (result: SweepResult) => boolean): number
}

export interface SweepWorkParts {
  createLink(): SweepLink
  /** Milliseconds. */
  now(): number
  sweep: Sweep
  runs: readonly PlannedRun[]
  /** Those that are there. */
  results: readonly SweepResult[]
  /** Another result is there. */
  onResult(): void
}

/** Between two pictures of a sweep; one of ten thousand runs takes longer to count. */
const leastPublishMs = 250
const publishMsPerRun = 0.05
/** Combinations that are renewed in one go while runs are under way, and the pause before the next. */
const mostAtOnce = 48
const pauseMs = 40

interface Going {
  cell: number
  since: number
  share: number | null
}

export function createSweepWork({
  createLink,
  now,
  sweep,
  runs,
  results,
  onResult,
}: SweepWorkParts): SweepWork {
  const known = new Map(results.map((result) => [result.experiment, result]))
  const groups = groupRuns(runs)
  let cells: readonly CellRuns[] = []
  /** Combinations that are no longer as in `cells`. */
  const changed = new Set(groups.keys())
  const going = new Map<string, Going>()
  const failures = new Map<string, LabError>()
  const ended: { cell: number; seconds: number }[] = []
  let waiting = new Set<PlannedRun>()
  let jobs = 1
  let pool: SweepPool | null = null
  let rest: ReturnType<typeof setTimeout> | undefined
  const progress = shallowRef(read())
  const throttle = createThrottle(Math.max(leastPublishMs, publishMsPerRun * runs.length), publish)

  function read(): SweepProgress {
    const isRunning = pool !== null
    cells = renew()
    return {
      ...{ results: known, failures, cells, isRunning },
      going: new Map([...going].map(([key, { cell, share }]) => [key, { cell, share }])),
      ended: cells.reduce((sum, one) => sum + countEnded(one), 0),
      secondsLeft: isRunning ? estimate() : null,
    }
  }

  function renew(): readonly CellRuns[] {
    if (changed.size === 0) return cells
    const isPart = pool !== null && changed.size > mostAtOnce
    const due = new Set(isPart ? [...changed].slice(0, mostAtOnce) : changed)
    for (const cell of due) changed.delete(cell)
    clearTimeout(rest)
    if (isPart) rest = setTimeout(publish, pauseMs)
    return groups.map((group, at) => (due.has(at) ? collect(group) : cells[at]!))
  }

  function collect(group: readonly PlannedRun[]): CellRuns {
    const [{ cell, settings }] = group as [PlannedRun]
    const found = group.map(({ key }) => known.get(key) ?? null)
    return {
      ...{ cell, settings, runs: group, results: found },
      failed: group.filter(({ key }) => failures.has(key)).length,
    }
  }

  function publish(): void {
    progress.value = read()
  }

  function estimate(): number | null {
    const cells = [...waiting].map(({ cell }) => cell)
    const present = [...going.values()].map(({ cell, since, share }) => ({
      cell,
      share,
      elapsed: (now() - since) / 1000,
    }))
    return estimateSecondsLeft({ waiting: cells, going: present, ended, jobs })
  }

  function finish(run: PlannedRun, seconds: number): void {
    waiting.delete(run)
    going.delete(run.key)
    changed.add(run.cell)
    ended.push({ cell: run.cell, seconds })
    throttle.call()
  }

  return {
    progress: shallowReadonly(progress),
    async run(data, wanted) {
      if (pool !== null) return
      for (const [cell, { failed }] of cells.entries()) if (failed > 0) changed.add(cell)
      failures.clear()
      const missing = orderRuns(runs.filter(({ key }) => !known.has(key)))
      waiting = new Set(missing)
      jobs = Math.max(1, Math.min(wanted, missing.length))
      pool = startSweepPool({
        ...{ createLink, now, sweep, data, jobs },
        runs: missing,
        listener: {
          started(run) {
            waiting.delete(run)
            going.set(run.key, { cell: run.cell, since: now(), share: null })
            throttle.call()
          },
          share(run, share) {
            const present = going.get(run.key)
            if (present !== undefined) present.share = share
            throttle.call()
          },
          ended(run, result, seconds) {
            known.set(result.experiment, result)
            finish(run, seconds)
            onResult()
          },
          failed(run, error, seconds) {
            failures.set(run.key, error)
            finish(run, seconds)
          },
        },
      })
      const own = pool
      publish()
      await own.done
      pool = null
      going.clear()
      throttle.cancel()
      publish()
    },
    stop: () => pool?.stop(),
    drop(isKept) {
      const dropped = runs.filter(({ key }) => known.has(key) && !isKept(known.get(key)!))
      for (const { key, cell } of dropped) {
        known.delete(key)
        changed.add(cell)
      }
      if (dropped.length > 0) publish()
      return dropped.length
    },
  }
}

const countEnded = ({ results }: CellRuns): number => results.filter((result) => result !== null).length
