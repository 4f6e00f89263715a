/** Networks, data and settings that the tests of the fast engine share. Nothing here needs Node. */
import type { Engine, TrainingData } from '../../../src-worker/core/engine'
import { shapeNetwork } from '../../../src-worker/core/network'
import { Random } from '../../../src-worker/core/random'
import { ReferenceEngine } from '../../../src-worker/core/referenceEngine'
import { FastEngine } from '../../../src-worker/engine/fastEngine'
import type { AssistantHost } from '../../../src-worker/engine/threadTeam'
import type { Experiment, TrainingSettings } from '../../../src-worker/spec/experiment'
import type { ActivationName, CostName } from '../../../src-worker/spec/names'

/** What two engines are made from. */
export interface Case {
  inputs: number
  layers: { units: number; activation: ActivationName; bias: boolean }[]
  /** Rows of the training part; the data has a few more. */
  rows: number
  training: TrainingSettings
}

type Layers = Case['layers']

/** Layers with biases, unless `bias` says otherwise. */
export const listLayers = (pairs: [number, ActivationName][], bias = true): Layers =>
  pairs.map(([units, activation]) => ({ units, activation, bias }))

export const listOptimizers = (
  learningRate: number,
): [name: string, optimizer: TrainingSettings['optimizer']][] => {
  const adam = { learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
  return [
    ['sgd', { name: 'sgd', learningRate, momentum: 0, nesterov: false }],
    ['momentum', { name: 'sgd', learningRate, momentum: 0.9, nesterov: false }],
    ['nesterov', { name: 'sgd', learningRate, momentum: 0.9, nesterov: true }],
    ['rmsprop', { name: 'rmsprop', learningRate, rho: 0.99, epsilon: 1e-8 }],
    ['adam', { name: 'adam', ...adam }],
    ['adamw', { name: 'adamw', ...adam, weightDecay: 0.01 }],
  ]
}

export const getOptimizer = (name: string, learningRate: number): TrainingSettings['optimizer'] =>
  listOptimizers(learningRate).find(([known]) => known === name)![1]

/** Plain gradient descent on half the mean squared error, all rows at once, with what `changes` says. */
export const createTraining = (changes: Partial<TrainingSettings> = {}): TrainingSettings => ({
  cost: 'halfMeanSquaredError',
  optimizer: getOptimizer('sgd', 1),
  schedule: { kind: 'constant' },
  batchSize: 'full',
  shuffle: false,
  seed: 7,
  precision: 'float32',
  l1: 0,
  l2: 0,
  clipNorm: null,
  stop: {},
  ...changes,
})

const isClassification = (cost: CostName) =>
  cost === 'binaryCrossEntropy' || cost === 'categoricalCrossEntropy'

/**
 * Uniform numbers that float32 holds exactly, so that both engines see the same; classes for a cross-entropy. Of four
 * rows in a row the last one is not for training.
 */
export function createData({ inputs, layers, rows, training: { cost } }: Case): TrainingData {
  const outputs = layers.at(-1)!.units
  const random = Random.fromSeed(11, 'generation')
  const all = Math.ceil((rows * 4) / 3) + 1
  const x = Float64Array.from({ length: all * inputs }, () => Math.fround(2 * random.nextFloat() - 1))
  const y = Float64Array.from({ length: all * outputs }, () => Math.fround(random.nextFloat()))
  if (isClassification(cost)) {
    for (let row = 0; row < all; row++) {
      const right = random.nextBelow(Math.max(outputs, 2))
      for (let j = 0; j < outputs; j++) y[row * outputs + j] = j === right ? 1 : 0
    }
  }
  const training = Uint32Array.from({ length: rows }, (_, position) => position + Math.floor(position / 3))
  return { x, y, training }
}

const toExperiment = ({ layers, training }: Case): Pick<Experiment, 'network' | 'training'> => ({
  network: { layers, initialization: { kind: 'xavierUniform', seed: 3, bias: 0.0625 } },
  training,
})

export const createFast = (
  of: Case,
  data = createData(of),
  assistants: AssistantHost | null = null,
): FastEngine =>
  new FastEngine(shapeNetwork(of.inputs, of.layers), data, toExperiment(of), of.training, assistants)

/** With the weights of `fast`, rounded to float32 as they are. */
export function createReference(of: Case, fast: Engine, data = createData(of)): ReferenceEngine {
  const reference = new ReferenceEngine(shapeNetwork(of.inputs, of.layers), data, toExperiment(of))
  reference.restore(fast.getState(), null)
  return reference
}

/** Every tensor of parameters in turn, W1, b1, W2, …; a copy. */
export const copyParameters = (engine: Engine): { name: string; values: Float64Array }[] =>
  engine.parameters.flatMap(({ weights, biases }, l) => [
    { name: `W${l + 1}`, values: weights.slice() },
    { name: `b${l + 1}`, values: biases.slice() },
  ])

/** All parameters as the float32 bytes that the run holds, little-endian. */
export function readParameterBytes(engine: FastEngine): Uint8Array<ArrayBuffer> {
  const numbers = engine.getState().parameters.flatMap(({ weights, biases }) => [...weights, ...biases])
  const bytes = new Uint8Array(4 * numbers.length)
  const view = new DataView(bytes.buffer)
  numbers.forEach((value, place) => view.setFloat32(4 * place, value, true))
  return bytes
}

/** A run whose parameters are known by their digest. */
export interface DigestCase {
  name: string
  updates: number
  of: Case
}

export const digestCases: DigestCase[] = [
  {
    name: '2-3-1 sigmoid, full batch, 1000 updates',
    updates: 1000,
    of: {
      inputs: 2,
      layers: listLayers([
        [3, 'sigmoid'],
        [1, 'sigmoid'],
      ]),
      rows: 4,
      training: createTraining({ optimizer: getOptimizer('sgd', 0.5) }),
    },
  },
  {
    name: '2-8-8-1 tanh, batch 10, momentum, 1000 updates',
    updates: 1000,
    of: {
      inputs: 2,
      layers: listLayers([
        [8, 'tanh'],
        [8, 'tanh'],
        [1, 'tanh'],
      ]),
      rows: 47,
      training: createTraining({ batchSize: 10, shuffle: true, optimizer: getOptimizer('momentum', 0.05) }),
    },
  },
  {
    name: '64-32-10 relu softmax, batch 32, adam, 300 updates',
    updates: 300,
    of: {
      inputs: 64,
      layers: listLayers([
        [32, 'relu'],
        [10, 'softmax'],
      ]),
      rows: 150,
      training: createTraining({
        cost: 'categoricalCrossEntropy',
        batchSize: 32,
        shuffle: true,
        optimizer: getOptimizer('adam', 0.01),
      }),
    },
  },
  {
    name: '5-12-12-12-2 gelu elu softplus linear, batch 17, nesterov, cosine, 400 updates',
    updates: 400,
    of: {
      inputs: 5,
      layers: listLayers([
        [12, 'gelu'],
        [12, 'elu'],
        [12, 'softplus'],
        [2, 'linear'],
      ]),
      rows: 60,
      training: createTraining({
        batchSize: 17,
        shuffle: true,
        schedule: { kind: 'cosine', epochs: 60, minimum: 0.001 },
        optimizer: getOptimizer('nesterov', 0.02),
      }),
    },
  },
  {
    name: '6-20-1 leakyRelu sigmoid, batch 200, adamw, step, 200 updates',
    updates: 200,
    of: {
      inputs: 6,
      layers: listLayers([
        [20, 'leakyRelu'],
        [1, 'sigmoid'],
      ]),
      rows: 333,
      training: createTraining({
        cost: 'binaryCrossEntropy',
        batchSize: 200,
        shuffle: true,
        schedule: { kind: 'step', epochs: 20, factor: 0.5 },
        optimizer: getOptimizer('adamw', 0.01),
      }),
    },
  },
  {
    name: '30-256-256-3 tanh linear, batch 37, rmsprop, l1 l2 clip, 60 updates',
    updates: 60,
    of: {
      inputs: 30,
      layers: listLayers([
        [256, 'tanh'],
        [256, 'tanh'],
        [3, 'linear'],
      ]),
      rows: 100,
      training: createTraining({
        cost: 'huber',
        batchSize: 37,
        shuffle: true,
        l1: 1e-4,
        l2: 1e-3,
        clipNorm: 0.5,
        optimizer: getOptimizer('rmsprop', 0.001),
      }),
    },
  },
  {
    name: '9-7-4 softmax, no biases, batch 13, mean absolute error, exponential, 500 updates',
    updates: 500,
    of: {
      inputs: 9,
      layers: listLayers(
        [
          [7, 'softmax'],
          [4, 'softmax'],
        ],
        false,
      ),
      rows: 40,
      training: createTraining({
        cost: 'meanAbsoluteError',
        batchSize: 13,
        shuffle: true,
        schedule: { kind: 'exponential', factor: 0.98 },
        optimizer: getOptimizer('sgd', 0.5),
      }),
    },
  },
  {
    name: '3-33-2 sigmoid linear, batch 1, warm-up, clip, 700 updates',
    updates: 700,
    of: {
      inputs: 3,
      layers: listLayers([
        [33, 'sigmoid'],
        [2, 'linear'],
      ]),
      rows: 21,
      training: createTraining({
        cost: 'meanSquaredError',
        batchSize: 1,
        shuffle: true,
        clipNorm: 0.25,
        schedule: { kind: 'warmUp', updates: 100 },
        optimizer: getOptimizer('sgd', 0.1),
      }),
    },
  },
]
