/** The surface in space: where a point is seen, what hides what, what stands on the axes. */
import { describe, expect, it } from 'vitest'
import { createCostScale } from '../../../../src-renderer/src/compare/surface/costScale'
import {
  createProjection,
  dragCamera,
  findPaintOrder,
  firstCamera,
  limitCamera,
  moveCamera,
  projectX,
  projectY,
  zoomCamera,
  type Camera,
} from '../../../../src-renderer/src/compare/surface/projection'
import { createSolidAxes, findFarSides } from '../../../../src-renderer/src/compare/surface/solidAxes'
import { createMesh, markOf, projectMeshInto } from '../../../../src-renderer/src/compare/surface/solidMesh'
import { halveResolution } from '../../../../src-renderer/src/compare/surface/surfaceGrid'
import { lightSteps } from '../../../../src-renderer/src/compare/surface/surfaceColours'
import { createSurface } from './sampleSurface'

const view = { width: 350, height: 310 }
const degrees = (count: number) => (count * Math.PI) / 180
const camera = (turn: number, tilt: number, zoom = 1): Camera => ({
  turn: degrees(turn),
  tilt: degrees(tilt),
  zoom,
})

describe('projection', () => {
  it('from straight above is the map: x to the right, y upwards, 100 px a unit, no height', () => {
    const p = createProjection(camera(0, 90), view)
    expect(projectX(p, 1, -0.5)).toBeCloseTo(275, 9)
    expect(projectY(p, 1, -0.5, 0)).toBeCloseTo(205, 9)
    expect(projectY(p, 1, -0.5, 1)).toBeCloseTo(205, 9)
  })

  it('turned by 90° has y to the left; a height of 1 at 60° lifts by 110 px · cos 60°', () => {
    const p = createProjection(camera(90, 60), view)
    expect(projectX(p, 0, 1)).toBeCloseTo(75, 9)
    expect(projectY(p, 0, 0, 0) - projectY(p, 0, 0, 1)).toBeCloseTo(55, 9)
    expect(projectY(p, 1, 0, 0) - projectY(p, 0, 0, 0)).toBeCloseTo(-100 * Math.sin(degrees(60)), 9)
  })

  it('doubles with the zoom', () => {
    const [one, two] = [1, 2].map((zoom) => createProjection(camera(0, 90, zoom), view))
    expect(projectX(two!, 1, 0) - 175).toBeCloseTo(2 * (projectX(one!, 1, 0) - 175), 9)
  })
})

describe('the camera', () => {
  it('tilts from 5° over the horizon to the zenith, zooms from 0.5 to 4, turns within one circle', () => {
    expect(limitCamera({ turn: 4, tilt: -1, zoom: 9 })).toEqual({
      turn: 4 - 2 * Math.PI,
      tilt: 0.09,
      zoom: 4,
    })
    expect(limitCamera({ turn: 0, tilt: 3, zoom: 0 })).toEqual({ turn: 0, tilt: Math.PI / 2, zoom: 0.5 })
  })

  it('moves 5° an arrow key, zooms with plus and minus, and Home is the first look', () => {
    const start = camera(10, 30)
    expect(moveCamera(start, 'ArrowRight')!.turn).toBeCloseTo(degrees(15), 12)
    expect(moveCamera(start, 'ArrowDown')!.tilt).toBeCloseTo(degrees(25), 12)
    expect(moveCamera(moveCamera(start, '+')!, '-')!.zoom).toBeCloseTo(1, 12)
    expect(moveCamera(start, 'Home')).toEqual(firstCamera)
    expect(moveCamera(start, 'a')).toBeNull()
  })

  it('goes with the hand: the front follows a drag to the right, a wheel towards the eye comes nearer', () => {
    const start = camera(0, 45)
    const front = (one: Camera) => projectX(createProjection(one, view), 0, -1)
    expect(front(dragCamera(start, 20, 0))).toBeGreaterThan(front(start))
    expect(zoomCamera(start, -120).zoom).toBeGreaterThan(1)
  })
})

it.each([-170, -100, -35, 0, 20, 80, 130, 179])(
  "painter's order at %d°: along columns and rows every next cell is nearer",
  (turn) => {
    const { fromLastColumn, fromLastRow } = findPaintOrder(camera(turn, 30))
    // From 90° down to the horizon y on the picture is the depth.
    const p = createProjection(camera(turn, 30), view)
    const stepX = projectY(p, fromLastColumn ? -1 : 1, 0, 0) - projectY(p, 0, 0, 0)
    const stepY = projectY(p, 0, fromLastRow ? -1 : 1, 0) - projectY(p, 0, 0, 0)
    expect(stepX).toBeGreaterThanOrEqual(0)
    expect(stepY).toBeGreaterThanOrEqual(0)
  },
)

describe('mesh', () => {
  const slope = createSurface(5, (x) => x, [
    [-1, 0],
    [1, 0],
  ])
  const scale = createCostScale(slope.values, 'linear')

  it('has a height from 0 to 1 and a place from −1 to 1 for each grid line', () => {
    const mesh = createMesh(slope, scale)
    expect([...mesh.places]).toEqual([-1, -0.5, 0, 0.5, 1])
    expect([...mesh.heights.subarray(5, 10)]).toEqual([0, 0.25, 0.5, 0.75, 1])
  })

  it('an even slope has one light and four colours a row; a slope towards the light is brighter', () => {
    const lightOf = (surface: typeof slope) => {
      const { shades } = createMesh(surface, createCostScale(surface.values, 'linear'))
      return [...new Set([...shades].map((shade) => shade % lightSteps))]
    }
    const { shades } = createMesh(slope, scale)
    expect(new Set([...shades].map((shade) => Math.floor(shade / lightSteps))).size).toBe(4)
    const rising = lightOf(slope)
    const falling = lightOf(createSurface(5, (x) => -x))
    expect([rising.length, falling.length]).toEqual([1, 1])
    expect(rising[0]).toBeGreaterThan(falling[0]!)
  })

  it('leaves out the four cells around a cost that is not finite', () => {
    const broken = createSurface(5, (x, y) => (x === 0 && y === 2 ? NaN : x))
    const { shades } = createMesh(broken, createCostScale(broken.values, 'linear'))
    expect([...shades].flatMap((shade, cell) => (shade < 0 ? [cell] : []))).toEqual([5, 6, 9, 10])
  })

  it('cuts the way along the lower edge into eight pieces, two a cell, on the surface', () => {
    const { pieces, firstPiece } = createMesh(slope, scale)
    expect(pieces.length / 6).toBe(8)
    expect([...firstPiece.subarray(0, 6)]).toEqual([0, 2, 4, 6, 8, 8])
    for (let at = 0; at < pieces.length; at += 3) expect(pieces[at + 2]).toBeCloseTo((pieces[at]! + 1) / 2, 6)
  })

  it('leaves out the way beside the grid, and marks no moment there', () => {
    const away = createSurface(5, (x) => x, [
      [0, 4],
      [0, 12],
    ])
    const { pieces } = createMesh(away, scale)
    expect(pieces.length).toBe(0)
    expect(markOf(slope, scale, { x: 0, y: 12 })).toBeNull()
    expect(markOf(slope, scale, { x: 0.5, y: 1 })).toEqual({ x: 0.5, y: -0.5, height: 0.75 })
  })

  it('is put on the picture where single points are', () => {
    const mesh = createMesh(slope, scale)
    const p = createProjection(camera(-35, 34), view)
    const [x, y] = [new Float32Array(25), new Float32Array(25)]
    projectMeshInto(x, y, mesh, p)
    expect(x[8]).toBeCloseTo(projectX(p, 0.5, -0.5), 3)
    expect(y[8]).toBeCloseTo(projectY(p, 0.5, -0.5, 0.75), 3)
  })
})

describe('axes', () => {
  const surface = createSurface(5, (x, y) => x + y)
  const scale = createCostScale(surface.values, 'linear')
  const axesAt = (turn: number, tilt = 30) => {
    const eye = camera(turn, tilt)
    return createSolidAxes(surface, scale, eye, createProjection(eye, view))
  }

  it.each([-150, -60, -20, 40, 110, 170])('at %d° the floor axes are the near edges', (turn) => {
    const p = createProjection(camera(turn, 30), view)
    const far = findFarSides(camera(turn, 30))
    const axes = axesAt(turn)
    const middle = (line: readonly number[]) => (line[1]! + line[3]!) / 2
    expect(middle(axes.x.line)).toBeGreaterThan(projectY(p, 0, far.y, 0))
    expect(middle(axes.y.line)).toBeGreaterThan(projectY(p, far.x, 0, 0))
  })

  it('have the ticks of their values: x −1 to 1, y 0 to 4, cost −1 to 5', () => {
    const axes = axesAt(-35)
    const texts = (axis: { ticks: { text: string }[] }) => axis.ticks.map(({ text }) => text)
    expect(texts(axes.x)).toEqual(['−1', '−0.5', '0', '0.5', '1'])
    expect(texts(axes.y)).toEqual(['0', '1', '2', '3', '4'])
    expect(texts(axes.cost)).toEqual(['0', '2', '4'])
  })

  it('the cost stands at the corner farthest left', () => {
    for (const turn of [-120, -35, 20, 75, 160]) {
      const p = createProjection(camera(turn, 30), view)
      const corners = [-1, 1].flatMap((x) => [-1, 1].map((y) => projectX(p, x, y)))
      expect(axesAt(turn).cost.line[0]).toBeCloseTo(Math.min(...corners), 6)
    }
  })
})

it('half of 9 × 9 points are 5 × 5, of the same costs at the same places, ends and middle among them', () => {
  const cost = (x: number, y: number) => x * x + 10 * y
  expect(halveResolution(createSurface(9, cost, [[0, 1]]))).toEqual(createSurface(5, cost, [[0, 1]]))
})
