/**
 * The surface in space, seen from far away (orthographic): x and y from −1 to 1, heights from 0 to 1.
 * Turning moves the surface about its upright axis, tilting lifts the eye over the horizon.
 */
import { formatFixed } from '../../../../src-worker/notation/numbers'

export interface Camera {
  /** Radians; at 0 x runs to the right and y away from the eye. */
  turn: number
  /** Radians over the horizon: π/2 looks straight down. */
  tilt: number
  zoom: number
}

export interface Viewport {
  width: number
  height: number
}

export const firstCamera: Readonly<Camera> = { turn: -0.6, tilt: 0.6, zoom: 1 }
/** How high the surface stands, in the unit of x and y. */
export const heightOfOne = 1.1
const tiltRange = { least: 0.09, most: Math.PI / 2 }
const zoomRange = { least: 0.5, most: 4 }
/** Half of the picture's sides, in the unit of x and y. */
const halfWidth = 1.75
const halfHeight = 1.55

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))

/** Turned into one full circle, tilted between horizon and zenith, zoomed within its range. */
export function limitCamera({ turn, tilt, zoom }: Camera): Camera {
  const circle = 2 * Math.PI
  return {
    turn: turn - circle * Math.round(turn / circle),
    tilt: clamp(tilt, tiltRange.least, tiltRange.most),
    zoom: clamp(zoom, zoomRange.least, zoomRange.most),
  }
}

/** The camera as six numbers: px of the page = origin + what x, y and height add. */
export interface Projection {
  originX: number
  originY: number
  xToX: number
  yToX: number
  xToY: number
  yToY: number
  heightToY: number
}

export function createProjection({ turn, tilt, zoom }: Camera, { width, height }: Viewport): Projection {
  const unit = zoom * Math.min(width / (2 * halfWidth), height / (2 * halfHeight))
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)]
  const lift = unit * heightOfOne * Math.cos(tilt)
  return {
    originX: width / 2,
    originY: height / 2 + lift / 2,
    xToX: unit * cosine,
    yToX: -unit * sine,
    xToY: -unit * sine * Math.sin(tilt),
    yToY: -unit * cosine * Math.sin(tilt),
    heightToY: -lift,
  }
}

export const projectX = (p: Projection, x: number, y: number): number => p.originX + p.xToX * x + p.yToX * y
export const projectY = (p: Projection, x: number, y: number, height: number): number =>
  p.originY + p.xToY * x + p.yToY * y + p.heightToY * height

/**
 * Where to begin so that what is nearer is painted later: columns and rows of a height field hide each other only
 * towards the eye, so going from the far end of both axes is enough, and nothing is sorted.
 * `true` begins at the largest index.
 */
export function findPaintOrder({ turn }: Pick<Camera, 'turn'>): {
  fromLastColumn: boolean
  fromLastRow: boolean
} {
  return { fromLastColumn: Math.sin(turn) > 0, fromLastRow: Math.cos(turn) > 0 }
}

const keyStep = Math.PI / 36
const zoomStep = 1.15

/** The camera after a key; null for a key that moves nothing. */
export function moveCamera(camera: Camera, key: string): Camera | null {
  const { turn, tilt, zoom } = camera
  const moves: Record<string, Camera> = {
    ArrowLeft: { turn: turn - keyStep, tilt, zoom },
    ArrowRight: { turn: turn + keyStep, tilt, zoom },
    ArrowUp: { turn, tilt: tilt + keyStep, zoom },
    ArrowDown: { turn, tilt: tilt - keyStep, zoom },
    '+': { turn, tilt, zoom: zoom * zoomStep },
    '=': { turn, tilt, zoom: zoom * zoomStep },
    '-': { turn, tilt, zoom: zoom / zoomStep },
    '−': { turn, tilt, zoom: zoom / zoomStep },
    Home: { ...firstCamera },
  }
  const moved = moves[key]
  return moved === undefined ? null : limitCamera(moved)
}

/** Radians a px of dragging. */
const dragStep = 0.008

/** The front of the surface goes with the hand. */
export const dragCamera = (camera: Camera, deltaX: number, deltaY: number): Camera =>
  limitCamera({ ...camera, turn: camera.turn + deltaX * dragStep, tilt: camera.tilt + deltaY * dragStep })

export const zoomCamera = (camera: Camera, wheelDelta: number): Camera =>
  limitCamera({ ...camera, zoom: camera.zoom * Math.exp(-wheelDelta / 600) })

/** Whole degrees, and the zoom as it is written. */
export const describeCamera = ({
  turn,
  tilt,
  zoom,
}: Camera): { turn: string; tilt: string; zoom: string } => ({
  turn: formatFixed((turn * 180) / Math.PI, 0),
  tilt: formatFixed((tilt * 180) / Math.PI, 0),
  zoom: formatFixed(zoom, 2),
})
