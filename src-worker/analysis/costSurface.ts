/** The cost over a plane through one moment's parameters, and the run's way over it; in pieces. */
import type { TrainingData } from '../core/engine'
import { viewLayers, type NetworkShape } from '../core/network'
import { createLabError, LabFailure } from '../protocol/errors'
import type { CostSurface, PathPoint, PlaneChoice, SurfaceRequest } from '../protocol/surface'
import type { TrainingSettings } from '../spec/experiment'
import type { Plane } from './plane'
import { createPlane } from './planeDirections'
import { RowCost } from './rowCost'
import { sampleRows } from './rowSample'
import { countRowWork } from './rowWork'

/** Multiplications of all forward passes of one map: about twenty seconds. Parts with more rows are sampled. */
const mostWork = 2e10
/** Rows of a sample: a map of fewer says little. */
const fewestRows = 16
/** The path's share of half a side; the rest is margin. */
const pathShare = 0.8

export interface SurfaceMoment {
  update: number
  /** In the order of the arena. */
  parameters: Float64Array<ArrayBuffer>
}

export interface SurfaceSource {
  shape: NetworkShape
  data: Pick<TrainingData, 'x' | 'y'>
  /** All rows of the part, at least one. */
  rows: Uint32Array<ArrayBuffer>
  /** Cost and penalty of every point, also of moments that had other settings. */
  settings: Pick<TrainingSettings, 'cost' | 'l1' | 'l2'>
  /** That the plane goes through. */
  here: SurfaceMoment
  /** By update; `here` is one of them. */
  moments: readonly SurfaceMoment[]
}

/** How far a work is, in pieces that it counts itself. */
export interface WorkDone {
  done: number
  total: number
}

/**
 * Rows that a map of so many points is of.
 * @throws LabFailure `stepTooLarge` when even the fewest are too many
 */
export function countSurfaceRows(shape: NetworkShape, points: number, rowsOfPart: number): number {
  const work = countRowWork(shape)
  const rows = Math.min(rowsOfPart, Math.floor(mostWork / (work * points)))
  const fewest = Math.min(rowsOfPart, fewestRows)
  if (rows >= fewest) return rows
  const most = Math.floor(mostWork / (work * fewest))
  throw new LabFailure(
    createLabError(
      'stepTooLarge',
      `Of this network the cost can be computed at ${most} points at once; with the moments of its way the map has ${points}. A coarser map can be had.`,
    ),
  )
}

/**
 * @param progress counted up; points and moments are one each
 * @throws LabFailure as `createPlane` and `countSurfaceRows` say
 */
export function* mapCost(
  source: SurfaceSource,
  request: SurfaceRequest,
  progress: WorkDone,
): Generator<WorkDone, CostSurface> {
  const { shape, here, moments, rows: part } = source
  const { resolution } = request
  const count = countSurfaceRows(shape, resolution ** 2 + moments.length, part.length)
  const rows = sampleRows(part, count)
  const origin = here.parameters
  const parameters = moments.map((moment) => moment.parameters)
  const plane = yield* report(createPlane(request.plane, shape, origin, parameters), progress)
  const cost = new RowCost(shape, source.data, rows, source.settings, request.withPenalty)
  const path = yield* followPath(moments, plane, shape, cost, progress)
  const reach = chooseReach(request, plane.center, path)
  const values = yield* fillGrid(plane, resolution, reach, shape, cost, progress)
  const [x, y] = plane.center
  return {
    update: here.update,
    resolution,
    minimum: [x - reach[0], y - reach[1]],
    maximum: [x + reach[0], y + reach[1]],
    values,
    here: { update: here.update, x, y, cost: values[(values.length - 1) / 2]!, distance: 0 },
    path,
    variance: plane.variance,
    rows: rows.length,
    rowsOfPart: part.length,
  }
}

function* followPath(
  moments: readonly SurfaceMoment[],
  plane: Plane,
  shape: NetworkShape,
  cost: RowCost,
  progress: WorkDone,
): Generator<WorkDone, PathPoint[]> {
  const path: PathPoint[] = []
  for (const { update, parameters } of moments) {
    const { x, y, distance } = plane.locate(parameters)
    const measured = yield* report(cost.measure(viewLayers(shape, parameters)), progress)
    path.push({ update, x, y, cost: measured, distance })
    progress.done++
    yield progress
  }
  return path
}

/** Half of each side. */
function chooseReach(
  { plane, reach }: SurfaceRequest,
  [x, y]: readonly [number, number],
  path: readonly PathPoint[],
): [number, number] {
  if (reach !== null) return [reach, reach]
  if (plane.kind === 'random') return [1, 1]
  const farX = Math.max(...path.map((point) => Math.abs(point.x - x))) / pathShare
  const farY = Math.max(...path.map((point) => Math.abs(point.y - y))) / pathShare
  return [Math.max(farX, leastReach(plane, x, farY)), Math.max(farY, leastReach(plane, y, farX))]
}

/** Of a parameter so that 0 is in sight; of a component an eighth of the other one, so that a narrow way has ground beside it. */
const leastReach = ({ kind }: PlaneChoice, center: number, other: number): number =>
  kind === 'parameters' ? Math.max(1, 2 * Math.abs(center)) : other / 8

/** Values `[y][x]`. The point in the middle is the moment itself, exactly. */
function* fillGrid(
  plane: Plane,
  resolution: number,
  [reachX, reachY]: readonly [number, number],
  shape: NetworkShape,
  cost: RowCost,
  progress: WorkDone,
): Generator<WorkDone, Float64Array<ArrayBuffer>> {
  const values = new Float64Array(resolution ** 2)
  const arena = new Float64Array(shape.parameters)
  const parameters = viewLayers(shape, arena)
  for (let p = 0; p < values.length; p++) {
    const x = placeOf(p % resolution, resolution, plane.center[0], reachX)
    const y = placeOf(Math.floor(p / resolution), resolution, plane.center[1], reachY)
    plane.placeInto(arena, x, y)
    values[p] = yield* report(cost.measure(parameters), progress)
    progress.done++
    yield progress
  }
  return values
}

const placeOf = (k: number, resolution: number, center: number, reach: number): number =>
  center + reach * ((2 * k) / (resolution - 1) - 1)

/** The pieces of a part of the work, told as the whole's. */
export function* report<Value>(
  steps: Generator<unknown, Value>,
  progress: WorkDone,
): Generator<WorkDone, Value> {
  for (;;) {
    const { value, done } = steps.next()
    if (done === true) return value
    yield progress
  }
}
