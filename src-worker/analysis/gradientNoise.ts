/** How far the gradient of a batch is from that over all training rows, by batch size; in pieces. */
import type { TrainingData } from '../core/engine'
import { viewLayers, type NetworkShape } from '../core/network'
import { measureNorm } from '../core/norms'
import { Random } from '../core/random'
import { createLabError, LabFailure } from '../protocol/errors'
import type { GradientNoise, NoiseRequest, NoiseRow } from '../protocol/surface'
import type { CostName } from '../spec/names'
import { report, type SurfaceMoment, type WorkDone } from './costSurface'
import { sumProducts } from './plane'
import { countGradientWork, RowGradient } from './rowGradient'
import { drawFirst, sampleRows } from './rowSample'

/** Rows that stand for all of a large training part. */
export const mostNoiseRows = 4096
const fewestNoiseRows = 256
/** Multiplications of all passes: about twenty seconds, twice that with the fewest draws. A part of it may go into the full gradient. */
const mostWork = 2e10
const fullShare = 1 / 4
/** Batches of a size below which its quartiles say little. */
const fewestDraws = 8

export interface NoiseSource {
  shape: NetworkShape
  data: Pick<TrainingData, 'x' | 'y'>
  /** All training rows. */
  training: Uint32Array<ArrayBuffer>
  cost: CostName
  here: SurfaceMoment
}

export interface NoisePlan {
  /** Rows in use. */
  rows: number
  /** In rising order, none twice, none above `rows`. */
  sizes: { size: number; draws: number }[]
}

/**
 * How many rows and batches are affordable.
 * @throws LabFailure `stepTooLarge` when the fewest are not
 */
export function planNoise(
  shape: NetworkShape,
  trainingRows: number,
  request: Pick<NoiseRequest, 'sizes' | 'draws'>,
): NoisePlan {
  const affordable = Math.floor(mostWork / countGradientWork(shape))
  const most = 2 * affordable
  const wanted = Math.max(fewestNoiseRows, Math.floor(affordable * fullShare))
  const rows = Math.min(trainingRows, mostNoiseRows, wanted)
  const fitting = [...new Set(request.sizes)].filter((size) => size <= rows).sort((a, b) => a - b)
  // Each size has an equal part of what is left.
  const each = (affordable - rows) / Math.max(1, fitting.length)
  const sizes = fitting.map((size) => ({
    size,
    draws: Math.min(request.draws, Math.max(fewestDraws, Math.floor(each / size))),
  }))
  const total = sizes.reduce((sum, { size, draws }) => sum + size * draws, rows)
  if (total <= most) return { rows, sizes }
  throw new LabFailure(
    createLabError(
      'stepTooLarge',
      `Of this network the gradient can be computed over ${most} rows in all; these batch sizes take ${total}. Fewer or smaller ones can be had.`,
    ),
  )
}

/** What `measureNoise` counts up: one for the full gradient and one for each batch. */
export const countNoiseWork = ({ sizes }: NoisePlan): number =>
  sizes.reduce((sum, { draws }) => sum + draws, 1)

export function* measureNoise(
  source: NoiseSource,
  plan: NoisePlan,
  seed: number,
  progress: WorkDone,
): Generator<WorkDone, GradientNoise> {
  const { shape, data, training, cost, here } = source
  const used = sampleRows(training, plan.rows)
  const parameters = viewLayers(shape, here.parameters)
  const gradients = new RowGradient(shape, data, parameters, cost, used.length)
  const squares = yield* report(gradients.sumSquares(used), progress)
  const full = gradients.gradient.slice()
  const fullNorm = measureNorm(full)
  progress.done++
  const random = Random.fromSeed(seed, 'shuffling')
  const order = used.slice()
  const rows: NoiseRow[] = []
  for (const { size, draws } of plan.sizes) {
    const batches: BatchMeasures[] = []
    while (batches.length < draws) {
      drawFirst(order, size, random)
      yield* report(gradients.measure(order.subarray(0, size)), progress)
      batches.push(compare(gradients.gradient, full, fullNorm))
      progress.done++
      yield progress
    }
    rows.push(summarize(size, batches))
  }
  return {
    update: here.update,
    fullNorm,
    trainingRows: training.length,
    usedRows: used.length,
    rows,
    noiseScale: fullNorm === 0 ? NaN : Math.max(0, squares / used.length / fullNorm ** 2 - 1),
  }
}

interface BatchMeasures {
  cosine: number
  norm: number
  noise: number
}

function compare(gradient: Float64Array, full: Float64Array, fullNorm: number): BatchMeasures {
  const norm = measureNorm(gradient)
  const cosine = sumProducts(gradient, full) / (norm * fullNorm)
  const distance = measureNorm(gradient.map((value, p) => value - full[p]!))
  return {
    cosine: Math.max(-1, Math.min(1, cosine)),
    norm: norm / fullNorm,
    noise: (distance / fullNorm) ** 2,
  }
}

const summarize = (size: number, batches: readonly BatchMeasures[]): NoiseRow => ({
  size,
  draws: batches.length,
  cosine: findQuartiles(batches.map(({ cosine }) => cosine)),
  norm: findQuartiles(batches.map(({ norm }) => norm)),
  noise: batches.reduce((sum, { noise }) => sum + noise, 0) / batches.length,
})

/** Of the numbers among them, linear between ranks; NaN of none. */
function findQuartiles(values: readonly number[]): [number, number, number] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  const at = (share: number): number => {
    const rank = share * (sorted.length - 1)
    const low = sorted[Math.floor(rank)]
    return low === undefined ? NaN : low + (rank % 1) * (sorted[Math.ceil(rank)]! - low)
  }
  return [at(0.25), at(0.5), at(0.75)]
}
