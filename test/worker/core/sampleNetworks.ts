/** Small networks with data of their own: distinct values, no two sizes alike where it matters. */
import type { TrainingData } from '../../../src-worker/core/engine'
import {
  shapeNetwork,
  viewLayers,
  type LayerViews,
  type NetworkShape,
} from '../../../src-worker/core/network'
import { Random } from '../../../src-worker/core/random'
import { ReferenceEngine } from '../../../src-worker/core/referenceEngine'
import { Workspace } from '../../../src-worker/core/workspace'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { Experiment, ExperimentInput } from '../../../src-worker/spec/experiment'
import { costNames, type ActivationName, type CostName } from '../../../src-worker/spec/names'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'

export interface SampleNetwork {
  experiment: Experiment
  shape: NetworkShape
  data: TrainingData
  rows: Uint32Array<ArrayBuffer>
}

export interface SampleSettings {
  inputs: number
  layers: { units: number; activation: ActivationName; bias?: boolean }[]
  cost?: CostName
  m: number
  seed?: number
  initialization?: ExperimentInput['network']['initialization']
  training?: ExperimentInput['training']
}

export function parse(input: ExperimentInput): Experiment {
  const parsed = parseExperiment(input)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}

export function createNetwork(settings: SampleSettings): SampleNetwork {
  const { inputs, layers, cost = 'halfMeanSquaredError', m, seed = 5, training } = settings
  const { initialization = { kind: 'normal', standardDeviation: 0.8, seed, bias: 0.1 } } = settings
  const outputs = layers[layers.length - 1]!.units
  const random = Random.fromSeed(seed, 'generation')
  const x = Float64Array.from({ length: m * inputs }, () => 3 * random.nextFloat() - 1.5)
  const y = Float64Array.from({ length: m * outputs }, (_, p) =>
    cost === 'categoricalCrossEntropy'
      ? Number(Math.floor(p / outputs) % outputs === p % outputs)
      : random.nextFloat(),
  )
  const experiment = parse({
    data: { source: { kind: 'inline', inputs: [[0]], targets: [[0]] } },
    network: { layers, initialization },
    training: { batchSize: 'full', shuffle: false, precision: 'float64', ...training, cost },
  })
  const rows = Uint32Array.from({ length: m }, (_, row) => row)
  return {
    experiment,
    shape: shapeNetwork(inputs, experiment.network.layers),
    data: { x, y, training: rows },
    rows,
  }
}

/** The network the lab opens with, on its four rows. */
export function createExample(training: ExperimentInput['training'] = {}): SampleNetwork {
  const experiment = parse({
    ...exampleExperiment,
    training: { ...exampleExperiment.training, ...training },
  } as ExperimentInput)
  const { inputs, targets } = exampleExperiment.data.source
  const rows = Uint32Array.of(0, 1, 2, 3)
  return {
    experiment,
    shape: shapeNetwork(2, experiment.network.layers),
    data: { x: Float64Array.from(inputs.flat()), y: Float64Array.from(targets.flat()), training: rows },
    rows,
  }
}

/** The weights the network begins with, as one arena and its views. */
export function initialize({ shape, data, experiment }: SampleNetwork): {
  arena: Float64Array<ArrayBuffer>
  parameters: LayerViews[]
} {
  const engine = new ReferenceEngine(shape, data, experiment)
  const arena = new Float64Array(shape.parameters)
  const parameters = viewLayers(shape, arena)
  parameters.forEach(({ weights, biases }, l) => {
    weights.set(engine.parameters[l]!.weights)
    biases.set(engine.parameters[l]!.biases)
  })
  return { arena, parameters }
}

/** A workspace after the forward pass over all rows. */
export function runForward(network: SampleNetwork, parameters: readonly LayerViews[]): Workspace {
  const { shape, data, rows } = network
  const workspace = new Workspace(shape, rows.length)
  workspace.gather(data.x, data.y, rows, Uint32Array.from(rows.keys()))
  workspace.forward(parameters)
  return workspace
}

/** The costs that an output of this activation can have. */
export const costsFor = (output: ActivationName): CostName[] =>
  costNames.filter(
    (cost) =>
      (cost !== 'binaryCrossEntropy' || output === 'sigmoid') &&
      (cost !== 'categoricalCrossEntropy' || output === 'softmax'),
  )
