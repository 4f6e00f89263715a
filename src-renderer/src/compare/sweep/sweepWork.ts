/** A sweep in the making: its workers, what they have told so far, and how long it still takes. */
import { shallowReadonly, shallowRef, type ShallowRef } from 'vue'
import type { LabError } from '../../../../src-worker/protocol/errors'
import type { SweepResult } from '../../../../src-worker/protocol/sweeps'
import type { Sweep } from '../../../../src-worker/spec/sweep'
import { estimateSecondsLeft } from '../../../../src-worker/sweep/secondsLeft'
import type { PlannedRun, SweepData } from '../../../../src-worker/sweep/sweepApi'
import type { SweepLink } from '../../trainer/sweepHand'
import { orderRuns, startSweepPool, type SweepPool } from '../../trainer/sweepPool'
import { createThrottle } from '../../ui/throttle'

/** Everything by the digest of the run's experiment. The maps grow in place; a new object says that they did. */
export interface SweepProgress {
  results: ReadonlyMap<string, SweepResult>
  /** Runs under way, each with its share; null where it cannot be told. */
  going: ReadonlyMap<string, number | null>
  failures: ReadonlyMap<string, LabError>
  isRunning: boolean
  /** Null before anything is known, and while nothing runs. */
  secondsLeft: number | null
}

export interface SweepWork {
  readonly progress: Readonly<ShallowRef<SweepProgress>>
  /** Makes the runs that have no result. Settles when all have ended or failed, or it was stopped. */
  run(data: SweepData, jobs: number): Promise<void>
  stop(): void
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

/** Between two pictures of a sweep; one of thousands of runs takes long to draw. */
const leastPublishMs = 200
const publishMsPerRun = 0.4

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
  const going = new Map<string, Going>()
  const failures = new Map<string, LabError>()
  const ended: { cell: number; seconds: number }[] = []
  let waiting = new Set<PlannedRun>()
  let jobs = 1
  let pool: SweepPool | null = null
  const progress = shallowRef(read())
  const throttle = createThrottle(Math.max(leastPublishMs, publishMsPerRun * runs.length), publish)

  function read(): SweepProgress {
    const isRunning = pool !== null
    return {
      results: known,
      going: new Map([...going].map(([key, { share }]) => [key, share])),
      failures,
      isRunning,
      secondsLeft: isRunning ? estimate() : null,
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
    going.delete(run.key)
    ended.push({ cell: run.cell, seconds })
    throttle.call()
  }

  return {
    progress: shallowReadonly(progress),
    async run(data, wanted) {
      if (pool !== null) return
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
            known.set(run.key, result)
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
  }
}
