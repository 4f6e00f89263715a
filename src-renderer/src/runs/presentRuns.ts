/** The runs as they are now: the list is sent when it changes, the open run goes on with every frame. Pure. */
import type { ListedRun } from '../../../src-worker/protocol/runs'
import type { Measures } from '../../../src-worker/protocol/sweeps'
import type { Frame, HistoryColumns, OpenedRun, RunState } from '../../../src-worker/protocol/trainerApi'
import { findExperimentMade } from './settingsMade'

export interface PresentRun extends Omit<ListedRun, 'state'> {
  state: RunState
}

/**
 * @param opened the open run; the list may not know yet that it is
 * @param frame newest of the open run; null before the first
 */
export function refreshRuns(
  runs: readonly ListedRun[],
  opened: OpenedRun | null,
  frame: Frame | null,
): PresentRun[] {
  return runs.map((run) => {
    if (run.number !== opened?.number) return { ...run, open: false }
    const present = { ...run, open: true, ...(frame === null ? {} : readFrame(frame, run.training)) }
    return { ...present, experiment: findExperimentMade(opened.experiment, present) }
  })
}

const readFrame = (frame: Frame, trainingRows: number): Omit<Partial<PresentRun>, 'number'> => ({
  state: frame.state,
  stopReason: frame.stopReason,
  divergence: frame.divergence,
  update: frame.newest,
  epochs: (frame.history.samples.at(-1) ?? 0) / Math.max(1, trainingRows),
  events: frame.events,
  startEdits: frame.startEdits,
  ...measureCourse(frame.history.evaluation),
})

type Evaluations = HistoryColumns['evaluation']
type Course = Pick<ListedRun, 'final' | 'best' | 'bestEpoch'>

const measureColumns = {
  trainingCost: { column: 'cost', sign: 1 },
  validationCost: { column: 'validationCost', sign: 1 },
  accuracy: { column: 'accuracy', sign: -1 },
  validationAccuracy: { column: 'validationAccuracy', sign: -1 },
} as const satisfies Record<keyof Measures, { column: keyof Evaluations; sign: 1 | -1 }>

/** What a run has come to, by its evaluations: the last values, the smallest costs, the largest accuracies. */
export function measureCourse(evaluations: Evaluations): Course {
  const course: Course = { final: withoutValue(), best: withoutValue(), bestEpoch: withoutValue() }
  for (const [name, { column, sign }] of Object.entries(measureColumns)) {
    const measure = name as keyof Measures
    const values = evaluations[column]
    course.final[measure] = values.at(-1) ?? NaN
    const at = findLeast(values, sign)
    if (at < 0) continue
    course.best[measure] = values[at]!
    course.bestEpoch[measure] = evaluations.epoch[at]!
  }
  return course
}

const withoutValue = (): Measures => ({
  trainingCost: NaN,
  validationCost: NaN,
  accuracy: NaN,
  validationAccuracy: NaN,
})

/** First place of the smallest number times the sign; −1 where there is none. */
function findLeast(values: Float64Array, sign: 1 | -1): number {
  let at = -1
  values.forEach((value, k) => {
    if (Number.isFinite(value) && (at < 0 || sign * value < sign * values[at]!)) at = k
  })
  return at
}
