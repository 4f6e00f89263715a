/** Distributions over a run: of states that its timeline keeps and of others made from them, each computed once. */
import { countMoment, countProbeRows, type MomentCounts } from '../analysis/distributionMoment'
import { describeLayers } from '../analysis/distributions'
import { orderCoarsely } from '../analysis/distributionSpread'
import type { Engine } from '../core/engine'
import { createLabError, LabFailure } from '../protocol/errors'
import type { DistributionRequest, Distributions } from '../protocol/distributions'
import { findLastChange } from './settleMoment'
import { createMomentSource, type MomentSource } from './momentSource'
import type { SettingsChange } from './settingsChange'
import type { TrainingRun } from './trainingRun'

/** Own work of one call, and of one turn of it, milliseconds. A call ends with a whole moment. */
const callMs = 400
const turnMs = 6
/** Their gradients, optimizer and what lies between are several times as many numbers. */
const mostParameters = 2 ** 23
/** Moments of a run that are remembered: those of both axes and some that were shown. */
const mostKnown = 160

interface Known {
  way: SettingsChange
  counts: MomentCounts
}

export class DistributionReader {
  /**
   * By update. Of one engine an update and the last change in force say how the run came there: a restart makes another
   * engine, and changes are only ever added or cut off at the end.
   */
  private readonly known = new WeakMap<Engine, Map<number, Known>>()
  private last: Promise<void> = Promise.resolve()

  constructor(
    private readonly pause: () => Promise<void>,
    private readonly now: () => number,
  ) {}

  /** @param find throws when the run is no longer open; the work then ends */
  async read(find: () => TrainingRun, runId: number, request: DistributionRequest): Promise<Distributions> {
    return this.takeTurn(async () => {
      const run = find()
      refuseTooLarge(run)
      const source = createMomentSource(run, request.axis)
      const counts = await this.countSome(run, source, async () => {
        await this.pause()
        if (find() !== run) throw new LabFailure(createLabError('staleRun', 'The run has begun anew.'))
      })
      const done = source.updates.filter((update) => counts.has(update))
      const moments = done.map((update) => counts.get(update)!)
      return {
        runId,
        bins: request.bins,
        update: Float64Array.from(done),
        shown: done.indexOf(source.shown),
        pending: source.updates.length - done.length,
        probeRows: countProbeRows(run.shape, run.prepared.split.training.length),
        batchRows: Math.max(...moments.map(({ batchRows }) => batchRows)),
        usedBatchRows: Math.max(...moments.map(({ usedBatchRows }) => usedBatchRows)),
        layers: describeLayers(run.shape, moments, request.bins),
      }
    })
  }

  /** One call at a time: none computes what another one is computing. */
  private async takeTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const before = this.last
    let end = (): void => undefined
    this.last = new Promise((settle) => (end = settle))
    await before
    try {
      return await work()
    } finally {
      end()
    }
  }

  /** The moment that is shown, and of the others those that are known or for which there is time. */
  private async countSome(
    run: TrainingRun,
    source: MomentSource,
    pause: () => Promise<void>,
  ): Promise<Map<number, MomentCounts>> {
    let spentMs = 0
    const counts = new Map<number, MomentCounts>()
    const known = this.recall(run.engine)
    const order = orderCoarsely(source.updates.length).map((k) => source.updates[k]!)
    for (const update of new Set([source.shown, ...order])) {
      const way = findLastChange(source.changes, update)
      let found = known.get(update)
      if (found?.way !== way) {
        if (spentMs >= callMs) continue
        const work = this.count(run, source, update)
        const done = await this.work(work, pause)
        spentMs += done.spentMs
        found = { way, counts: done.counts }
      }
      // The latest use stands last.
      known.delete(update)
      known.set(update, found)
      counts.set(update, found.counts)
    }
    for (const update of known.keys()) if (known.size > mostKnown) known.delete(update)
    return counts
  }

  private recall(engine: Engine): Map<number, Known> {
    const known = this.known.get(engine) ?? new Map<number, Known>()
    this.known.set(engine, known)
    return known
  }

  private *count(
    { shape, prepared }: TrainingRun,
    source: MomentSource,
    update: number,
  ): Generator<void, MomentCounts> {
    const moment = yield* source.make(update, this.now)
    const data = { x: prepared.x, y: prepared.dataset.y, training: prepared.split.training }
    return yield* countMoment({ shape, data, ...moment })
  }

  /** Does work to its end, in turns. @returns with it the milliseconds that it took itself */
  private async work(steps: Generator<void, MomentCounts>, pause: () => Promise<void>) {
    let spentMs = 0
    for (;;) {
      const start = this.now()
      let step = steps.next()
      while (step.done !== true && this.now() - start < turnMs) step = steps.next()
      spentMs += this.now() - start
      if (step.done === true) return { counts: step.value, spentMs }
      await pause()
    }
  }
}

function refuseTooLarge({ shape }: TrainingRun): void {
  if (shape.parameters <= mostParameters) return
  throw new LabFailure(
    createLabError(
      'stepTooLarge',
      `Distributions over a run are computed for networks of at most ${mostParameters} parameters; this one has ${shape.parameters}.`,
    ),
  )
}
