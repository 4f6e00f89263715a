/** Which settings the updates of a run were made with: one changed after the last update is of none yet. Pure. */
import type { RunEvent } from '../../../src-worker/protocol/trainerApi'
import type { Experiment } from '../../../src-worker/spec/experiment'
import type { PresentRun } from './presentRuns'

type Course = Pick<PresentRun, 'events' | 'update' | 'divergence'>

/** The update in which a run diverged was made with all that was changed before it. */
const isMade = ({ update, divergence }: Course, event: RunEvent): boolean =>
  event.update < (divergence?.update ?? update)

/** What was changed before the last update. */
export const listEventsMade = (run: Course): RunEvent[] => run.events.filter((event) => isMade(run, event))

/** @param newest with the settings of the update that comes next */
export function findExperimentMade(newest: Experiment, run: Course): Experiment {
  const later = run.events.filter((event) => event.field !== 'parameter' && !isMade(run, event))
  if (later.length === 0) return newest
  const training: Record<string, unknown> = { ...newest.training }
  for (const { field, before } of later.toReversed()) training[field] = readSetting(field, before)
  return { ...newest, training: training as Experiment['training'] }
}

/** Settings of several parts, and which of these is written without its name. */
const mainParts: Partial<Record<RunEvent['field'], 'name' | 'kind'>> = { optimizer: 'name', schedule: 'kind' }

/** The value of a setting as an event says it: `sgd, learningRate 0.5` → { name: 'sgd', learningRate: 0.5 }. */
export function readSetting(field: RunEvent['field'], text: string): unknown {
  const main = mainParts[field]
  if (main === undefined) return readValue(text)
  const parts = text.split(', ').map((part): [string, unknown] => {
    const space = part.indexOf(' ')
    return [space < 0 ? main : part.slice(0, space), readValue(part.slice(space + 1))]
  })
  return Object.fromEntries(parts)
}

function readValue(text: string): unknown {
  if (text === 'null') return null
  if (text === 'true' || text === 'false') return text === 'true'
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}
