/** Where things stand on the map, px from its upper left corner. */
import type { CostSurface, PathPoint } from '../../../../src-worker/protocol/surface'
import { createTicks } from '../../network/axisTicks'
import { formatTick } from '../../ui/formatNumber'
import type { PlaneKind } from './surfaceRequest'

export interface MapSize {
  width: number
  height: number
}

const smallest = 120
/** Left of the map and below it, for ticks and titles. */
export const mapMargin = { left: 62, bottom: 40, right: 14, top: 6 }

/**
 * As large as the room lets it be. Directions are in one unit, so that the map keeps their proportion as far as it can;
 * the values of two weights need none.
 */
export function fitMap(room: MapSize, surface: CostSurface, plane: PlaneKind): MapSize {
  const width = Math.max(smallest, room.width - mapMargin.left - mapMargin.right)
  const height = Math.max(smallest, room.height - mapMargin.bottom - mapMargin.top)
  const spans = [0, 1].map((axis) => surface.maximum[axis]! - surface.minimum[axis]!) as [number, number]
  const aspect = plane === 'parameters' ? 1.5 : Math.max(2 / 3, Math.min(1.5, spans[0] / spans[1]))
  return {
    width: Math.round(Math.min(width, height * aspect)),
    height: Math.round(Math.min(height, plane === 'parameters' ? height : width / aspect)),
  }
}

export const placeX = ({ minimum, maximum }: CostSurface, { width }: MapSize, x: number): number =>
  ((x - minimum[0]) / (maximum[0] - minimum[0])) * width

export const placeY = ({ minimum, maximum }: CostSurface, { height }: MapSize, y: number): number =>
  height - ((y - minimum[1]) / (maximum[1] - minimum[1])) * height

export interface MapTick {
  at: number
  text: string
}

export function createMapTicks(surface: CostSurface, size: MapSize): { x: MapTick[]; y: MapTick[] } {
  const { minimum, maximum } = surface
  const ticks = (axis: 0 | 1, place: (value: number) => number) =>
    createTicks(minimum[axis], maximum[axis]).map((value) => ({ at: place(value), text: formatTick(value) }))
  return {
    x: ticks(0, (x) => placeX(surface, size, x)),
    y: ticks(1, (y) => placeY(surface, size, y)),
  }
}

/** The path as dots and as the points of a line. */
export function layOutPath(
  surface: CostSurface,
  size: MapSize,
): { dots: { x: number; y: number }[]; line: string } {
  const dots = surface.path.map(({ x, y }) => ({ x: placeX(surface, size, x), y: placeY(surface, size, y) }))
  return { dots, line: dots.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ') }
}

export const placeMoment = (
  surface: CostSurface,
  size: MapSize,
  moment: PathPoint | null,
): { x: number; y: number } | null =>
  moment && { x: placeX(surface, size, moment.x), y: placeY(surface, size, moment.y) }
