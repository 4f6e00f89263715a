/** The sweep over ε as a drawing: both axes logarithmic, ε falling to the right. */
import { formatPower } from '../../../../src-worker/notation/numbers'
import type { EpsilonSweep } from '../../../../src-worker/protocol/checks'

type Precision = 'float64' | 'float32'

export interface SweepPlot {
  width: number
  height: number
  left: number
  right: number
  bottom: number
  xTicks: { at: number; text: string }[]
  yTicks: { at: number; text: string }[]
  lines: {
    precision: Precision
    median: string
    largest: string
    spot: { x: number; y: number }
    label: { x: number; y: number }
  }[]
}

const size = { width: 304, height: 190, left: 38, right: 300, top: 16, bottom: 156 }
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
  const y = (error: number) => {
    // A difference that is no number is as wrong as one can be.
    const exponent = error === 0 ? errors.least : Number.isNaN(error) ? errors.most : Math.log10(error)
    const clamped = Math.max(errors.least, Math.min(errors.most, exponent))
    return size.bottom - ((clamped - errors.least) / (errors.most - errors.least)) * (size.bottom - size.top)
  }
  const draw = (read: (point: EpsilonSweep['points'][number]) => number) =>
    points
      .map((point, k) => `${k === 0 ? 'M' : 'L'}${round(x(point.epsilon))} ${round(y(read(point)))}`)
      .join('')
  return {
    width: size.width,
    height: size.height,
    left: size.left,
    right: size.right,
    bottom: size.bottom,
    xTicks: [0, -3, -6, -9, -12].map((exponent) => ({
      at: round(x(10 ** exponent)),
      text: formatPower(exponent),
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

const round = (value: number): number => Math.round(value * 10) / 10
