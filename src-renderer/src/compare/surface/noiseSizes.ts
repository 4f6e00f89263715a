/** Which batch sizes are measured for their noise, and the run's own. */
import type { NoiseRequest } from '../../../../src-worker/protocol/surface'
import type { OpenedRun } from '../../../../src-worker/protocol/trainerApi'

/** Larger ones differ little and take long. */
const largest = 1024
const draws = 64
const seed = 1

type RunShape = Pick<OpenedRun, 'data' | 'experiment'>

/** Rows of the run's batches. */
export function readBatchSize({ data, experiment }: RunShape): number {
  const { batchSize } = experiment.training
  return batchSize === 'full' ? data.training : Math.min(batchSize, data.training)
}

/** Powers of two up to 1,024 or the training rows, and the run's own size. */
export function chooseNoiseSizes(run: RunShape): number[] {
  const own = readBatchSize(run)
  const sizes = new Set(own <= largest ? [own] : [])
  for (let size = 1; size <= Math.min(largest, run.data.training); size *= 2) sizes.add(size)
  return [...sizes].sort((a, b) => a - b)
}

export const createNoiseRequest = (run: RunShape): NoiseRequest => ({
  sizes: chooseNoiseSizes(run),
  draws,
  seed,
})
