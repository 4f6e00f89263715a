/** Edits of an experiment that keep it free of contradictions. Pure. */
import type {
  Experiment,
  Initialization,
  LayerSpec,
  OptimizerSettings,
  ScheduleSettings,
  StopRules,
  TrainingSettings,
} from '../../../src-worker/spec/experiment'
import type {
  ActivationName,
  CostName,
  InitializationKind,
  OptimizerName,
  ScheduleKind,
} from '../../../src-worker/spec/names'

export const changeTraining = (experiment: Experiment, part: Partial<TrainingSettings>): Experiment => ({
  ...experiment,
  training: { ...experiment.training, ...part },
})

export const changeOptimizer = (experiment: Experiment, part: Partial<OptimizerSettings>): Experiment =>
  changeTraining(experiment, {
    optimizer: { ...experiment.training.optimizer, ...part } as OptimizerSettings,
  })

export const changeSchedule = (experiment: Experiment, part: Partial<ScheduleSettings>): Experiment =>
  changeTraining(experiment, { schedule: { ...experiment.training.schedule, ...part } as ScheduleSettings })

/** A rule that is undefined does not apply. */
export function changeStop(experiment: Experiment, part: Partial<StopRules>): Experiment {
  const rules = Object.entries({ ...experiment.training.stop, ...part })
  return changeTraining(experiment, {
    stop: Object.fromEntries(rules.filter(([, value]) => value !== undefined)) as StopRules,
  })
}

const adam = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }

export const optimizerDefaults: { [Name in OptimizerName]: Extract<OptimizerSettings, { name: Name }> } = {
  sgd: { name: 'sgd', learningRate: 0.5, momentum: 0, nesterov: false },
  rmsprop: { name: 'rmsprop', learningRate: 0.01, rho: 0.99, epsilon: 1e-8 },
  adam: { name: 'adam', ...adam },
  adamw: { name: 'adamw', ...adam, weightDecay: 0.01 },
}

export const scheduleDefaults: { [Kind in ScheduleKind]: Extract<ScheduleSettings, { kind: Kind }> } = {
  constant: { kind: 'constant' },
  step: { kind: 'step', epochs: 100, factor: 0.5 },
  exponential: { kind: 'exponential', factor: 0.99 },
  cosine: { kind: 'cosine', epochs: 100, minimum: 0 },
  warmUp: { kind: 'warmUp', updates: 100 },
}

/** Nesterov's look-ahead needs a momentum. */
export function setMomentum(experiment: Experiment, momentum: number): Experiment {
  const { optimizer } = experiment.training
  if (optimizer.name !== 'sgd') return experiment
  return changeOptimizer(experiment, { momentum, nesterov: optimizer.nesterov && momentum > 0 })
}

const drawn = { seed: 1, bias: 0 }

export function createInitialization(
  kind: Exclude<InitializationKind, 'explicit'>,
  seed: number,
): Initialization {
  if (kind === 'uniform') return { kind, minimum: -1, maximum: 1, seed, bias: 0 }
  if (kind === 'normal') return { kind, mean: 0, standardDeviation: 1, seed, bias: 0 }
  return kind === 'constant' ? { kind, value: 0, bias: 0 } : { kind, seed, bias: 0 }
}

export const changeInitialization = (experiment: Experiment, initialization: Initialization): Experiment => ({
  ...experiment,
  network: { ...experiment.network, initialization },
})

/** Typed-in start values fit one shape only: with another shape they become drawn ones. */
function withLayers(experiment: Experiment, layers: LayerSpec[]): Experiment {
  const { initialization } = experiment.network
  return {
    ...experiment,
    network: {
      layers,
      initialization:
        initialization.kind === 'explicit' ? { kind: 'xavierUniform', ...drawn } : initialization,
    },
  }
}

const replaceLayer = (layers: readonly LayerSpec[], index: number, part: Partial<LayerSpec>): LayerSpec[] =>
  layers.map((layer, k) => (k === index ? { ...layer, ...part } : layer))

export const setUnits = (experiment: Experiment, index: number, units: number): Experiment =>
  withLayers(experiment, replaceLayer(experiment.network.layers, index, { units }))

export function addLayer(experiment: Experiment): Experiment {
  const { layers } = experiment.network
  const last = layers.at(-2)
  const added: LayerSpec = last ? { ...last } : { units: 4, activation: 'tanh', bias: true }
  return withLayers(experiment, [...layers.slice(0, -1), added, ...layers.slice(-1)])
}

export const removeLayer = (experiment: Experiment, index: number): Experiment =>
  withLayers(
    experiment,
    experiment.network.layers.filter((_, k) => k !== index),
  )

/** The cost follows an output that it cannot judge. */
export function setActivation(experiment: Experiment, index: number, activation: ActivationName): Experiment {
  const layers = replaceLayer(experiment.network.layers, index, { activation })
  const next = { ...experiment, network: { ...experiment.network, layers } }
  if (index !== layers.length - 1) return next
  const cost = fitCost(experiment.training.cost, activation)
  return cost === experiment.training.cost ? next : changeTraining(next, { cost })
}

function fitCost(cost: CostName, activation: ActivationName): CostName {
  if (cost !== 'binaryCrossEntropy' && cost !== 'categoricalCrossEntropy') return cost
  if (activation === 'softmax') return 'categoricalCrossEntropy'
  return activation === 'sigmoid' ? 'binaryCrossEntropy' : 'halfMeanSquaredError'
}

/** Softmax over one unit is always 1: it and its cost are not offered there. */
export const canBeSoftmax = (experiment: Experiment): boolean => experiment.network.layers.at(-1)!.units > 1

/** The output follows a cost that asks for one. */
export function setCost(experiment: Experiment, cost: CostName): Experiment {
  const activation = { binaryCrossEntropy: 'sigmoid', categoricalCrossEntropy: 'softmax' } as const
  const next = changeTraining(experiment, { cost })
  if (cost !== 'binaryCrossEntropy' && cost !== 'categoricalCrossEntropy') return next
  const last = next.network.layers.length - 1
  return setActivation(next, last, activation[cost])
}

/** A layer that gains a bias among typed-in values starts it at zero. */
export function setBias(experiment: Experiment, index: number, bias: boolean): Experiment {
  const { layers, initialization } = experiment.network
  return {
    ...experiment,
    network: {
      layers: replaceLayer(layers, index, { bias }),
      initialization:
        initialization.kind === 'explicit'
          ? {
              ...initialization,
              biases: initialization.biases.map((row, k) =>
                k === index ? (bias ? new Array<number>(layers[index]!.units).fill(0) : null) : row,
              ),
            }
          : initialization,
    },
  }
}

export function countParameters(inputs: number, layers: readonly LayerSpec[]): number {
  let width = inputs
  let count = 0
  for (const { units, bias } of layers) {
    count += width * units + (bias ? units : 0)
    width = units
  }
  return count
}
