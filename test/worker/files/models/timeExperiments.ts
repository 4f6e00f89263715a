/** Experiments on Unix times, which float32 holds in steps of 128 seconds only. */
import type { ExperimentInput } from '../../../../src-worker/spec/experiment'

const start = 1.7e9
const minutes = Array.from({ length: 40 }, (_, k) => k)

export const standardizedTimes: ExperimentInput = {
  name: 'Times',
  data: {
    source: {
      kind: 'inline',
      inputs: minutes.map((k) => [start + 60 * k, (7 * k) % 5]),
      targets: minutes.map((k) => [Math.sin(k / 6)]),
    },
    scaling: 'standardize',
  },
  network: {
    layers: [
      { units: 5, activation: 'tanh' },
      { units: 1, activation: 'linear' },
    ],
  },
  training: { batchSize: 8, precision: 'float32', cost: 'meanSquaredError', stop: {} },
}

/** x1 − x2, not trained: exact in float64. */
export const differenceOfTimes: ExperimentInput = {
  name: 'Difference',
  data: {
    source: {
      kind: 'inline',
      inputs: minutes.map((k) => [start + 60 * k, start]),
      targets: minutes.map((k) => [60 * k]),
    },
    scaling: 'none',
  },
  network: {
    layers: [{ units: 1, activation: 'linear', bias: false }],
    initialization: { kind: 'explicit', weights: [[[1], [-1]]], biases: [null] },
  },
  training: {
    batchSize: 8,
    precision: 'float32',
    cost: 'meanSquaredError',
    optimizer: { name: 'sgd', learningRate: 1e-30 },
    stop: {},
  },
}
