/** A grid of settings as coloured cells. */
import { placeOnAxis, type Axis } from './axisTicks'
import { drawLine, drawText, figureColours, letterWidth, placeOf, wrapFigure } from './svgDrawing'
import {
  createAxis,
  divergedColour,
  formatCost,
  formatSetting,
  labelSettings,
  pickColour,
  pickInk,
} from './sweepFigure'
import type { SweepCell, SweepTable } from './sweepTable'

const margin = 28
const headHeight = 76
const cellHeight = 46
const panelGap = 34
const widths = { smallest: 22, largest: 112, all: 780 }
/** Words of a cell and of the axis below stand where there is room for them. */
const roomForWords = 54

interface Panel {
  title: string
  /** `[row][column]`; a combination that was not drawn is absent. */
  cells: (SweepCell | undefined)[][]
}

interface Grid {
  columns: string[]
  rows: string[]
  panels: Panel[]
}

/**
 * The judged cost at the end, median over the seeds: the first setting across, the second down, a panel a value of
 * the third. Combinations whose runs diverged are crossed out, or say how many did; the best one has a frame.
 * @returns an SVG file with a title, a description, axis titles and a scale
 */
export function writeHeatMapSvg(table: SweepTable): string {
  const grid = layOut(table)
  const labels = labelSettings(table)
  const longestRow = Math.max(0, ...grid.rows.map(({ length }) => length))
  const left = margin + 24 + Math.ceil(longestRow * letterWidth)
  const width = Math.min(
    widths.largest,
    Math.max(widths.smallest, Math.floor(widths.all / grid.columns.length)),
  )
  const isTurned = grid.columns.some(({ length }) => length * letterWidth > width - 6)
  const below = isTurned
    ? 16 + Math.ceil(Math.max(...grid.columns.map(({ length }) => length)) * letterWidth)
    : 24
  const panelHeight = grid.rows.length * cellHeight + below + panelGap + 18
  const right = left + width * grid.columns.length
  const size = {
    width: Math.max(right + margin, 560),
    height: headHeight + grid.panels.length * panelHeight + 64,
  }
  const scale = createAxis(table.cells.map(({ cost }) => cost.median))
  const title = `Sweep of ${table.name}`
  const body = grid.panels.flatMap((panel, at) => {
    const top = headHeight + at * panelHeight + (panel.title === '' ? 0 : 18)
    const bottom = top + grid.rows.length * cellHeight
    return [
      drawText(left, top - 8, panel.title, { size: 13, fill: figureColours.text, weight: 600 }),
      ...drawCells(table, panel, scale, { left, top, width }),
      ...drawRowLabels(grid.rows, left, top),
      ...drawColumnLabels(grid.columns, left, bottom, width, isTurned),
      drawText((left + right) / 2, bottom + below + 10, labels[0] ?? '', {
        size: 13,
        fill: figureColours.label,
        anchor: 'middle',
      }),
      drawText(margin - 8, (top + bottom) / 2, labels[1] ?? '', {
        size: 13,
        fill: figureColours.label,
        anchor: 'middle',
        turned: true,
      }),
    ]
  })
  return wrapFigure(size, title, describe(table), [
    drawText(margin, 34, title, { size: 18, fill: figureColours.text, weight: 600 }),
    drawText(margin, 56, `${table.costLabel} at the end, median over seeds`, {
      size: 13,
      fill: figureColours.label,
    }),
    ...body,
    ...drawScale(scale, margin + 24, size.height - 48),
  ])
}

function layOut({ vary, cells }: SweepTable): Grid {
  const values = vary.map((variation) => ('values' in variation ? variation.values : []))
  const [across = [''], down = [''], third = ['']] = values
  const labels = labelSettings({ vary } as SweepTable)
  let next = 0
  /** The list counts its last setting fastest. */
  const byPlace = across.map(() => down.map(() => third.map(() => cells[next++])))
  return {
    columns: vary.length > 0 ? across.map(formatSetting) : [''],
    rows: vary.length > 1 ? down.map(formatSetting) : [''],
    panels: third.map((value, panel) => ({
      title: vary.length > 2 ? `${labels[2]} = ${formatSetting(value)}` : '',
      cells: down.map((_, row) => across.map((__, column) => byPlace[column]![row]![panel])),
    })),
  }
}

function describe({ cells, best, costLabel, vary }: SweepTable): string {
  const settings = labelSettings({ vary } as SweepTable)
  const all = `${costLabel} at the end of ${cells.length} combinations.`
  const diverged = cells.filter((cell) => cell.diverged > 0).length
  const ends = diverged === 0 ? '' : ` Runs diverged in ${diverged} of them.`
  if (best === null) return all + ends
  const where = settings.map((label, at) => `${label} ${formatSetting(best.settings[at])}`).join(', ')
  return `${all} Smallest with ${where}: ${formatCost(best.cost.median)}.${ends}`
}

function drawCells(
  { best }: SweepTable,
  { cells }: Panel,
  scale: Axis,
  { left, top, width }: { left: number; top: number; width: number },
): string[] {
  const drawn = cells.flatMap((row, down) =>
    row.flatMap((cell, across) =>
      cell === undefined
        ? []
        : drawCell(cell, scale, left + across * width, top + down * cellHeight, width, cell === best),
    ),
  )
  return drawn
}

function drawCell(
  cell: SweepCell,
  scale: Axis,
  x: number,
  y: number,
  width: number,
  isBest: boolean,
): string[] {
  const { cost, accuracy, diverged, results, runs } = cell
  const rectangle = (fill: string, extra = '') =>
    `<rect x="${placeOf(x + 1)}" y="${y + 1}" width="${width - 2}" height="${cellHeight - 2}" fill="${fill}"${extra}/>`
  const hasRoom = width >= roomForWords
  const words = (row: number, text: string, fill: string, size = 11): string[] =>
    hasRoom ? [drawText(x + width / 2, y + cellHeight / 2 + row, text, { size, fill, anchor: 'middle' })] : []
  if (results.length === 0) {
    return [
      rectangle(figureColours.ground, ` stroke="${figureColours.axis}" stroke-dasharray="3 3"`),
      ...words(4, 'not run', figureColours.tick),
    ]
  }
  if (!Number.isFinite(cost.median)) {
    const edge = [x + 6, y + 6, x + width - 6, y + cellHeight - 6] as const
    return [
      rectangle('#f6e9f1', ` stroke="${divergedColour}"`),
      drawLine(edge[0], edge[1], edge[2], edge[3], divergedColour, ' stroke-opacity="0.35"'),
      drawLine(edge[0], edge[3], edge[2], edge[1], divergedColour, ' stroke-opacity="0.35"'),
      ...words(4, diverged === runs ? 'diverged' : `${diverged}/${runs} diverged`, divergedColour, 10.5),
    ]
  }
  const share = placeOnAxis(scale, cost.median)
  const ink = pickInk(share)
  const notes = [
    Number.isNaN(accuracy.median) ? '' : `${(100 * accuracy.median).toFixed(1)} %`,
    diverged > 0 ? `${diverged}/${runs} diverged` : results.length < runs ? `${results.length}/${runs}` : '',
  ].filter((note) => note !== '')
  const first = notes.length === 0 ? 4 : notes.length === 1 ? -2 : -8
  return [
    rectangle(pickColour(share), isBest ? ` stroke="${divergedColour}" stroke-width="3"` : ''),
    ...words(first, formatCost(cost.median), ink, 12.5),
    ...notes.flatMap((note, at) => words(first + 14 + 12 * at, note, ink, 10.5)),
  ]
}

const drawRowLabels = (rows: readonly string[], left: number, top: number): string[] =>
  rows.map((label, at) =>
    drawText(left - 8, top + (at + 0.5) * cellHeight + 4, label, {
      size: 12,
      fill: figureColours.tick,
      anchor: 'end',
    }),
  )

const drawColumnLabels = (
  columns: readonly string[],
  left: number,
  bottom: number,
  width: number,
  turned: boolean,
): string[] =>
  columns.map((label, at) =>
    drawText(left + (at + 0.5) * width + (turned ? 4 : 0), bottom + (turned ? 8 : 16), label, {
      size: 12,
      fill: figureColours.tick,
      anchor: turned ? 'end' : 'middle',
      turned,
    }),
  )

function drawScale(scale: Axis, left: number, top: number): string[] {
  const [width, steps] = [280, 40]
  const step = width / steps
  return [
    ...Array.from(
      { length: steps },
      (_, at) =>
        `<rect x="${placeOf(left + at * step)}" y="${top}" width="${placeOf(step + 0.3)}" height="12" fill="${pickColour((at + 0.5) / steps)}"/>`,
    ),
    ...scale.ticks.map(({ value, label }) =>
      drawText(left + placeOnAxis(scale, value) * width, top + 27, label, {
        size: 11,
        fill: figureColours.tick,
        anchor: 'middle',
      }),
    ),
    `<rect x="${left + width + 32}" y="${top}" width="18" height="12" fill="none" stroke="${divergedColour}" stroke-width="3"/>`,
    drawText(left + width + 58, top + 11, 'smallest', { size: 12, fill: figureColours.label }),
  ]
}
