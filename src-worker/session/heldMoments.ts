/** The moments of a run that are at hand without training anything again, for views over all of it. */
import type { Keyframe } from './keyframes'
import type { SettingsChange } from './settingsChange'
import type { TrainingRun } from './trainingRun'

/** Inputs of all rows: an engine of its own may hold the data once more. */
const mostDataNumbers = 2 ** 22

/** Up to which cost a moment that is not at hand may be made again. */
export interface ReplayLimits {
  /** Training up to this is made again wherever a moment is missing. */
  shortRunSeconds: number
  /** Of a longer run only what takes up to this from the moment before. */
  mostReplayMs: number
}

export interface HeldMoments {
  changes: readonly SettingsChange[]
  /** By update: keyframes, the shown moment and the newest. */
  states: Map<number, Keyframe>
  /** Updates of `states`, ascending. */
  ordered: number[]
  shown: number
  canMake(update: number, from: number): boolean
}

/** Of the run as it stands at the moment of the call. */
export function holdMoments(run: TrainingRun, { shortRunSeconds, mostReplayMs }: ReplayLimits): HeldMoments {
  const { timeline, engine } = run
  const changes = timeline.getChanges()
  const kept = [...timeline.listKeyframes()]
  const { present, newest } = timeline
  const shown = engine.update
  const ends: Keyframe[] = []
  if (kept.every(({ state }) => state.update !== shown))
    ends.push({ state: engine.getState(), changes: countUntil(changes, shown) })
  if (present !== null) ends.push({ state: present.state, changes: changes.length })
  const states = new Map([...ends, ...kept].map((keyframe) => [keyframe.state.update, keyframe]))
  const msPerUpdate = (run.seconds * 1000) / Math.max(1, newest)
  const isSmall = run.prepared.x.length <= mostDataNumbers
  return {
    changes,
    states,
    ordered: [...states.keys()].sort((a, b) => a - b),
    shown,
    canMake: (update, from) =>
      isSmall && (run.seconds <= shortRunSeconds || (update - from) * msPerUpdate <= mostReplayMs),
  }
}

export const countUntil = (changes: readonly SettingsChange[], update: number): number =>
  changes.filter((change) => change.update <= update).length
