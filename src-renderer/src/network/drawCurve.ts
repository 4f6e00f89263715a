/** Draws outputs over one input as lines, and the rows as points. */
import type { DataRows } from '../../../src-worker/protocol/tables'
import type { SurfaceMap } from '../../../src-worker/protocol/trainerApi'
import type { Palette } from './colours'
import { drawRing, prepareCanvas } from './drawMap'

export interface CurveScene {
  width: number
  height: number
  /** Of the outputs, least and largest shown. */
  range: [number, number]
  surface: SurfaceMap
  rows: DataRows | null
  /** 1 for each row that is predicted wrong; null when nothing is known of that. */
  wrong: Uint8Array | null
  palette: Palette
}

/** Range of outputs and targets, a twentieth wider. */
export function findCurveRange(surface: SurfaceMap, rows: DataRows | null): [number, number] {
  let low = Infinity
  let high = -Infinity
  for (const values of [surface.values, rows?.targets.values ?? []]) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  if (low > high) return [0, 1]
  const room = (high - low || 1) / 20
  return [low - room, high + room]
}

export function drawCurve(canvas: HTMLCanvasElement, scene: CurveScene): void {
  const { width, height, range, surface, rows, wrong, palette } = scene
  const context = prepareCanvas(canvas, width, height)
  if (!context) return
  const [low, high] = range
  const placeX = (x: number) => ((x - surface.minimum[0]) / (surface.maximum[0] - surface.minimum[0])) * width
  const placeY = (y: number) => height - ((y - low) / (high - low)) * height
  context.fillStyle = palette.stageText
  context.fillRect(0, 0, width, height)
  if (rows) drawRows(context, rows, wrong, palette, placeX, placeY)
  for (let output = 0; output < surface.outputs; output++) {
    context.beginPath()
    for (let k = 0; k < surface.resolution; k++) {
      const x = (k / (surface.resolution - 1)) * width
      const y = placeY(surface.values[k * surface.outputs + output]!)
      if (k === 0) context.moveTo(x, y)
      else context.lineTo(x, y)
    }
    context.strokeStyle = surface.outputs === 1 ? palette.ink : palette.classTexts[output % 6]!
    context.lineWidth = 1.8
    context.stroke()
  }
}

const validationPart = 1
const testPart = 2

function drawRows(
  context: CanvasRenderingContext2D,
  { inputs, targets, part }: DataRows,
  wrong: Uint8Array | null,
  palette: Palette,
  placeX: (x: number) => number,
  placeY: (y: number) => number,
): void {
  for (let row = 0; row < inputs.rows; row++) {
    if (part[row] === testPart) continue
    for (let output = 0; output < targets.columns; output++) {
      const colour = targets.columns === 1 ? palette.pointPositive : palette.classTexts[output % 6]!
      const hollow = part[row] === validationPart
      context.beginPath()
      const y = placeY(targets.values[row * targets.columns + output]!)
      const x = placeX(inputs.values[row * inputs.columns]!)
      context.arc(x, y, 3, 0, 2 * Math.PI)
      context.fillStyle = hollow ? palette.stageText : colour
      context.strokeStyle = hollow ? colour : palette.stageText
      context.lineWidth = hollow ? 1.2 : 0.8
      context.fill()
      context.stroke()
      if (wrong?.[row] === 1) drawRing(context, x, y, 3, palette)
    }
  }
}
