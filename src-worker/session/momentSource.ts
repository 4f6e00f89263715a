/** The moments of a run that a view over all of it shows, and how each is had. */
import { spreadMoments } from '../analysis/distributionSpread'
import type { Engine } from '../core/engine'
import type { DistributionRequest } from '../protocol/distributions'
import { createEngine } from './createEngine'
import type { Keyframe } from './keyframes'
import { Replay } from './replay'
import { settleMoment, type Moment } from './settleMoment'
import type { SettingsChange } from './settingsChange'
import type { TrainingRun } from './trainingRun'

/** Training up to this is made again wherever a moment is missing; of a longer run only what a moment takes up to the next. */
const shortRunSeconds = 10
const mostReplayMs = 250
/** Inputs of all rows: an engine of its own may hold the data once more. */
const mostDataNumbers = 2 ** 22
/** Parameters of a network whose moments, once made, are kept for the length of a call. */
const mostParametersKept = 2 ** 17

/** Engines beside those of the runs, each for as long as there is the other one. */
const spares = new WeakMap<Engine, Engine>()

export interface MomentSource {
  /** Ascending. */
  updates: number[]
  /** The one among them that is shown. */
  shown: number
  /** Of the run, as they are now. */
  changes: readonly SettingsChange[]
  /** In pieces; the run may go on meanwhile. */
  make(update: number, now: () => number): Generator<void, Moment>
}

/** Of the run as it stands at the moment of the call. */
export function createMomentSource(run: TrainingRun, axis: DistributionRequest['axis']): MomentSource {
  const { timeline, engine, shape } = run
  const changes = timeline.getChanges()
  const kept = [...timeline.listKeyframes()]
  const { present, newest } = timeline
  const shown = engine.update
  const ends: Keyframe[] = []
  if (kept.every(({ state }) => state.update !== shown))
    ends.push({ state: engine.getState(), changes: countUntil(changes, shown) })
  if (present !== null) ends.push({ state: present.state, changes: changes.length })
  const states = new Map([...ends, ...kept].map((keyframe) => [keyframe.state.update, keyframe]))
  const ordered = [...states.keys()].sort((a, b) => a - b)
  const msPerUpdate = (run.seconds * 1000) / Math.max(1, newest)
  const isSmall = run.prepared.x.length <= mostDataNumbers
  const canMake = (update: number, from: number): boolean =>
    isSmall && (run.seconds <= shortRunSeconds || (update - from) * msPerUpdate <= mostReplayMs)
  const updates = new Set([...spreadMoments(ordered, axis, canMake), shown])
  return {
    updates: [...updates].sort((a, b) => a - b),
    shown,
    changes,
    *make(update, now) {
      const held = states.get(update)
      if (held !== undefined) return settleMoment(held, changes, shape)
      const before = ordered.findLast((one) => one < update)!
      const spare = spares.get(engine) ?? createEngine(run, { now, assistants: null })
      spares.set(engine, spare)
      const replay = new Replay(spare, changes, states.get(before)!)
      while (!replay.advance(update, now)) yield
      const moment = replay.readMoment()
      if (shape.parameters > mostParametersKept) return moment
      // Later moments begin here.
      states.set(update, { state: moment.state, changes: countUntil(changes, update) })
      ordered.push(update)
      ordered.sort((a, b) => a - b)
      return moment
    },
  }
}

const countUntil = (changes: readonly SettingsChange[], update: number): number =>
  changes.filter((change) => change.update <= update).length
