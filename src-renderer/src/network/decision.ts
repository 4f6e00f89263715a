/** How outputs become colours of the map: two sides of a level, the likeliest class, or a surface. */
import type { DataRows, DataSummary } from '../../../src-worker/protocol/tables'
import type { SurfaceMap } from '../../../src-worker/protocol/trainerApi'
import { classIndex, putPixel, type Palette, type Rgb } from './colours'

export type Decision =
  /** One output with two target values: the level lies in the middle, `half` from either. */
  | { kind: 'level'; level: number; half: number }
  | { kind: 'argmax' }
  | { kind: 'surface'; output: number; centre: number; half: number }

export function findDecision(
  data: Pick<DataSummary, 'task' | 'targets'>,
  rows: DataRows | null,
  output: number,
): Decision {
  const values = targetValues(rows, data.targets === 1 ? 0 : output)
  const low = Math.min(...values)
  const high = Math.max(...values)
  if (data.targets === 1 && (data.task === 'classification' || values.size === 2)) {
    return values.size < 2
      ? { kind: 'level', level: 0.5, half: 0.5 }
      : { kind: 'level', level: (low + high) / 2, half: (high - low) / 2 }
  }
  if (data.task === 'classification') return { kind: 'argmax' }
  const half = Math.max(Math.abs(low), Math.abs(high))
  return { kind: 'surface', output, centre: 0, half: Number.isFinite(half) && half > 0 ? half : 1 }
}

function targetValues(rows: DataRows | null, column: number): Set<number> {
  const found = new Set<number>()
  if (!rows) return found
  const { columns, values } = rows.targets
  for (let at = column; at < values.length; at += columns) found.add(values[at]!)
  return found
}

export function argmax(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0
  for (let k = 1; k < count; k++) if (values[start + k]! > values[start + best]!) best = k
  return best
}

/** Fills `pixels` (RGBA, top row first) from a surface (bottom row first). */
export function paintSurface(
  pixels: Uint8ClampedArray,
  surface: SurfaceMap,
  decision: Decision,
  palette: Palette,
): void {
  const { resolution, outputs, values } = surface
  const strongest = palette.dark ? 0.44 : 0.42
  for (let y = 0; y < resolution; y++) {
    for (let x = 0; x < resolution; x++) {
      const start = (y * resolution + x) * outputs
      const at = ((resolution - 1 - y) * resolution + x) * 4
      const { colour, share } = colourOf(values, start, outputs, decision, palette)
      putPixel(pixels, at, palette.stage, colour, strongest * Math.min(1, share))
    }
  }
}

function colourOf(
  values: Float32Array,
  start: number,
  outputs: number,
  decision: Decision,
  palette: Palette,
): { colour: Rgb; share: number } {
  if (decision.kind === 'argmax') {
    const best = argmax(values, start, outputs)
    const floor = 1 / outputs
    const share = 0.3 + (0.7 * (values[start + best]! - floor)) / (1 - floor)
    return { colour: palette.classes[classIndex(palette, best)]!, share: Math.max(0, share) }
  }
  const centre = decision.kind === 'level' ? decision.level : decision.centre
  const output = decision.kind === 'level' ? 0 : decision.output
  const share = (values[start + output]! - centre) / decision.half
  return {
    colour: share < 0 ? palette.negative : palette.positive,
    share: Number.isFinite(share) ? Math.abs(share) : 0,
  }
}

/** Colour of a point by its target. */
export function pointColour(
  targets: Float64Array,
  start: number,
  count: number,
  decision: Decision,
  palette: Palette,
): string {
  if (decision.kind === 'argmax')
    return palette.classTexts[classIndex(palette, argmax(targets, start, count))]!
  const centre = decision.kind === 'level' ? decision.level : decision.centre
  const output = decision.kind === 'level' ? 0 : decision.output
  return targets[start + output]! < centre ? palette.pointNegative : palette.pointPositive
}
