/** The settings of an experiment that a sweep offers, and what each is tried with at first. Pure. */
import type { Experiment } from '../../../../src-worker/spec/experiment'
import {
  activationNames,
  initializationKinds,
  optimizerNames,
  precisions,
  scheduleKinds,
} from '../../../../src-worker/spec/names'
import type { NumberRange } from '../../../../src-worker/sweep/valueRange'

export interface SweepSetting {
  /** As in `training.optimizer.learningRate`. */
  path: string
  /** Whole numbers only. */
  whole: boolean
  /** What is offered at first; null for a setting that is chosen by name. */
  range: NumberRange | null
  /** Names that it can have; empty for a number. */
  names: readonly string[]
}

const number = (path: string, range: NumberRange): SweepSetting => ({ path, whole: false, range, names: [] })
const count = (path: string, range: NumberRange): SweepSetting => ({ path, whole: true, range, names: [] })
const named = (path: string, names: readonly string[]): SweepSetting => ({
  path,
  whole: false,
  range: null,
  names,
})

const ratios = (from: number, to: number, counted: number): NumberRange => ({
  kind: 'log',
  from,
  to,
  count: counted,
})
const doubles = (from: number, to: number): NumberRange => ({ kind: 'double', from, to, count: 1 })
const steps = (from: number, to: number, counted: number): NumberRange => ({
  kind: 'linear',
  from,
  to,
  count: counted,
})

/** @param rows of training: larger batches are all the same */
export function listSettings({ network, training }: Experiment, rows: number): SweepSetting[] {
  const { optimizer } = training
  const hidden = network.layers.slice(0, -1)
  const adaptive = optimizer.name !== 'sgd'
  return [
    number('training.optimizer.learningRate', adaptive ? ratios(0.0001, 0.1, 7) : ratios(0.01, 10, 7)),
    count('training.batchSize', doubles(rows < 16 ? 1 : 4, Math.max(1, Math.min(128, rows)))),
    named('training.optimizer.name', optimizerNames),
    ...('momentum' in optimizer ? [number('training.optimizer.momentum', steps(0, 0.9, 4))] : []),
    ...('weightDecay' in optimizer ? [number('training.optimizer.weightDecay', ratios(0.001, 0.1, 5))] : []),
    number('training.l1', ratios(0.00001, 0.01, 4)),
    number('training.l2', ratios(0.00001, 0.01, 4)),
    named('training.schedule.kind', scheduleKinds),
    ...hidden.flatMap((_, layer) => [
      count(`network.layers[${layer}].units`, doubles(2, 32)),
      named(
        `network.layers[${layer}].activation`,
        activationNames.filter((name) => name !== 'softmax'),
      ),
    ]),
    named(
      'network.initialization.kind',
      initializationKinds.filter((kind) => kind !== 'explicit'),
    ),
    named('training.precision', precisions),
  ]
}
