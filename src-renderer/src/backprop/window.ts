/** Which rows and columns of large matrices are on screen; matrices that share an axis share its window. */
import type { Axis } from '../../../src-worker/notation/tensorIds'

export interface Span {
  start: number
  /** Shown. */
  count: number
  /** In all. */
  total: number
}

export interface WindowState {
  sampleStart: number
  /** First unit shown of each layer, inputs first. */
  unitStarts: number[]
}

export const mostSamples = 8
/** Up to 12 units are all shown, of more 8 at a time. */
export const mostUnits = 12
export const unitsAtATime = 8

export interface Shape {
  samples: number
  /** Units of each layer, inputs first. */
  units: number[]
}

export function spanOf(axis: Axis, shape: Shape, state: WindowState): Span {
  if (axis === 'one') return { start: 0, count: 1, total: 1 }
  if (axis === 'samples') return clampSpan(state.sampleStart, shape.samples, mostSamples)
  const units = shape.units[axis] ?? 0
  return clampSpan(state.unitStarts[axis] ?? 0, units, units > mostUnits ? unitsAtATime : mostUnits)
}

function clampSpan(start: number, total: number, most: number): Span {
  const count = Math.min(total, most)
  return { start: Math.max(0, Math.min(start, total - count)), count, total }
}

/** The state in which `index` of the axis is on screen, moved no further than needed. */
export function reveal(axis: Axis, index: number, shape: Shape, state: WindowState): WindowState {
  if (axis === 'one') return state
  const span = spanOf(axis, shape, state)
  const start =
    index < span.start ? index : index >= span.start + span.count ? index - span.count + 1 : span.start
  return moveTo(axis, start, state)
}

export function moveTo(axis: Exclude<Axis, 'one'>, start: number, state: WindowState): WindowState {
  if (axis === 'samples') return { ...state, sampleStart: Math.max(0, start) }
  const unitStarts = [...state.unitStarts]
  unitStarts[axis] = Math.max(0, start)
  return { ...state, unitStarts }
}
