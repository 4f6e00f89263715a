import type { TrainingData } from '../../../src-worker/core/engine'
import type { Experiment } from '../../../src-worker/spec/experiment'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'

type Matrix = number[][]

export interface Golden {
  network: { inputs: number; layers: { units: number; activation: string }[]; loss: string }
  training: Record<string, unknown>
  inputs: Matrix
  targets: Matrix
  W: Matrix[]
  b: Matrix[]
  trace: {
    cost: number
    i: Matrix[]
    o: Matrix[]
    dCost_dO: Matrix[]
    dCost_dI: Matrix[]
    dW: Matrix[]
    db: Matrix[]
  }
  costs: Record<string, number>
  after: Record<string, { W: Matrix[]; b: Matrix[] }>
}

export const goldenCases = [
  'seed-2-3-1',
  'seed-2-3-1-minibatch',
  'tanh-softmax-adam',
  'relu-bce-momentum',
  'linear-regression-rmsprop',
]

export const readGolden = (text: string): Golden => JSON.parse(text) as Golden

/** The case as an experiment: float64, rows in their order. */
export function toExperiment(golden: Golden, precision: 'float32' | 'float64' = 'float64'): Experiment {
  const parsed = parseExperiment({
    data: { source: { kind: 'inline', inputs: golden.inputs, targets: golden.targets } },
    network: {
      layers: golden.network.layers,
      initialization: { kind: 'explicit', weights: golden.W, biases: golden.b.map((row) => row[0]!) },
    },
    training: { ...golden.training, cost: golden.network.loss, shuffle: false, precision },
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}

export const toTrainingData = (golden: Golden): TrainingData => ({
  x: Float64Array.from(golden.inputs.flat()),
  y: Float64Array.from(golden.targets.flat()),
  training: Uint32Array.from(golden.inputs.keys()),
})
