/** Distributions over a run: of the states that its timeline keeps, each computed once and only when asked for. */
import { countMoment, countProbeRows, type MomentCounts } from '../analysis/distributionMoment'
import { describeLayers } from '../analysis/distributions'
import { orderCoarsely, spreadMoments } from '../analysis/distributionSpread'
import type { Engine, EngineState } from '../core/engine'
import { createLabError, LabFailure } from '../protocol/errors'
import type { DistributionRequest, Distributions } from '../protocol/distributions'
import { settleMoment, type Moment } from './settleMoment'
import type { TrainingRun } from './trainingRun'

/** Own work of one call, and of one turn of it, milliseconds. A call ends with a whole moment. */
const callMs = 400
const turnMs = 6
/** Their gradients, optimizer and what lies between are several times as many numbers. */
const mostParameters = 2 ** 23

interface Known {
  /** The settings and edits that were due when it was counted. */
  key: object
  counts: MomentCounts
}

interface Held {
  update: number
  key: object
  edits: number
  moment: Moment
}

export class DistributionReader {
  private readonly known = new WeakMap<EngineState, Known>()
  /** The moment that an engine stands at, where no state of it is kept. */
  private readonly held = new WeakMap<Engine, Held>()
  private last: Promise<void> = Promise.resolve()

  constructor(
    private readonly pause: () => Promise<void>,
    private readonly now: () => number,
  ) {}

  /** @param find throws when the run is no longer open; the work then ends */
  async read(
    find: () => TrainingRun,
    runId: number,
    { bins, axis }: DistributionRequest,
  ): Promise<Distributions> {
    const run = find()
    refuseTooLarge(run)
    const check = () => {
      if (find() !== run) throw new LabFailure(createLabError('staleRun', 'The run has begun anew.'))
    }
    const { moments, shown } = this.listMoments(run, axis)
    const known = await this.takeTurn(() => this.countSome(run, moments, shown, check))
    const done = moments.filter((moment) => known.has(moment))
    const counts = done.map((moment) => known.get(moment)!)
    return {
      runId,
      bins,
      update: Float64Array.from(counts, ({ update }) => update),
      shown: done.indexOf(shown),
      pending: moments.length - done.length,
      probeRows: countProbeRows(run.shape, run.prepared.split.training.length),
      batchRows: Math.max(...counts.map(({ batchRows }) => batchRows)),
      usedBatchRows: Math.max(...counts.map(({ usedBatchRows }) => usedBatchRows)),
      layers: describeLayers(run.shape, counts, bins),
    }
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

  private listMoments(run: TrainingRun, axis: DistributionRequest['axis']) {
    const { timeline, engine, shape } = run
    const changes = timeline.getChanges()
    const kept = timeline.listKeyframes().map((keyframe) => settleMoment(keyframe, changes, shape))
    const own = kept.find(({ state }) => state.update === engine.update) ?? this.hold(run)
    const moments = new Map(kept.map((moment) => [moment.state.update, moment]))
    moments.set(engine.update, own)
    const { present } = timeline
    if (present !== null && !moments.has(present.state.update))
      moments.set(
        present.state.update,
        settleMoment({ state: present.state, changes: changes.length }, changes, shape),
      )
    const all = [...moments.values()].sort((a, b) => a.state.update - b.state.update)
    const places = spreadMoments(
      all.map(({ state }) => state.update),
      axis,
    )
    const chosen = places.map((place) => all[place]!)
    if (!chosen.includes(own)) chosen.push(own)
    return { moments: chosen.sort((a, b) => a.state.update - b.state.update), shown: own }
  }

  /** The state that the engine stands at, copied once. */
  private hold({ engine, timeline, training }: TrainingRun): Moment {
    const held = this.held.get(engine)
    const { update } = engine
    const { edits } = timeline
    if (held?.update === update && held.key === training && held.edits === edits) return held.moment
    const state = engine.getState()
    const moment = { state, counted: state, settings: training, key: training }
    this.held.set(engine, { update, key: training, edits, moment })
    return moment
  }

  private recall({ counted, key }: Moment): MomentCounts | null {
    const known = this.known.get(counted)
    return known?.key === key ? known.counts : null
  }

  private async countSome(
    run: TrainingRun,
    moments: readonly Moment[],
    shown: Moment,
    check: () => void,
  ): Promise<Map<Moment, MomentCounts>> {
    let spentMs = 0
    const counts = new Map<Moment, MomentCounts>()
    for (const moment of [shown, ...orderCoarsely(moments.length).map((k) => moments[k]!)]) {
      if (this.recall(moment) === null && spentMs < callMs) spentMs += await this.count(run, moment, check)
      const known = this.recall(moment)
      if (known !== null) counts.set(moment, known)
    }
    return counts
  }

  /** @returns milliseconds of work */
  private async count({ shape, prepared }: TrainingRun, moment: Moment, check: () => void): Promise<number> {
    const { state, counted, settings, key } = moment
    const data = { x: prepared.x, y: prepared.dataset.y, training: prepared.split.training }
    const work = countMoment({ shape, data, state, settings })
    let spentMs = 0
    for (;;) {
      const start = this.now()
      let step = work.next()
      while (step.done !== true && this.now() - start < turnMs) step = work.next()
      spentMs += this.now() - start
      if (step.done === true) {
        this.known.set(counted, { key, counts: step.value })
        return spentMs
      }
      await this.pause()
      check()
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
