/** Workloads that tell how fast a machine is, the same for `chainrule bench` and for the comparison with peers. */
import type { TrainingData } from '../core/engine'
import { countOperations, shapeNetwork, type NetworkShape } from '../core/network'
import { Random } from '../core/random'
import type { Experiment } from '../spec/experiment'
import type { ActivationName, CostName } from '../spec/names'
import { FastEngine } from './fastEngine'
import { createMemory, getEngineModule, instantiate } from './engineModule'
import type { AssistantHost } from './threadTeam'

export interface Workload {
  name: string
  inputs: number
  layers: { units: number; activation: ActivationName }[]
  cost: CostName
  rows: number
  batch: number
}

const layers = (...pairs: [number, ActivationName][]) =>
  pairs.map(([units, activation]) => ({ units, activation }))

export const workloads: Workload[] = [
  {
    name: 'seed',
    inputs: 2,
    layers: layers([3, 'sigmoid'], [1, 'sigmoid']),
    cost: 'halfMeanSquaredError',
    rows: 4,
    batch: 4,
  },
  {
    name: 'playground',
    inputs: 2,
    layers: layers([8, 'tanh'], [8, 'tanh'], [1, 'tanh']),
    cost: 'halfMeanSquaredError',
    rows: 200,
    batch: 10,
  },
  {
    name: 'digits',
    inputs: 64,
    layers: layers([128, 'relu'], [64, 'relu'], [10, 'softmax']),
    cost: 'categoricalCrossEntropy',
    rows: 1500,
    batch: 32,
  },
  {
    name: 'fashion',
    inputs: 784,
    layers: layers([256, 'relu'], [128, 'relu'], [10, 'softmax']),
    cost: 'categoricalCrossEntropy',
    rows: 4096,
    batch: 128,
  },
]

/** `2-3-1, sigmoid, batch 4`. */
export const describeWorkload = ({ inputs, layers: list, batch }: Workload): string =>
  `${[inputs, ...list.map(({ units }) => units)].join('-')}, ${[...new Set(list.map(({ activation }) => activation))].join(' ')}, batch ${batch}`

export const shapeWorkload = ({ inputs, layers: list }: Workload): NetworkShape =>
  shapeNetwork(
    inputs,
    list.map((layer) => ({ ...layer, bias: true })),
  )

/** Floating-point operations of one update. */
export const countWorkload = (workload: Workload): number =>
  countOperations(shapeWorkload(workload)) * workload.batch

/** Rows of standard normal numbers; classes in turn. */
export function createWorkloadData({ inputs, layers: list, rows }: Workload): TrainingData {
  const outputs = list.at(-1)!.units
  const random = Random.fromSeed(1, 'generation')
  const x = Float64Array.from({ length: rows * inputs }, () => random.nextNormal())
  const y = new Float64Array(rows * outputs)
  for (let row = 0; row < rows; row++) {
    if (outputs === 1) y[row] = row % 2
    else y[row * outputs + (row % outputs)] = 1
  }
  return { x, y, training: Uint32Array.from({ length: rows }, (_, row) => row) }
}

export function createWorkloadEngine(workload: Workload, assistants: AssistantHost | null): FastEngine {
  const experiment: Pick<Experiment, 'network' | 'training'> = {
    network: {
      layers: workload.layers.map((layer) => ({ ...layer, bias: true })),
      initialization: { kind: 'xavierUniform', seed: 1, bias: 0 },
    },
    training: {
      cost: workload.cost,
      optimizer: { name: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false },
      schedule: { kind: 'constant' },
      batchSize: workload.batch,
      shuffle: workload.batch < workload.rows,
      seed: 1,
      precision: 'float32',
      l1: 0,
      l2: 0,
      clipNorm: null,
      stop: {},
    },
  }
  return new FastEngine(
    shapeWorkload(workload),
    createWorkloadData(workload),
    experiment,
    experiment.training,
    assistants,
  )
}

/** Updates a second over about `milliseconds`, in slices as a run takes them. */
export function measureRate(engine: FastEngine, milliseconds: number): number {
  let slice = 1
  let updates = 0
  const start = performance.now()
  let now = start
  while (now - start < milliseconds) {
    const before = now
    engine.run(slice, 0)
    updates += slice
    now = performance.now()
    if (now - before < 3) slice *= 2
  }
  return (1000 * updates) / (now - start)
}

/** Multiplies and adds a second of one core in 128-bit vectors, on registers alone. */
export function measurePeak(milliseconds: number): number {
  const code = instantiate(getEngineModule(), createMemory(65536 * 2))
  const rounds = 200_000
  let best = 0
  const start = performance.now()
  while (performance.now() - start < milliseconds) {
    const before = performance.now()
    code.measurePeak(rounds)
    best = Math.max(best, (rounds * 96 * 1000) / (performance.now() - before))
  }
  return best
}

/** The middle one; the upper of two. */
export const takeMedian = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1]!
