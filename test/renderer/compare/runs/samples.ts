/** Listed runs for tests of what a list and a table say of them; values pairwise distinct. */
import type { SettingWords } from '../../../../src-renderer/src/compare/differences'
import type { PresentRun } from '../../../../src-renderer/src/runs/presentRuns'
import type { Measures } from '../../../../src-worker/protocol/sweeps'
import { createExample } from '../../trainer/fakeTrainerApi'

const measures = (
  trainingCost: number,
  validationCost: number,
  accuracy: number,
  validationAccuracy: number,
): Measures => ({ trainingCost, validationCost, accuracy, validationAccuracy })

export const createListed = (number: number, change: Partial<PresentRun> = {}): PresentRun => ({
  number,
  name: '',
  note: '',
  open: false,
  experiment: createExample(),
  training: 4,
  validation: 2,
  task: 'classification',
  state: 'finished',
  stopReason: 'updates',
  divergence: null,
  update: 1000,
  epochs: 1000,
  events: [],
  startEdits: [],
  branchOf: null,
  final: measures(0.01 * number, 0.02 * number, 0.9, 0.8),
  best: measures(0.009 * number, 0.015 * number, 0.95, 0.85),
  bestEpoch: measures(900, 700, 800, 600),
  ...change,
})
export { measures }

/** Settings by their paths, values as they are written in an experiment. */
export const plainWords: SettingWords = {
  labelOf: (path) => path,
  valueOf: (_, value) =>
    value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value),
}
