import type { ExperimentInput } from './experiment'

/**
 * What the lab opens with: the example of the article on the four rows of XOR.
 * The weights are typed in, so that the numbers can be followed by hand.
 */
export const exampleExperiment = {
  format: 'chainrule-experiment',
  version: 1,
  name: 'XOR',
  data: {
    source: {
      kind: 'inline',
      inputs: [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      targets: [[0], [1], [1], [0]],
    },
    scaling: 'none',
    split: { validation: 0, test: 0, seed: 1 },
  },
  network: {
    layers: [
      { units: 3, activation: 'sigmoid', bias: true },
      { units: 1, activation: 'sigmoid', bias: true },
    ],
    initialization: {
      kind: 'explicit',
      weights: [
        [
          [0.5, -0.4, 0.3],
          [0.2, 0.7, -0.6],
        ],
        [[0.8], [-0.5], [0.4]],
      ],
      biases: [[0.1, -0.2, 0.05], [0.15]],
    },
  },
  training: {
    cost: 'halfMeanSquaredError',
    optimizer: { name: 'sgd', learningRate: 0.5, momentum: 0, nesterov: false },
    batchSize: 4,
    shuffle: false,
    precision: 'float64',
    stop: { updates: 1000 },
  },
} satisfies ExperimentInput
