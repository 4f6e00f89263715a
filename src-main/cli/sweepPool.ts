import type { RunSummary } from '../../src-worker/protocol/sweeps'
import type { ShareListener } from '../../src-worker/sweep/sweepApi'
import type { SweepRun } from '../../src-worker/spec/listRuns'
import { CliFailure, exitCodes, failFromLab } from './failure'
import type { SweepThread } from './sweepThreads'

/** A run whose thread was lost so often is not tried again. */
const mostAttempts = 3

export interface PoolListener {
  started(run: SweepRun): void
  /** Of a run that has been found to be usable. */
  share(run: SweepRun, share: Parameters<ShareListener>[0]): void
  /** Awaited before the thread's next run. */
  ended(run: SweepRun, summary: RunSummary): Promise<void>
  /** Its thread was lost; it is tried again. */
  lost(run: SweepRun, reason: string): void
}

/**
 * Makes runs side by side, in their order, one thread each.
 * @param stopped settles when no more is wanted: threads end at once, with the runs they are at
 * @throws CliFailure of the first run that cannot be made
 */
export async function makeRuns(
  runs: readonly SweepRun[],
  jobs: number,
  createThread: () => SweepThread,
  listener: PoolListener,
  stopped: Promise<void>,
): Promise<void> {
  const waiting = [...runs]
  const threads = new Set<SweepThread>()
  let isStopped = false
  const stop = async (): Promise<void> => {
    isStopped = true
    await Promise.all([...threads].map((thread) => thread.close()))
  }
  void stopped.then(stop)

  const work = async (): Promise<void> => {
    let thread: SweepThread | null = null
    const open = (): SweepThread => {
      thread ??= createThread()
      threads.add(thread)
      return thread
    }
    const close = async (): Promise<void> => {
      if (thread === null) return
      threads.delete(thread)
      await thread.close()
      thread = null
    }
    const make = async (run: SweepRun): Promise<RunSummary | null> => {
      for (let attempt = 1; !isStopped; attempt++) {
        try {
          const reply = await open().run(run.experiment, (share) => listener.share(run, share))
          if (reply.ok) return reply.value
          throw failFromLab(reply.error, run.experiment.name)
        } catch (caught) {
          if (caught instanceof CliFailure) throw caught
          await close()
          if (isStopped) break
          const reason = caught instanceof Error ? caught.message : String(caught)
          if (attempt === mostAttempts) {
            throw new CliFailure(
              `${run.experiment.name}: expected to end, found that its thread was lost ${attempt} times: ${reason}`,
              exitCodes.failed,
            )
          }
          listener.lost(run, reason)
        }
      }
      return null
    }
    try {
      for (let run = waiting.shift(); run !== undefined && !isStopped; run = waiting.shift()) {
        listener.started(run)
        const summary = await make(run)
        if (summary !== null) await listener.ended(run, summary)
      }
    } finally {
      await close()
    }
  }

  const workers = Array.from({ length: Math.min(jobs, runs.length) }, () =>
    work().catch(async (caught: unknown) => {
      await stop()
      throw caught
    }),
  )
  const ends = await Promise.allSettled(workers)
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
