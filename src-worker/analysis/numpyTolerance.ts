/** How far a tensor may be off by rounding alone: 1e-9 of each number, and 1e-12 of what was added up to make it. */
import type { TensorId } from '../protocol/microscope'
import type { Matrix } from '../protocol/tables'
import { isFused } from './deriveElement'
import { findLargest, listTensors, readTensor, type Step } from './step'

const relative = 1e-9
const absolute = 1e-12

/** The largest number of the forward pass, at least 1: differences of large numbers keep their rounding. */
export function measureScale(step: Step): number {
  const kinds: TensorId['kind'][] = ['inputs', 'targets', 'weights', 'i', 'o']
  return listTensors(step.shape.layers.length)
    .filter(({ kind }) => kinds.includes(kind))
    .reduce((scale, id) => Math.max(scale, findLargest(readTensor(step, id)!.values)), 1)
}

/** Arguments of `agree` beyond the usual ones; empty where those do. */
export function findTolerance(step: Step, id: TensorId, matrix: Matrix, scale: number): string {
  const rtol = isOutputOfFused(step, id) ? findLostDigits(step, id.layer) : relative
  const atol = findAbsolute(step, id, matrix, scale)
  return (
    (rtol > relative ? `, rtol=${roundUp(rtol)}` : '') + (atol > absolute ? `, atol=${roundUp(atol)}` : '')
  )
}

const isOutputOfFused = (step: Step, { kind, layer }: TensorId): boolean =>
  kind === 'dO' && isFused(step, layer)

function findAbsolute(step: Step, id: TensorId, { values }: Matrix, scale: number): number {
  const size = isOutputOfFused(step, id) ? scale : Math.max(scale, findLargest(values))
  const { optimizer } = step.settings
  if ((id.kind !== 'weightsAfter' && id.kind !== 'biasAfter') || optimizer.name === 'sgd')
    return absolute * size
  // A gradient that is zero but for rounding is divided by ε.
  return Math.max(absolute * size, (1e-16 * size * step.model.learningRate) / optimizer.epsilon)
}

/** Near 1 the difference 1 − o, by which binary cross-entropy divides, has few digits left. */
function findLostDigits({ settings, traced }: Step, layer: number): number {
  if (settings.cost !== 'binaryCrossEntropy') return relative
  const { o } = traced.layers[layer - 1]!
  const distances = o.map((value, p) => (traced.y[p] === 1 || value === 1 ? 1 : 1 - value))
  return Math.max(relative, (4 * Number.EPSILON) / distances.reduce((least, d) => Math.min(least, d), 1))
}

const roundUp = (value: number): string => `1e${Math.ceil(Math.log10(value))}`
