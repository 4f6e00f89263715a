/** What the figures of a sweep share: colours, labels, one small panel with axes. */
import { formatSetting, shortenPaths } from '../spec/sweepNames'
import { placeOnAxis, type Axis } from './axisTicks'
import { createCostAxis, isDrawable } from './costPlot'
import { drawLine, drawText, figureColours, placeOf } from './svgDrawing'
import type { SweepTable } from './sweepTable'

export const divergedColour = '#8f2a72'
/** Apart for every kind of colour vision; no more lines than these stand in one panel. */
export const lineColours = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#8f2a72',
  '#b8860b',
  '#56b4e9',
  '#14171a',
  '#c2577f',
] as const

/** From the smallest value of a colour scale to the largest. */
const ramp = ['#0a2f5c', '#1f6aa5', '#64a6cf', '#bcd7ea', '#f3f8fc'].map((colour) =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)),
)

/** @param share from 0, dark, to 1, light */
export function pickColour(share: number): string {
  const place = Math.min(Math.max(share, 0), 1) * (ramp.length - 1)
  const below = Math.min(Math.floor(place), ramp.length - 2)
  const parts = ramp[below]!.map((from, channel) =>
    Math.round(from + (ramp[below + 1]![channel]! - from) * (place - below)),
  )
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

/** Words over that colour. */
export const pickInk = (share: number): string => (share < 0.45 ? '#ffffff' : figureColours.text)

/** Three digits. */
export function formatCost(value: number): string {
  if (!Number.isFinite(value)) return '∞'
  const isPlain = value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5)
  return isPlain ? String(Number(value.toPrecision(3))) : value.toExponential(2)
}

export const labelSettings = ({ vary }: SweepTable): string[] => shortenPaths(vary.map(({ path }) => path))

export { formatSetting }

/** An axis for what can be drawn of the values; logarithmic when they span more than two decades. */
export const createAxis = (values: readonly number[]): Axis => createCostAxis(values.filter(isDrawable))

export interface Frame {
  left: number
  right: number
  top: number
  bottom: number
}

export const toX = ({ left, right }: Frame, axis: Axis, value: number): number =>
  left + placeOnAxis(axis, value) * (right - left)
export const toY = ({ top, bottom }: Frame, axis: Axis, value: number): number =>
  bottom - placeOnAxis(axis, value) * (bottom - top)

/** Both axes with their marks, the words below and the name above. */
export function drawPanel(frame: Frame, x: Axis, y: Axis, title: string, below: string): string[] {
  const { left, right, top, bottom } = frame
  const tick = { size: 11, fill: figureColours.tick }
  return [
    drawText(left, top - 8, title, { size: 12, fill: figureColours.text, weight: 600 }),
    ...y.ticks.flatMap(({ value, label }) => {
      const at = toY(frame, y, value)
      return [
        drawLine(left, at, right, at, figureColours.grid),
        drawText(left - 6, at + 4, label, { ...tick, anchor: 'end' }),
      ]
    }),
    drawLine(left, bottom, right, bottom, figureColours.axis),
    ...x.ticks.flatMap(({ value, label }) => {
      const at = toX(frame, x, value)
      return [
        drawLine(at, bottom, at, bottom + 4, figureColours.axis),
        drawText(at, bottom + 16, label, { ...tick, anchor: 'middle' }),
      ]
    }),
    drawText((left + right) / 2, bottom + 32, below, {
      size: 12,
      fill: figureColours.label,
      anchor: 'middle',
    }),
  ]
}

/** A cross: a run that diverged. */
export const drawCross = (x: number, y: number, colour: string, half = 4): string =>
  `<path d="M${placeOf(x - half)} ${placeOf(y - half)}L${placeOf(x + half)} ${placeOf(y + half)}M${placeOf(x - half)} ${placeOf(y + half)}L${placeOf(x + half)} ${placeOf(y - half)}" stroke="${colour}" stroke-width="1.75" fill="none"/>`
