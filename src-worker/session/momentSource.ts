/** The moments of a run that a view over all of it shows, and how each is had. */
import { spreadMoments } from '../analysis/distributionSpread'
import type { Engine } from '../core/engine'
import type { DistributionRequest } from '../protocol/distributions'
import { createEngine } from './createEngine'
import { countUntil, holdMoments } from './heldMoments'
import { Replay } from './replay'
import { settleMoment, type Moment } from './settleMoment'
import type { SettingsChange } from './settingsChange'
import type { TrainingRun } from './trainingRun'

const replayLimits = { shortRunSeconds: 10, mostReplayMs: 250 }
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
  const { engine, shape } = run
  const { changes, states, ordered, shown, canMake } = holdMoments(run, replayLimits)
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
