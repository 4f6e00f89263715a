/** A random search: the cost of each draw against each of its settings. */
import { createLinearAxis, createLogarithmicAxis, type Axis } from './axisTicks'
import { isRange, type Variation } from '../spec/sweep'
import { drawText, figureColours, placeOf, wrapFigure } from './svgDrawing'
import {
  createAxis,
  divergedColour,
  drawCross,
  drawPanel,
  formatCost,
  formatSetting,
  labelSettings,
  lineColours,
  toX,
  toY,
  type Frame,
} from './sweepFigure'
import type { SweepTable } from './sweepTable'

const margin = 28
const panel = { width: 300, height: 200, left: 62, step: { x: 382, y: 274 } }

/**
 * A panel a setting: the judged cost at the end, median over the seeds, of every draw. Draws that diverged are crosses
 * at the top; the best one is filled.
 * @returns an SVG file with a title, a description and axis titles
 */
export function writeSearchSvg(table: SweepTable): string {
  const labels = labelSettings(table)
  const y = createAxis(table.cells.map(({ cost }) => cost.median))
  const columns = Math.min(3, table.vary.length)
  const size = {
    width: 2 * margin + columns * panel.step.x,
    height: 96 + Math.ceil(table.vary.length / columns) * panel.step.y,
  }
  const title = `Random search over ${table.name}`
  return wrapFigure(size, title, describe(table, labels), [
    drawText(margin, 34, title, { size: 18, fill: figureColours.text, weight: 600 }),
    drawText(
      margin,
      56,
      `${table.costLabel} at the end${y.logarithmic ? ', logarithmic' : ''}, median over seeds; × diverged; filled: smallest`,
      { size: 13, fill: figureColours.label },
    ),
    ...table.vary.flatMap((variation, at) => {
      const left = margin + panel.left + (at % columns) * panel.step.x
      const top = 96 + Math.floor(at / columns) * panel.step.y
      const frame = { left, right: left + panel.width, top, bottom: top + panel.height }
      const { axis, place } = createSettingAxis(variation)
      return [
        ...drawPanel(frame, axis, y, '', labels[at]!),
        ...drawDraws(table, frame, axis, y, (settings) => place(settings[at])),
      ]
    }),
  ])
}

function createSettingAxis(variation: Variation): { axis: Axis; place: (value: unknown) => number } {
  if (isRange(variation)) {
    const { scale, minimum, maximum } = variation
    const axis =
      scale === 'log' ? createLogarithmicAxis(minimum, maximum, 6) : createLinearAxis(minimum, maximum, 5)
    return { axis, place: Number }
  }
  const { values } = variation
  const ticks = values.map((value, at) => ({ value: at, label: formatSetting(value) }))
  return {
    axis: { minimum: -0.5, maximum: values.length - 0.5, logarithmic: false, ticks },
    place: (value) => values.findIndex((one) => JSON.stringify(one) === JSON.stringify(value)),
  }
}

function drawDraws(
  { cells, best }: SweepTable,
  frame: Frame,
  x: Axis,
  y: Axis,
  place: (settings: unknown[]) => number,
): string[] {
  return cells.flatMap((cell) => {
    if (cell.results.length === 0) return []
    const at = toX(frame, x, place(cell.settings))
    const { median } = cell.cost
    if (!Number.isFinite(median)) return [drawCross(at, frame.top + 6, divergedColour)]
    const fill = cell === best ? lineColours[0] : 'none'
    return [
      `<circle cx="${placeOf(at)}" cy="${placeOf(toY(frame, y, Math.max(median, y.minimum)))}" r="4" fill="${fill}" stroke="${lineColours[0]}" stroke-width="1.5"/>`,
    ]
  })
}

function describe({ cells, best, costLabel }: SweepTable, labels: readonly string[]): string {
  const all = `${costLabel} at the end of ${cells.length} draws.`
  if (best === null) return all
  const where = labels.map((label, at) => `${label} ${formatSetting(best.settings[at])}`).join(', ')
  return `${all} Smallest with ${where}: ${formatCost(best.cost.median)}.`
}
