/** Points of a cost surface: where a grid point lies, what cost stands there, where the run's way leads. */
import type { CostSurface, PathPoint } from '../../../../src-worker/protocol/surface'

export interface GridPoint {
  column: number
  row: number
}

type Bounds = Pick<CostSurface, 'minimum' | 'maximum' | 'resolution'>

/** Value on an axis at a grid line. */
export const valueAtLine = ({ minimum, maximum, resolution }: Bounds, axis: 0 | 1, line: number): number =>
  minimum[axis] + (line / (resolution - 1)) * (maximum[axis] - minimum[axis])

/** Grid lines from the minimum, with a fraction; outside the grid below 0 or above `resolution` − 1. */
export const lineAtValue = ({ minimum, maximum, resolution }: Bounds, axis: 0 | 1, value: number): number =>
  ((value - minimum[axis]) / (maximum[axis] - minimum[axis])) * (resolution - 1)

export const costAtPoint = ({ values, resolution }: CostSurface, { row, column }: GridPoint): number =>
  values[row * resolution + column]!

/** The grid point nearest to shares of the sides, both from the minimum. */
export function nearestPoint({ resolution }: Bounds, shareX: number, shareY: number): GridPoint {
  const line = (share: number) => Math.max(0, Math.min(resolution - 1, Math.round(share * (resolution - 1))))
  return { column: line(shareX), row: line(shareY) }
}

/** The grid point nearest to a moment of the run, the edge for one outside. */
export const pointOfMoment = (surface: CostSurface, { x, y }: PathPoint): GridPoint =>
  nearestPoint(
    surface,
    lineAtValue(surface, 0, x) / (surface.resolution - 1),
    lineAtValue(surface, 1, y) / (surface.resolution - 1),
  )

/** Cost between grid points, of the four around weighted by nearness. */
export function interpolateCost({ values, resolution }: CostSurface, lineX: number, lineY: number): number {
  const column = Math.max(0, Math.min(resolution - 2, Math.floor(lineX)))
  const row = Math.max(0, Math.min(resolution - 2, Math.floor(lineY)))
  const [x, y] = [lineX - column, lineY - row]
  const at = row * resolution + column
  const below = values[at]! * (1 - x) + values[at + 1]! * x
  const above = values[at + resolution]! * (1 - x) + values[at + resolution + 1]! * x
  return below * (1 - y) + above * y
}

/** Index of the path's moment nearest to shares of the sides, within `reach` of a side; −1 when none is. */
export function findMoment(surface: CostSurface, shareX: number, shareY: number, reach: number): number {
  const lines = surface.resolution - 1
  let best = -1
  let least = reach
  surface.path.forEach(({ x, y }, k) => {
    const distance = Math.hypot(
      lineAtValue(surface, 0, x) / lines - shareX,
      lineAtValue(surface, 1, y) / lines - shareY,
    )
    if (distance > least) return
    best = k
    least = distance
  })
  return best
}

/** The moment after an update as it lies on the plane; null where the surface knows nothing of it. */
export const findUpdate = ({ here, path }: CostSurface, update: number): PathPoint | null =>
  here.update === update ? here : (path.find((moment) => moment.update === update) ?? null)

/** Every second grid line of both sides, the ends among them. @param surface with an odd resolution */
export function halveResolution(surface: CostSurface): CostSurface {
  const resolution = (surface.resolution + 1) / 2
  const values = new Float64Array(resolution ** 2)
  for (let row = 0, at = 0; row < resolution; row++)
    for (let column = 0; column < resolution; column++, at++)
      values[at] = costAtPoint(surface, { row: 2 * row, column: 2 * column })
  return { ...surface, resolution, values }
}
