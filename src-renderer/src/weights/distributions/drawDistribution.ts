/** The heat of a distribution over updates: a column a moment, the darker the more of its values lie in a bin. */
import type { Distribution } from '../../../../src-worker/protocol/distributions'
import { findFullest, readCount, type HeatLayout } from './heatLayout'

const faintest = 0.07

/** Opacity of a bin; roots, so that sparse bins are seen beside full ones. */
export const shadeOf = (count: number, fullest: number): number =>
  count === 0 || fullest === 0 ? 0 : faintest + (1 - faintest) * Math.sqrt(count / fullest)

/** @param pixels of the screen for one of the layout */
export function drawDistribution(
  canvas: HTMLCanvasElement,
  distribution: Distribution,
  layout: HeatLayout,
  colour: string,
  pixels: number,
): void {
  const context = canvas.getContext('2d')
  if (!context) return
  canvas.width = Math.round(layout.width * pixels)
  canvas.height = Math.round(layout.height * pixels)
  context.fillStyle = colour
  const fullest = findFullest(distribution, distribution.zeros.keys())
  // Edges fall on whole pixels: no seams between neighbours.
  const snap = (value: number): number => Math.round(value * pixels)
  const fill = (x: number, y: number, width: number, height: number, share: number): void => {
    if (share === 0) return
    context.globalAlpha = share
    const [left, top] = [snap(x), snap(y)]
    context.fillRect(left, top, Math.max(1, snap(x + width) - left), Math.max(1, snap(y + height) - top))
  }
  layout.columns.forEach(({ x, width }, moment) => {
    layout.rows.forEach(({ y, height }, bin) =>
      fill(x, y, width, height, shadeOf(readCount(distribution, moment, bin), fullest)),
    )
    const { zeros, total } = distribution
    if (layout.zeros !== null && total > 0)
      fill(x, layout.zeros.y, width, layout.zeros.height, shadeOf(zeros[moment]!, total))
  })
}
