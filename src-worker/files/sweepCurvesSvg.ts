/** The cost of each combination over the epochs: its median over the seeds, between its quartiles. */
import { createLinearAxis, type Axis } from './axisTicks'
import { isDrawable } from './costPlot'
import { drawLine, drawText, figureColours, letterWidth, placeOf, wrapFigure } from './svgDrawing'
import { joinCurves, type CurvePoint } from '../sweep/sweepCurve'
import {
  createAxis,
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
import type { SweepCell, SweepTable } from './sweepTable'

const margin = 28
const panelSize = { width: 300, height: 190, left: 62, below: 74 }
const single = { width: 700, height: 330 }
const mostPanels = 12

interface Line {
  label: string
  colour: string
  points: CurvePoint[]
}

interface Panel {
  title: string
  lines: Line[]
}

/**
 * A grid has a line a value of its first setting, and a panel a combination of the others. Where these would be too
 * many, and of a random search, one panel has the best combinations.
 * @returns an SVG file with a title, a description, axis titles and a legend
 */
export function writeCurvesSvg(table: SweepTable): string {
  const panels = splitPanels(table) ?? [pickBest(table)]
  const points = panels.flatMap(({ lines }) => lines.flatMap((line) => line.points))
  const x = createLinearAxis(0, Math.max(1e-9, ...points.map(({ epoch }) => epoch)), 4)
  const y = createAxis(listCosts(panels))
  const inner = panels.length === 1 ? single : panelSize
  const columns = Math.min(3, panels.length)
  const step = { x: panelSize.left + inner.width + 20, y: inner.height + panelSize.below }
  const width = 2 * margin + columns * step.x
  const legend = drawLegend(panels, width)
  const top = 92 + legend.height
  const size = { width, height: top + Math.ceil(panels.length / columns) * step.y + 4 }
  const title = `Curves of the sweep of ${table.name}`
  return wrapFigure(size, title, describe(table, panels), [
    drawText(margin, 34, title, { size: 18, fill: figureColours.text, weight: 600 }),
    drawText(
      margin,
      56,
      `${table.costLabel}${y.logarithmic ? ', logarithmic' : ''}; median over seeds, band from quartile to quartile; × diverged`,
      { size: 13, fill: figureColours.label },
    ),
    ...legend.parts,
    ...panels.flatMap((panel, at) => {
      const left = margin + panelSize.left + (at % columns) * step.x
      const from = top + Math.floor(at / columns) * step.y
      const frame = { left, right: left + inner.width, top: from, bottom: from + inner.height }
      return [
        ...drawPanel(frame, x, y, panel.title, 'epoch'),
        ...panel.lines.flatMap((line) => drawCurve(frame, x, y, line)),
      ]
    }),
  ])
}

function splitPanels(table: SweepTable): Panel[] | null {
  const { vary, cells, isRandom } = table
  if (isRandom) return null
  const labels = labelSettings(table)
  const panels = new Map<string, Panel>()
  for (const cell of cells) {
    const title = labels
      .slice(1)
      .map((label, at) => `${label} = ${formatSetting(cell.settings[at + 1])}`)
      .join(', ')
    const panel = panels.get(title) ?? { title, lines: [] }
    panels.set(title, panel)
    const label = vary.length === 0 ? 'all seeds' : `${labels[0]} = ${formatSetting(cell.settings[0])}`
    panel.lines.push(toLine(cell, label, panel.lines.length))
  }
  const all = [...panels.values()]
  const fits = all.length <= mostPanels && all.every(({ lines }) => lines.length <= lineColours.length)
  return fits ? all : null
}

function pickBest(table: SweepTable): Panel {
  const labels = labelSettings(table)
  const ranked = table.cells
    .filter(({ results }) => results.length > 0)
    .sort((one, other) => compare(one.cost.median, other.cost.median))
    .slice(0, lineColours.length)
  const name = (cell: SweepCell) =>
    labels.map((label, at) => `${label} = ${formatSetting(cell.settings[at])}`).join(', ')
  return {
    title: `the best ${ranked.length} of ${table.cells.length}`,
    lines: ranked.map((cell, at) => toLine(cell, name(cell), at)),
  }
}

const compare = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1)

const toLine = ({ results }: SweepCell, label: string, at: number): Line => ({
  label,
  colour: lineColours[at % lineColours.length]!,
  points: joinCurves(results),
})

/** What the axis holds: a curve that runs off may leave it at the top. */
function listCosts(panels: readonly Panel[]): number[] {
  const lines = panels.flatMap((panel) => panel.lines)
  const list = ({ points }: Line) => points.flatMap(({ lower, median, upper }) => [lower, median, upper])
  const calm = lines.filter(({ points }) => points.every(({ median }) => Number.isFinite(median)))
  return (calm.length > 0 ? calm : lines).flatMap(list).filter(isDrawable)
}

function describe({ best, costLabel, vary }: SweepTable, panels: readonly Panel[]): string {
  const lines = panels.reduce((count, panel) => count + panel.lines.length, 0)
  const all = `${costLabel} over the epochs: ${lines} curves in ${panels.length} panels, each the median over seeds with its quartiles.`
  if (best === null) return all
  const labels = labelSettings({ vary } as SweepTable)
  const where = labels.map((label, at) => `${label} ${formatSetting(best.settings[at])}`).join(', ')
  return `${all} Smallest at the end${where === '' ? '' : ` with ${where}`}: ${formatCost(best.cost.median)}.`
}

function drawCurve(frame: Frame, x: Axis, y: Axis, { points, colour }: Line): string[] {
  const isShown = (value: number): boolean => isDrawable(value) && value >= y.minimum && value <= y.maximum
  const clamp = (value: number): number => Math.min(Math.max(value, y.minimum), y.maximum)
  const at = (epoch: number, value: number): string =>
    `${placeOf(toX(frame, x, epoch))} ${placeOf(toY(frame, y, value))}`
  const parts: string[] = []
  for (const run of splitRuns(points, ({ median }) => isShown(median))) {
    const upper = run.map(({ epoch, upper: value }) => at(epoch, clamp(value)))
    const lower = run.map(({ epoch, lower: value }) => at(epoch, clamp(value)))
    if (run.length === 1) {
      const [cx, cy] = at(run[0]!.epoch, run[0]!.median).split(' ')
      parts.push(`<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`)
      continue
    }
    parts.push(
      `<path d="M${[...upper, ...lower.reverse()].join('L')}Z" fill="${colour}" fill-opacity="0.16"/>`,
      `<path d="M${run.map(({ epoch, median }) => at(epoch, median)).join('L')}" fill="none" stroke="${colour}" stroke-width="1.75" stroke-linejoin="round"/>`,
    )
  }
  const lost = points.find(({ median }) => median === Infinity)
  if (lost !== undefined) parts.push(drawCross(toX(frame, x, lost.epoch), frame.top + 6, colour))
  return parts
}

function splitRuns<Item>(items: readonly Item[], isShown: (item: Item) => boolean): Item[][] {
  const runs: Item[][] = [[]]
  for (const item of items) {
    if (isShown(item)) runs.at(-1)!.push(item)
    else runs.push([])
  }
  return runs.filter(({ length }) => length > 0)
}

/** The lines of the first panel, which are those of the others too, wrapped to the width. */
function drawLegend(panels: readonly Panel[], width: number): { parts: string[]; height: number } {
  const parts: string[] = []
  let [x, y] = [margin, 80]
  for (const { label, colour } of panels[0]!.lines) {
    const room = 30 + Math.ceil(label.length * letterWidth) + 22
    if (x > margin && x + room > width - margin) [x, y] = [margin, y + 20]
    parts.push(
      drawLine(x, y, x + 24, y, colour, ' stroke-width="2.5"'),
      drawText(x + 30, y + 4, label, { size: 12, fill: figureColours.label }),
    )
    x += room
  }
  return { parts, height: y - 80 + 24 }
}
