/**
 * Makes the runs of a sweep side by side, one a worker. A lost worker is replaced and its run made again, with the same
 * numbers; a run that cannot be made is told and the others go on.
 */
import { createLabError, type LabError, type Reply } from '../../../src-worker/protocol/errors'
import type { Sweep } from '../../../src-worker/spec/sweep'
import type { PlannedRun, SweepData } from '../../../src-worker/sweep/sweepApi'
import { createSweepBatch, type SweepBatchListener } from './sweepBatch'
import { createSweepHand, type SweepHand, type SweepLink } from './sweepHand'

/** A run whose worker was lost so often is not tried again. */
const mostAttempts = 3

/** Runs are handed out in batches of about this time: a worker that ends hundreds a second tells of them together. */
const batchMs = 250
const mostInBatch = 200

export interface SweepPoolParts {
  createLink(): SweepLink
  /** Milliseconds. */
  now(): number
  sweep: Sweep
  data: SweepData
  /** In the order they are made in. */
  runs: readonly PlannedRun[]
  /** Workers at most. */
  jobs: number
  listener: SweepBatchListener
}

export interface SweepPool {
  /** Settles when every run has ended or failed, or the pool was stopped. */
  done: Promise<void>
  /** Ends all workers at once, with the runs they are at. */
  stop(): void
}

export function startSweepPool(parts: SweepPoolParts): SweepPool {
  const { listener, now } = parts
  let waiting = [...parts.runs]
  const hands = new Set<SweepHand>()
  /** Workers lost over a run. */
  const losses = new Map<PlannedRun, number>()
  const jobs = Math.min(parts.jobs, parts.runs.length)
  let isStopped = false

  async function open(): Promise<Reply<SweepHand>> {
    try {
      const hand = createSweepHand(parts.createLink, now)
      hands.add(hand)
      hand.expectSilence(true)
      const prepared = await hand.call((api) => api.prepare(parts.sweep, parts.data))
      if (prepared.ok) return { ok: true, value: hand }
      close(hand)
      return prepared
    } catch (caught) {
      const message = caught instanceof Error ? caught.message : String(caught)
      return { ok: false, error: createLabError('workerDied', message) }
    }
  }

  function close(hand: SweepHand): void {
    hands.delete(hand)
    hand.end()
  }

  /** The last runs are shared out evenly. */
  function takeBatch(wanted: number): PlannedRun[] {
    const size = Math.max(1, Math.min(wanted, Math.ceil(waiting.length / (2 * jobs))))
    return waiting.splice(0, size)
  }

  /** @returns the runs of the batch that have not ended, and why; null where all have */
  async function make(hand: SweepHand, runs: PlannedRun[]): Promise<Unmade | null> {
    const batch = createSweepBatch(runs, listener, now)
    hand.expectSilence(true)
    const orders = runs.map(({ settings, seed, key }) => ({ settings, seed, key }))
    const reply = await hand.call((api) =>
      api.make(orders, (news) => {
        if (!isStopped && batch.hear(news)) hand.expectSilence(false)
      }),
    )
    if (isStopped) return null
    if (reply.ok) batch.settle(reply.value)
    const left = batch.close()
    if (!reply.ok) return { runs: left, error: reply.error }
    return left.length === 0 ? null : { runs: left, error: createLabError('internal', 'a run was left out') }
  }

  /** The run that a worker was at is to blame for its loss; the others only wait again. */
  function putBack({ runs: [first, ...others], error }: Unmade): void {
    if (first === undefined) return
    const lost = (losses.get(first) ?? 0) + 1
    losses.set(first, lost)
    const isLoss = error.code === 'workerDied' || error.code === 'workerSilent'
    if (isLoss && lost < mostAttempts) waiting = [first, ...others, ...waiting]
    else {
      listener.failed(first, error, 0)
      waiting = [...others, ...waiting]
    }
  }

  async function work(): Promise<void> {
    let hand: SweepHand | null = null
    let size = 1
    for (let batch = takeBatch(size); batch.length > 0 && !isStopped; batch = takeBatch(size)) {
      const opened: Reply<SweepHand> = hand === null ? await open() : { ok: true, value: hand }
      const before = now()
      const unmade = opened.ok ? await make(opened.value, batch) : { runs: batch, error: opened.error }
      if (isStopped) return
      hand = opened.ok ? opened.value : null
      const msPerRun = Math.max(0.5, (now() - before) / batch.length)
      size = unmade === null ? Math.max(1, Math.min(mostInBatch, Math.round(batchMs / msPerRun))) : 1
      if (unmade === null) continue
      if (hand !== null) close(hand)
      hand = null
      putBack(unmade)
    }
    if (hand !== null) close(hand)
  }

  return {
    done: Promise.all(Array.from({ length: jobs }, work)).then(() => undefined),
    stop() {
      isStopped = true
      for (const hand of hands) hand.end()
      hands.clear()
    },
  }
}

/** What is left of a batch whose worker did not end it. */
interface Unmade {
  runs: PlannedRun[]
  error: LabError
}

/** Seed by seed over all combinations: every cell has a number early. */
export const orderRuns = (runs: readonly PlannedRun[]): PlannedRun[] =>
  runs.toSorted((one, other) => (one.seed ?? 0) - (other.seed ?? 0))

/** One core is left to the window and the open run. */
export const defaultJobs = (cores: number): number => Math.max(1, cores - 1)
