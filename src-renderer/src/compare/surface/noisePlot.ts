/** Cosine between a batch's gradient and the full one over the batch size, as a drawing: sizes by their logarithm. */
import { createTicks } from '../../network/axisTicks'
import type { NoiseRow } from '../../../../src-worker/protocol/surface'
import { createPlaceY, roundPixel as round, type FramedPlot, type PlotFrame } from '../../charts/plotFrame'
import { formatShortCount, formatTick } from '../../ui/formatNumber'

export interface NoisePlot extends FramedPlot {
  /** Through the medians, and around the quartiles. */
  median: string
  band: string
  dots: { x: number; y: number; size: number }[]
  /** x of the run's own batch size, and of the noise scale; null outside the plot. */
  own: number | null
  scale: number | null
}

const size: PlotFrame = { width: 304, height: 170, left: 34, right: 296, top: 20, bottom: 136 }

/** A batch of all rows has no noise but that of rounding. */
export const roundNoise = (noise: number): number => (noise < 1e-15 ? 0 : noise)

/** @param own the run's batch size @param noiseScale batch size at which noise equals signal */
export function createNoisePlot(
  rows: readonly NoiseRow[],
  own: number,
  noiseScale: number,
): NoisePlot | null {
  const known = rows.filter(({ cosine }) => cosine.every(Number.isFinite))
  if (known.length === 0) return null
  const [first, last] = [known[0]!.size, known.at(-1)!.size]
  const least = Math.min(0, ...known.map(({ cosine }) => cosine[0]))
  const x = (rowsOfBatch: number) =>
    last === first
      ? (size.left + size.right) / 2
      : size.left + (Math.log(rowsOfBatch / first) / Math.log(last / first)) * (size.right - size.left)
  const y = createPlaceY(size, least, 1)
  const point = (row: NoiseRow, quartile: 0 | 1 | 2) =>
    `${round(x(row.size))} ${round(y(row.cosine[quartile]))}`
  const within = (rowsOfBatch: number) =>
    rowsOfBatch >= first && rowsOfBatch <= last ? round(x(rowsOfBatch)) : null
  return {
    ...size,
    xTicks: thinOut(known.map((row) => row.size)).map((rowsOfBatch) => ({
      at: round(x(rowsOfBatch)),
      text: formatShortCount(rowsOfBatch),
    })),
    yTicks: createTicks(least, 1, 4).map((value) => ({ at: round(y(value)), text: formatTick(value) })),
    median: `M${known.map((row) => point(row, 1)).join('L')}`,
    band: `M${[...known.map((row) => point(row, 2)), ...known.toReversed().map((row) => point(row, 0))].join('L')}Z`,
    dots: known.map((row) => ({ x: round(x(row.size)), y: round(y(row.cosine[1])), size: row.size })),
    own: within(own),
    scale: within(noiseScale),
  }
}

/** Powers of two, and no more than seven of them. */
function thinOut(sizes: readonly number[]): number[] {
  const powers = sizes.filter((one) => Number.isInteger(Math.log2(one)))
  const every = Math.ceil(powers.length / 7)
  return (powers.length > 0 ? powers : [...sizes]).filter((_, k) => k % every === 0)
}
