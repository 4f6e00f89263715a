/** Updates to write out: the golden cases and seeded networks of all activations, costs and optimizers. */
import { readFileSync } from 'node:fs'
import { createStep, type Step } from '../../../src-worker/analysis/step'
import type { Engine } from '../../../src-worker/core/engine'
import { shapeNetwork } from '../../../src-worker/core/network'
import { Random } from '../../../src-worker/core/random'
import { ReferenceEngine } from '../../../src-worker/core/referenceEngine'
import type { StepExportRequest } from '../../../src-worker/protocol/microscope'
import type { LayerSpec, TrainingSettings } from '../../../src-worker/spec/experiment'
import type { Fault } from '../../../src-worker/spec/fault'
import {
  activationNames,
  costNames,
  type ActivationName,
  type CostName,
} from '../../../src-worker/spec/names'
import { readGolden, toExperiment, toTrainingData } from '../core/goldenCases'
import { createData, createTraining, listOptimizers } from '../engine/cases'

/** A request for the whole update in LaTeX, with what `changes` says. */
export const createRequest = (changes: Partial<StepExportRequest> = {}): StepExportRequest => ({
  fault: null,
  scope: null,
  format: 'latex',
  notation: 'io',
  digits: 4,
  ...changes,
})

/** The update after `done` of a golden case. */
export function createGoldenStep(name: string, fault: Fault | null = null, done = 0): Step {
  const golden = readGolden(readFileSync(new URL(`../../golden/${name}.json`, import.meta.url), 'utf8'))
  const experiment = toExperiment(golden)
  const data = toTrainingData(golden)
  const shape = shapeNetwork(golden.network.inputs, experiment.network.layers)
  const engine = new ReferenceEngine(shape, data, experiment)
  engine.run(done, 0)
  return takeStep(engine, data, experiment.training, fault)
}

const takeStep = (
  engine: Engine,
  data: ReturnType<typeof createData>,
  settings: TrainingSettings,
  fault: Fault | null,
): Step =>
  createStep(
    {
      shape: engine.shape,
      data,
      rows: engine.getNextBatch(),
      state: engine.getState(),
      settings,
      learningRate: engine.learningRate,
      update: engine.update + 1,
    },
    fault,
  )

interface NetworkCase {
  inputs: number
  layers: LayerSpec[]
  rows: number
  training: TrainingSettings
}

/** The update after `done` of a network with drawn weights. */
export function createNetworkStep(of: NetworkCase, fault: Fault | null = null, done = 3): Step {
  const data = createData(of)
  const initialization = { kind: 'xavierUniform', seed: 5, bias: 0.0625 } as const
  const engine = new ReferenceEngine(shapeNetwork(of.inputs, of.layers), data, {
    network: { layers: of.layers, initialization },
    training: of.training,
  })
  engine.run(done, 0)
  return takeStep(engine, data, of.training, fault)
}

/** The activation that the cost asks for at the output; null where any but softmax will do. */
const outputOf = (cost: CostName): ActivationName | null =>
  cost === 'binaryCrossEntropy' ? 'sigmoid' : cost === 'categoricalCrossEntropy' ? 'softmax' : null

/** Twelve networks that together have every activation, cost and optimizer, penalties, clipping and no biases. */
export function drawNetworkCases(seed: number): NetworkCase[] {
  const random = Random.fromSeed(seed, 'generation')
  const optimizers = listOptimizers(0.05)
  return Array.from({ length: 12 }, (_, n) => {
    const cost = costNames[n % costNames.length]!
    const layers = Array.from({ length: 1 + (n % 3) }, (_l, l) => ({
      units: 2 + random.nextBelow(4),
      activation: activationNames[(2 * n + l) % activationNames.length]!,
      bias: (n + l) % 4 !== 3,
    }))
    const last = layers.at(-1)!
    last.activation = outputOf(cost) ?? last.activation
    if (n % 2 === 0 && cost !== 'categoricalCrossEntropy' && last.activation !== 'softmax') last.units = 1
    return {
      inputs: 2 + random.nextBelow(3),
      layers,
      rows: 10,
      training: createTraining({
        cost,
        // Not in step with the costs, so that the second six meet other optimizers.
        optimizer: optimizers[(n + Math.floor(n / 6)) % optimizers.length]![1],
        batchSize: ([1, 3, 'full', 7] as const)[n % 4]!,
        l1: n % 3 === 0 ? 0.01 : 0,
        l2: n % 2 === 0 ? 0.02 : 0,
        clipNorm: n % 3 === 1 ? 0.05 : null,
        precision: 'float64',
      }),
    }
  })
}

/** A network of two layers for every activation and every cost that goes with it. */
export const listPairs = (): NetworkCase[] =>
  costNames.flatMap((cost) =>
    activationNames.map((activation) => {
      const layers = [
        { units: 3, activation, bias: true },
        { units: 2, activation: outputOf(cost) ?? activation, bias: true },
      ]
      return { inputs: 2, layers, rows: 4, training: createTraining({ cost, precision: 'float64' }) }
    }),
  )
