/** Parameters of moments all over a run, for views that follow its way. */
import type { SurfaceMoment, WorkDone } from '../analysis/costSurface'
import { orderCoarsely, spreadMoments } from '../analysis/distributionSpread'
import type { LayerTensors } from '../core/trainingState'
import { writeTensorsInto } from '../core/network'
import { createEngine } from './createEngine'
import { holdMoments } from './heldMoments'
import { Replay } from './replay'
import { settleMoment } from './settleMoment'
import type { TrainingRun } from './trainingRun'

const replayLimits = { shortRunSeconds: 5, mostReplayMs: 60 }
/** Parameters of all moments together: 256 MiB. */
const mostNumbers = 2 ** 25
const mostMoments = 128

export interface PathMoments {
  here: SurfaceMoment
  /** How many `read` will find. */
  count: number
  /** In pieces, by update; the run may go on meanwhile. @param progress counted up, one for each */
  read(now: () => number, progress: WorkDone): Generator<WorkDone, SurfaceMoment[]>
}

/**
 * Of the run as it stands at the moment of the call: its first, its newest and the shown moment, and others spread evenly
 * and in even ratios between them.
 */
export function createPathMoments(run: TrainingRun): PathMoments {
  const { engine, shape } = run
  const { changes, states, ordered, shown, canMake } = holdMoments(run, replayLimits)
  const found = [
    ...spreadMoments(ordered, 'linear', canMake),
    ...spreadMoments(ordered, 'log', canMake),
    shown,
  ]
  const most = Math.max(3, Math.min(mostMoments, Math.floor(mostNumbers / shape.parameters)))
  const updates = chooseUpdates(found, [ordered[0]!, shown, run.newest], most)
  const copy = (update: number, layers: readonly LayerTensors[]): SurfaceMoment => {
    const parameters = new Float64Array(shape.parameters)
    writeTensorsInto(parameters, shape, layers)
    return { update, parameters }
  }
  const here = copy(shown, engine.parameters)

  function* read(now: () => number, progress: WorkDone): Generator<WorkDone, SurfaceMoment[]> {
    const moments: SurfaceMoment[] = []
    // Its own: another reader may be in the midst of a replay.
    const spare = updates.every((update) => states.has(update))
      ? null
      : createEngine(run, { now, assistants: null })
    let replay: Replay | null = null
    for (const update of updates) {
      yield progress
      const held = states.get(update)
      if (update === shown) moments.push(here)
      else if (held !== undefined)
        moments.push(copy(update, settleMoment(held, changes, shape).state.parameters))
      else {
        const before = ordered.findLast((one) => one < update)!
        if (replay === null || spare!.update < before)
          replay = new Replay(spare!, changes, states.get(before)!)
        while (!replay.advance(update, now)) yield progress
        moments.push(copy(update, spare!.parameters))
      }
      progress.done++
    }
    return moments
  }
  return { here, count: updates.length, read }
}

/** Ascending, none twice. Of too many those stay whose gaps are widest, and always the `ends`. */
function chooseUpdates(found: readonly number[], ends: readonly number[], most: number): number[] {
  const all = [...new Set(found)].sort((a, b) => a - b)
  const chosen = new Set(ends)
  for (const k of orderCoarsely(all.length)) if (chosen.size < most) chosen.add(all[k]!)
  return [...chosen].sort((a, b) => a - b)
}
