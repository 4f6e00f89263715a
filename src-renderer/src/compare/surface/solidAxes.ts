/** The box around the surface in space: which edges carry the axes at this turn, and where their ticks stand. */
import type { CostSurface } from '../../../../src-worker/protocol/surface'
import { createTicks } from '../../network/axisTicks'
import { formatTick } from '../../ui/formatNumber'
import { createCostTicks, type CostScale } from './costScale'
import { projectX, projectY, type Camera, type Projection } from './projection'

export interface SolidTick {
  x: number
  y: number
  text: string
}

export interface SolidAxis {
  /** From and to, px of the page. */
  line: readonly [number, number, number, number]
  ticks: SolidTick[]
  /** Where its title stands. */
  title: { x: number; y: number }
  /** Side of the line that is free for words. */
  align: 'left' | 'right' | 'center'
}

export interface SolidAxes {
  x: SolidAxis
  y: SolidAxis
  cost: SolidAxis
  /** Lines on the two far walls at the heights of the ticks, and their outline: x0, y0, x1, y1 of each. */
  walls: number[]
}

/** Which sides of the box are far from the eye: 1 for the largest x or y, −1 for the least. */
export const findFarSides = ({ turn }: Pick<Camera, 'turn'>): { x: 1 | -1; y: 1 | -1 } => ({
  x: Math.sin(turn) > 0 ? 1 : -1,
  y: Math.cos(turn) > 0 ? 1 : -1,
})

const outward = 1.09
const titleOutward = 1.32

export function createSolidAxes(
  surface: CostSurface,
  scale: CostScale,
  camera: Camera,
  projection: Projection,
): SolidAxes {
  const far = findFarSides(camera)
  const at = (x: number, y: number, height = 0): [number, number] => [
    projectX(projection, x, y),
    projectY(projection, x, y, height),
  ]
  const heights = createCostTicks(scale).map((cost) => ({ cost, height: scale.shareOf(cost) }))
  const lines = heights.map(({ height }) => height)
  const walls = [...lines, 0, 1].flatMap((height) => [
    ...at(-1, far.y, height),
    ...at(1, far.y, height),
    ...at(far.x, -1, height),
    ...at(far.x, 1, height),
  ])
  for (const [x, y] of [
    [far.x, far.y],
    [-far.x, far.y],
    [far.x, -far.y],
  ] as const)
    walls.push(...at(x, y, 0), ...at(x, y, 1))
  return {
    x: createFloorAxis(surface, 0, -far.y, at),
    y: createFloorAxis(surface, 1, -far.x, at),
    cost: createCostAxis(heights, far, at),
    walls,
  }
}

type Place = (x: number, y: number, height?: number) => [number, number]

/** Along the near edge of the floor. @param side of the other axis on which it lies */
function createFloorAxis(surface: CostSurface, axis: 0 | 1, side: number, at: Place): SolidAxis {
  const put = (along: number, across: number) => (axis === 0 ? at(along, across) : at(across, along))
  const [minimum, maximum] = [surface.minimum[axis], surface.maximum[axis]]
  const ticks = createTicks(minimum, maximum, 4).map((value) => {
    const [x, y] = put(-1 + (2 * (value - minimum)) / (maximum - minimum), side * outward)
    return { x, y, text: formatTick(value) }
  })
  const title = put(0, side * titleOutward)
  const middle = put(0, 0)
  const aside = title[0] - middle[0]
  return {
    line: [...put(-1, side), ...put(1, side)],
    ticks,
    title: { x: title[0], y: title[1] },
    align: Math.abs(aside) < 12 ? 'center' : aside > 0 ? 'left' : 'right',
  }
}

/** Upright at the corner of the box that lies farthest left on the picture. */
function createCostAxis(
  heights: readonly { cost: number; height: number }[],
  far: { x: 1 | -1; y: 1 | -1 },
  at: Place,
): SolidAxis {
  const corners = [
    [-far.x, far.y],
    [far.x, -far.y],
  ] as const
  const [x, y] = at(...corners[0])[0] < at(...corners[1])[0] ? corners[0] : corners[1]
  const [foot, top] = [at(x, y, 0), at(x, y, 1)]
  return {
    line: [...foot, ...top],
    ticks: heights.map(({ cost, height }) => {
      const place = at(x, y, height)
      return { x: place[0] - 7, y: place[1], text: formatTick(cost) }
    }),
    title: { x: top[0], y: top[1] - 14 },
    align: 'right',
  }
}
