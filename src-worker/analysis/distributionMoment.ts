/** The numbers of a network at one moment of a run, counted; in pieces, so that the worker stays free. */
import type { EngineState, TrainingData } from '../core/engine'
import { viewLayers, writeTensorsInto, type LayerViews, type NetworkShape } from '../core/network'
import { measureNorm } from '../core/norms'
import { addPenaltyInto } from '../core/penalties'
import { getLearningRate } from '../core/schedules'
import { computeParametersAfter } from '../core/trace'
import { Workspace } from '../core/workspace'
import type { TrainingSettings } from '../spec/experiment'
import { countValues, ValueCounter, type ValueCounts } from './distributionCounts'

/** Multiplications between two turns of the generator: about three milliseconds. */
const pieceOfWork = 2e6
/** Multiplications that may go into the probe rows, and into the update, of one moment. */
const probeWork = 1e8
const updateWork = 4e8
const mostProbeRows = 256
const fewestProbeRows = 16
const fewestUpdateRows = 64

export interface MomentSource {
  shape: NetworkShape
  data: TrainingData
  state: EngineState
  /** In force for the update that comes next. */
  settings: TrainingSettings
}

export interface LayerCounts {
  weights: ValueCounts
  gradients: ValueCounts
  activations: ValueCounts
  change: number
  norm: number
}

export interface MomentCounts {
  update: number
  /** Rows of the batch that comes next, and how many of them `change` is computed on. */
  batchRows: number
  usedBatchRows: number
  layers: LayerCounts[]
}

/** The first rows of the training part, fewer of them for a large network. */
export const countProbeRows = (shape: NetworkShape, trainingRows: number): number =>
  limitRows(shape, probeWork, fewestProbeRows, Math.min(trainingRows, mostProbeRows))

const limitRows = (shape: NetworkShape, work: number, fewest: number, most: number): number =>
  Math.min(most, Math.max(fewest, Math.floor(work / (3 * shape.parameters))))

export function* countMoment(source: MomentSource): Generator<void, MomentCounts> {
  const { shape, data, state, settings } = source
  const arena = new Float64Array(shape.parameters)
  writeTensorsInto(arena, shape, state.parameters)
  const parameters = viewLayers(shape, arena)
  const weights: ValueCounts[] = []
  for (const layer of parameters) {
    weights.push(countValues(layer.weights))
    yield
  }
  const counters = shape.layers.map(() => new ValueCounter())
  const probe = data.training.subarray(0, countProbeRows(shape, data.training.length))
  const probed = yield* sumGradients(source, parameters, probe, ({ layers, m }) =>
    layers.forEach(({ o }, l) => counters[l]!.add(o.subarray(0, m * shape.layers[l]!.units))),
  )
  const gradients: ValueCounts[] = []
  for (const layer of viewLayers(shape, probed)) {
    gradients.push(countValues(layer.weights))
    yield
  }
  const batch = readNextBatch(source)
  const used = batch.subarray(0, limitRows(shape, updateWork, fewestUpdateRows, batch.length))
  const gradient = yield* sumGradients(source, parameters, used)
  addPenaltyInto(viewLayers(shape, gradient), parameters, settings.l1, settings.l2)
  const after = computeParametersAfter(shape, arena, gradient, state, settings, findLearningRate(source))
  const changes = viewLayers(
    shape,
    after.map((value, p) => value - arena[p]!),
  )
  return {
    update: state.update,
    batchRows: batch.length,
    usedBatchRows: used.length,
    layers: parameters.map((layer, l) => ({
      weights: weights[l]!,
      gradients: gradients[l]!,
      activations: counters[l]!.result,
      change: measureNorm(changes[l]!.weights),
      norm: measureNorm(layer.weights),
    })),
  }
}

/** The gradient of the cost over rows of the data, some rows at a time. @param visit after each forward pass */
function* sumGradients(
  { shape, data, settings }: MomentSource,
  parameters: readonly LayerViews[],
  rows: Uint32Array<ArrayBuffer>,
  visit: (workspace: Workspace) => void = () => undefined,
): Generator<void, Float64Array<ArrayBuffer>> {
  const capacity = Math.max(1, Math.min(rows.length, Math.floor(pieceOfWork / (3 * shape.parameters))))
  const workspace = new Workspace(shape, capacity)
  const positions = Uint32Array.from({ length: capacity }, (_, k) => k)
  const sum = new Float64Array(shape.parameters)
  for (let from = 0; from < rows.length; from += capacity) {
    const part = rows.subarray(from, from + capacity)
    workspace.gather(data.x, data.y, part, positions.subarray(0, part.length))
    workspace.forward(parameters)
    visit(workspace)
    workspace.backward(parameters, settings.cost)
    // Every cost is a mean over its samples.
    const share = part.length / rows.length
    const { gradients } = workspace
    for (let p = 0; p < sum.length; p++) sum[p]! += share * gradients[p]!
    yield
  }
  return sum
}

function readNextBatch({ data, state, settings }: MomentSource): Uint32Array<ArrayBuffer> {
  const { cursor, permutation } = state.order
  const size = settings.batchSize === 'full' ? permutation.length : settings.batchSize
  return permutation.subarray(cursor, cursor + size).map((position) => data.training[position]!)
}

const findLearningRate = ({ state, settings }: MomentSource): number =>
  getLearningRate(settings.optimizer.learningRate, settings.schedule, state.order.epoch, state.update)
