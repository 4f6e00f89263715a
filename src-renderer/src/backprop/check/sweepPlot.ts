/** The sweep over ε as a drawing: both axes logarithmic, ε falling to the right. */
import { formatPower } from '../../../../src-worker/notation/numbers'
import type { EpsilonSweep } from '../../../../src-worker/protocol/checks'
import { createPlaceY, roundPixel as round, type FramedPlot, type PlotFrame } from '../../charts/plotFrame'

type Precision = 'float64' | 'float32'

export interface SweepPlot extends FramedPlot {
  lines: {
    precision: Precision
    median: string
    largest: string
    spot: { x: number; y: number }
    label: { x: number; y: number }
  }[]
}

const size: PlotFrame = { width: 304, height: 190, left: 38, right: 300, top: 16, bottom: 156 }
/** Exponents of the error from the bottom of the plot to its top. */
const errors = { least: -14, most: 0 }

export function findSweetSpot(
  { points }: EpsilonSweep,
  precision: Precision,
): { epsilon: number; error: number } {
  const best = points.reduce((least, point) =>
    point[precision].median < least[precision].median ? point : least,
  )
  return { epsilon: best.epsilon, error: best[precision].median }
}

export function createSweepPlot(sweep: EpsilonSweep): SweepPlot {
  const { points } = sweep
  const exponents = points.map(({ epsilon }) => Math.log10(epsilon))
  const [first, last] = [exponents[0]!, exponents[exponents.length - 1]!]
  const x = (epsilon: number) =>
    size.left + ((Math.log10(epsilon) - first) / (last - first || -1)) * (size.right - size.left)
  const placeExponent = createPlaceY(size, errors.least, errors.most)
  const y = (error: number) => {
    // A difference that is no number is as wrong as one can be.
    const exponent = error === 0 ? errors.least : Number.isNaN(error) ? errors.most : Math.log10(error)
    return placeExponent(Math.max(errors.least, Math.min(errors.most, exponent)))
  }
  const draw = (read: (point: EpsilonSweep['points'][number]) => number) =>
    points
      .map((point, k) => `${k === 0 ? 'M' : 'L'}${round(x(point.epsilon))} ${round(y(read(point)))}`)
      .join('')
  return {
    ...size,
    xTicks: [0, -3, -6, -9, -12].map((exponent, k, { length }) => ({
      at: round(x(10 ** exponent)),
      text: formatPower(exponent),
      ...(k === length - 1 ? { anchor: 'end' } : {}),
    })),
    yTicks: [0, -4, -8, -12].map((exponent) => ({
      at: round(y(10 ** exponent)),
      text: formatPower(exponent),
    })),
    lines: (['float64', 'float32'] as const).map((precision) => {
      const spot = findSweetSpot(sweep, precision)
      const at = { x: round(x(spot.epsilon)), y: round(y(spot.error)) }
      return {
        precision,
        median: draw((point) => point[precision].median),
        largest: draw((point) => point[precision].largest),
        spot: at,
        label: { x: Math.min(at.x - 14, size.right - 48), y: at.y + (precision === 'float64' ? 14 : -8) },
      }
    }),
  }
}
