/** Small sessions with pairwise distinct numbers and no square matrix. */
import type { LayerTensors } from '../../../src-worker/core/trainingState'
import type { SessionDocument } from '../../../src-worker/files/sessionDocument'
import type { Experiment } from '../../../src-worker/spec/experiment'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'
import type { Precision } from '../../../src-worker/spec/names'

export const appVersion = '0.1.0'

export function createExperiment(precision: Precision, source?: unknown): Experiment {
  const parsed = parseExperiment({
    name: 'Two of three',
    data: {
      source: source ?? {
        kind: 'inline',
        inputs: [
          [-0, 1.5],
          [2.5, 0.1],
          [3, -4],
          [5e-324, 6],
          [7, 8],
        ],
        targets: [[0], [1], [0.25], [0.5], [0.75]],
      },
    },
    network: {
      layers: [
        { units: 3, activation: 'tanh' },
        { units: 1, activation: 'sigmoid', bias: false },
      ],
    },
    training: { precision, optimizer: { name: 'adam' } },
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}

export function createTensors(precision: Precision, from: number): LayerTensors[] {
  const take = (count: number, at: number) => {
    const values = Array.from({ length: count }, (_, index) => (from + at + index) / 7 - 1)
    return precision === 'float64' ? Float64Array.from(values) : Float32Array.from(values)
  }
  return [
    { weights: take(6, 0), biases: take(3, 6) },
    { weights: take(3, 9), biases: take(0, 12) },
  ]
}

export function createSession(precision: Precision = 'float32'): SessionDocument {
  const experiment = createExperiment(precision)
  return {
    experiment,
    state: 'paused',
    stopReason: null,
    divergence: null,
    spentRules: ['updates'],
    update: 4,
    samples: 14,
    seconds: 0.125,
    patience: { best: 0.0625, epochsSince: 2 },
    initial: createTensors(precision, 0),
    current: createTensors(precision, 20),
    optimizer: {
      step: 4,
      slots: [
        { name: 'mean', layers: createTensors(precision, 40) },
        { name: 'square', layers: createTensors(precision, 60) },
      ],
    },
    order: {
      epoch: 1,
      cursor: 4,
      batch: 1,
      permutation: Uint32Array.of(3, 0, 4, 1, 2),
      random: [1, 4294967295, 3, 2147483648],
    },
    history: createHistory(),
    changes: [
      { update: 0, training: { ...experiment.training, l2: 0 } },
      { update: 2, training: experiment.training },
    ],
    bookmarks: [{ update: 1, note: 'the first' }],
    events: [{ update: 2, field: 'l2', before: '0', after: '0.01' }],
    dataset: null,
    notes: '\ufeffπ of the run\n',
  }
}

function createHistory(): SessionDocument['history'] {
  return {
    stride: 2,
    update: Float64Array.of(1, 3, 4),
    epoch: Float64Array.of(0, 0, 1),
    samples: Float64Array.of(4, 10, 14),
    cost: Float64Array.of(0.5, 0.25, 0.125),
    costMinimum: Float64Array.of(0.5, 0.2, 0.125),
    costMaximum: Float64Array.of(0.5, 0.3, 0.125),
    penalty: Float64Array.of(0, 0.01, 0.02),
    learningRate: Float64Array.of(0.01, 0.011, 0.012),
    gradientNorm: Float64Array.of(1.5, NaN, 0.75),
    layerGradientNorms: [Float64Array.of(1, 0.9, 0.5), Float64Array.of(1.1, 0.8, 0.4)],
    seconds: Float64Array.of(0.1, 0.11, 0.12),
    evaluation: {
      update: Float64Array.of(3),
      epoch: Float64Array.of(1),
      cost: Float64Array.of(0.22),
      accuracy: Float64Array.of(0.75),
      validationCost: Float64Array.of(0.4),
      validationAccuracy: Float64Array.of(NaN),
    },
  }
}

/** A session whose data is the person's own: 3 rows kept of 5, one category column. */
export function createFileSession(): SessionDocument {
  const session = createSession('float64')
  return {
    ...session,
    experiment: createExperiment('float64', { kind: 'file', path: 'own.csv', types: { colour: 'category' } }),
    order: { ...session.order, cursor: 2, permutation: Uint32Array.of(1, 2, 0) },
    dataset: {
      rows: 3,
      inputs: 2,
      targets: 1,
      x: Float64Array.of(0.1, -0, 1, 2, 255, 256),
      y: Float64Array.of(0, 1, 1),
      inputNames: ['size', 'colour=red'],
      targetNames: ['kind'],
      task: 'classification',
      classes: ['no', 'yes'],
      sourceRows: Uint32Array.of(2, 4, 6),
      rowsRead: 5,
      dropped: [
        { row: 3, column: 'size', reason: 'missing' },
        { row: 5, column: 'colour', reason: 'missing' },
      ],
    },
  }
}
