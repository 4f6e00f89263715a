/**
 * Runs that one worker makes one after the other. News and the reply come by ways of their own: late, out of order or
 * twice. Each names its run, so that every run is told of once, with its own result.
 */
import { createLabError, type LabError } from '../../../src-worker/protocol/errors'
import type { SweepResult } from '../../../src-worker/protocol/sweeps'
import type { EndedRun, PlannedRun, SweepNews } from '../../../src-worker/sweep/sweepApi'

export interface SweepBatchListener {
  started(run: PlannedRun): void
  /** 0 to 1; null where it cannot be told. */
  share(run: PlannedRun, share: number | null): void
  /** @param seconds that it took, its preparation included */
  ended(run: PlannedRun, result: SweepResult, seconds: number): void
  /** It will not be tried again. */
  failed(run: PlannedRun, error: LabError, seconds: number): void
}

export interface SweepBatch {
  /** @returns whether it was still listened to */
  hear(news: SweepNews): boolean
  settle(ended: readonly EndedRun[]): void
  /** Nothing is heard from now on. @returns the runs that have not ended, the one the worker was at first */
  close(): PlannedRun[]
}

/** @param now milliseconds */
export function createSweepBatch(
  runs: readonly PlannedRun[],
  listener: SweepBatchListener,
  now: () => number,
): SweepBatch {
  const left = new Map(runs.map((run, at) => [at, run]))
  let since = now()
  let begun = -1
  let isClosed = false
  begin(0)

  function begin(at: number): void {
    const run = left.get(at)
    if (run === undefined || at <= begun) return
    begun = at
    listener.started(run)
  }

  function end({ at, key, reply }: EndedRun, seconds: number): void {
    const run = left.get(at)!
    left.delete(at)
    const isOwn = key === run.key && (!reply.ok || reply.value.experiment === run.key)
    if (!isOwn) listener.failed(run, createLabError('internal', 'the result of another run came'), seconds)
    else if (reply.ok) listener.ended(run, reply.value, seconds)
    else listener.failed(run, reply.error, seconds)
  }

  function settle(ended: readonly EndedRun[]): void {
    const fresh = ended.filter(({ at }) => left.has(at))
    if (fresh.length === 0) return
    const before = since
    since = now()
    const seconds = (since - before) / 1000 / fresh.length
    for (const one of fresh) end(one, seconds)
  }

  return {
    hear({ ended, going: { at, key, share } }) {
      if (isClosed) return false
      settle(ended)
      begin(at)
      const run = left.get(at)
      if (run?.key === key) listener.share(run, share)
      return true
    },
    settle,
    close() {
      isClosed = true
      const present = left.get(begun)
      const others = [...left.values()].filter((run) => run !== present)
      return present === undefined ? others : [present, ...others]
    },
  }
}
