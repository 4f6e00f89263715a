/** How a checked parameter is painted: green by how small its error is, red and crossed when it differs. */
import type { CheckedLayer } from '../../../../src-worker/protocol/checks'
import type { HeatPaint } from '../heat/drawHeat'

/** Errors from here on have the full colour of what agrees; the check passes long before. */
const best = -13
const worst = -6

export function paintError({ relativeError, verdict }: CheckedLayer, index: number): HeatPaint {
  if (verdict[index] === 2) return { token: '--ink-3', share: 0.15, crossed: false }
  if (verdict[index] === 0) return { token: '--danger', share: 0.85, crossed: true }
  const error = relativeError[index]!
  const exponent = error === 0 ? best : Math.log10(error)
  return {
    token: '--seq-hi',
    share: 0.2 + 0.7 * Math.max(0, Math.min(1, (worst - exponent) / (worst - best))),
    crossed: false,
  }
}

export function countFailed(layers: readonly CheckedLayer[]): number {
  return layers.reduce(
    (sum, { verdict }) => sum + verdict.reduce((count, one) => count + (one === 0 ? 1 : 0), 0),
    0,
  )
}
