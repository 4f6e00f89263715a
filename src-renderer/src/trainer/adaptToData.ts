/** The network and the training that fit a data set. Pure. */
import type { DataSummary } from '../../../src-worker/protocol/tables'
import type { Experiment, LayerSpec } from '../../../src-worker/spec/experiment'
import type { CostName } from '../../../src-worker/spec/names'

export interface DataShape {
  task: DataSummary['task']
  classes: readonly string[] | null
  targets: number
  inputs: number
  training: number
}

/**
 * Output layer, cost and batch size follow the target: numbers → linear and ½ mean squared error, two classes →
 * one sigmoid and binary cross-entropy, more classes → softmax and categorical cross-entropy.
 * Typed-in start values no longer fit another size and become drawn ones. Rows are shuffled: in files they are
 * often sorted by class.
 */
export function adaptToData(experiment: Experiment, data: DataShape): Experiment {
  const { output, cost } = chooseOutput(data)
  const layers: LayerSpec[] = [
    ...experiment.network.layers.slice(0, -1),
    { ...output, bias: experiment.network.layers.at(-1)?.bias ?? true },
  ]
  const { batchSize } = experiment.training
  return {
    ...experiment,
    network: {
      layers,
      initialization:
        experiment.network.initialization.kind === 'explicit'
          ? { kind: 'xavierUniform', seed: 1, bias: 0 }
          : experiment.network.initialization,
    },
    training: {
      ...experiment.training,
      cost,
      shuffle: true,
      batchSize: batchSize === 'full' ? 'full' : Math.max(1, Math.min(batchSize, data.training)),
    },
  }
}

function chooseOutput({ task, classes, targets }: DataShape): {
  output: Pick<LayerSpec, 'units' | 'activation'>
  cost: CostName
} {
  if (task === 'regression') {
    return { output: { units: targets, activation: 'linear' }, cost: 'halfMeanSquaredError' }
  }
  if (classes === null || classes.length <= 2) {
    const units = classes === null ? targets : 1
    return { output: { units, activation: 'sigmoid' }, cost: 'binaryCrossEntropy' }
  }
  return { output: { units: classes.length, activation: 'softmax' }, cost: 'categoricalCrossEntropy' }
}
