/** One update in hand: its tensors from core, and what is computed of them once and asked for often. */
import { costs } from '../core/costs'
import type { EngineState, TrainingData } from '../core/engine'
import type { NetworkShape } from '../core/network'
import type { OptimizerState } from '../core/trainingState'
import { computeTrace, type TraceTensors } from '../core/trace'
import { Workspace } from '../core/workspace'
import { tensor } from '../notation/tensorIds'
import type { StepModel, TensorId } from '../protocol/microscope'
import type { Matrix } from '../protocol/tables'
import type { TrainingSettings } from '../spec/experiment'
import type { Fault } from '../spec/fault'
import { listVisibleFaults } from './visibleFaults'

export interface Step {
  model: StepModel
  shape: NetworkShape
  settings: TrainingSettings
  /** The batch, as rows of the data. */
  rows: Uint32Array<ArrayBuffer>
  traced: TraceTensors
  /** Each sample's part of the cost, `[m]`. */
  costs: Float64Array<ArrayBuffer>
  fault: Fault | null
  possibleFaults: Fault[]
  /** What the optimizer holds before the update. */
  optimizer: OptimizerState
}

export interface StepSource {
  shape: NetworkShape
  data: Pick<TrainingData, 'x' | 'y'>
  /** The batch, as rows of the data. */
  rows: Uint32Array<ArrayBuffer>
  state: Pick<EngineState, 'parameters' | 'optimizer'>
  settings: TrainingSettings
  learningRate: number
  /** From 1. */
  update: number
}

/** Computes every tensor of the update that comes next, float64, without making it. */
export function createStep(source: StepSource, fault: Fault | null): Step {
  const { shape, data, rows, state, settings, learningRate } = source
  const traced = computeTrace(shape, data, rows, state, settings, learningRate, fault)
  return {
    model: describeStep(source, traced.m),
    shape,
    settings,
    rows,
    traced,
    costs: computeSampleCosts(shape, settings, traced),
    fault,
    possibleFaults: listVisibleFaults(shape, settings.cost, traced, fault),
    optimizer: state.optimizer,
  }
}

function describeStep(
  { shape, settings, state, learningRate, update }: StepSource,
  samples: number,
): StepModel {
  const { optimizer, l1, l2, clipNorm, cost } = settings
  return {
    update,
    samples,
    inputs: shape.inputs,
    layers: shape.layers.map(({ activation, units, bias }) => ({ activation, units, bias })),
    costName: cost,
    fused: costs[cost].preactivationDerivativeInto !== null,
    optimizer,
    optimizerStep: state.optimizer.step + 1,
    learningRate,
    l1,
    l2,
    clipNorm,
    plain: optimizer.name === 'sgd' && optimizer.momentum === 0 && l1 === 0 && l2 === 0 && clipNorm === null,
  }
}

/** The cost of core, sample by sample: of a batch of one it is the sample's m-fold part. */
function computeSampleCosts(
  { outputs: n }: NetworkShape,
  { cost }: TrainingSettings,
  { m, y, layers }: TraceTensors,
): Float64Array<ArrayBuffer> {
  const { i, o } = layers[layers.length - 1]!
  return Float64Array.from({ length: m }, (_, s) => {
    const row = (values: Float64Array) => values.subarray(s * n, (s + 1) * n)
    return costs[cost].value({ i: row(i), o: row(o), y: row(y), m: 1, n }) / m
  })
}

/** The tensor, not copied; null where a layer has no bias, and for a layer that is not there. */
export function readTensor(step: Step, { kind, layer }: TensorId): Matrix | null {
  const { traced, shape } = step
  const { m } = traced
  switch (kind) {
    case 'inputs':
      return { rows: m, columns: shape.inputs, values: traced.x }
    case 'targets':
      return { rows: m, columns: shape.outputs, values: traced.y }
    case 'cost':
      return { rows: m, columns: 1, values: step.costs }
    case 'batchCost':
      return { rows: 1, columns: 1, values: Float64Array.of(traced.cost) }
    default: {
      const tensors = traced.layers[layer - 1]
      const sizes = shape.layers[layer - 1]
      return tensors && sizes ? readLayerTensor(tensors, sizes, kind, m) : null
    }
  }
}

function readLayerTensor(
  tensors: TraceTensors['layers'][number],
  { inputs, units, bias }: NetworkShape['layers'][number],
  kind: Exclude<TensorId['kind'], 'inputs' | 'targets' | 'cost' | 'batchCost'>,
  m: number,
): Matrix | null {
  const row = (values: Float64Array<ArrayBuffer>) => (bias ? { rows: 1, columns: units, values } : null)
  switch (kind) {
    case 'weights':
      return { rows: inputs, columns: units, values: tensors.weights }
    case 'weightsAfter':
      return { rows: inputs, columns: units, values: tensors.weightsAfter }
    case 'dW':
      return { rows: inputs, columns: units, values: tensors.dW }
    case 'bias':
      return row(tensors.biases)
    case 'biasAfter':
      return row(tensors.biasesAfter)
    case 'db':
      return row(tensors.dB)
    default:
      return { rows: m, columns: units, values: tensors[kind] }
  }
}

export const sliceRow = ({ columns, values }: Matrix, row: number): Float64Array<ArrayBuffer> =>
  values.subarray(row * columns, (row + 1) * columns)

/** Largest finite magnitude; 0 where there is none. */
export function findLargest(values: Float64Array): number {
  let largest = 0
  for (const value of values) {
    const size = Math.abs(value)
    if (size > largest && size < Infinity) largest = size
  }
  return largest
}

/** A workspace that holds the update's batch; nothing of it is computed yet. */
export function createWorkspace({ shape, traced }: Step): Workspace {
  const workspace = new Workspace(shape, traced.m)
  workspace.x.set(traced.x)
  workspace.y.set(traced.y)
  workspace.m = traced.m
  return workspace
}

/** Value of a cell that is known to be there. */
export const valueAt = ({ columns, values }: Matrix, row: number, column: number): number =>
  values[row * columns + column]!

/** All tensors of an update with L layers, in the order in which it makes them. */
export function listTensors(layers: number): TensorId[] {
  const numbers = Array.from({ length: layers }, (_, l) => l + 1)
  return [
    tensor('inputs'),
    tensor('targets'),
    ...numbers.flatMap((l) => [tensor('weights', l), tensor('bias', l)]),
    ...numbers.flatMap((l) => [tensor('i', l), tensor('o', l)]),
    tensor('cost'),
    tensor('batchCost'),
    ...numbers
      .toReversed()
      .flatMap((l) => (['dO', 'dI', 'dW', 'db'] as const).map((kind) => tensor(kind, l))),
    ...numbers.flatMap((l) => [tensor('weightsAfter', l), tensor('biasAfter', l)]),
  ]
}
