/** A plane through one moment's parameters: where its points are, and where other parameters lie on it. */

export interface PlanePlace {
  x: number
  y: number
  /** Euclidean, from the plane. */
  distance: number
}

export interface Plane {
  /** Coordinates of the moment that the plane goes through. */
  readonly center: readonly [x: number, y: number]
  /** Share of the path's variance along each direction; null where the directions are not the path's. */
  readonly variance: [number, number] | null
  /** The parameters at a point, in the order of the arena. */
  placeInto(out: Float64Array, x: number, y: number): void
  /** Orthogonal projection. */
  locate(parameters: Float64Array): PlanePlace
}

/** Along two parameters; coordinates are their values, exactly. */
export class ParameterPlane implements Plane {
  readonly center: readonly [number, number]
  readonly variance = null

  /** @param x and @param y places in the arena, not the same */
  constructor(
    private readonly origin: Float64Array,
    private readonly x: number,
    private readonly y: number,
  ) {
    this.center = [origin[x]!, origin[y]!]
  }

  placeInto(out: Float64Array, x: number, y: number): void {
    out.set(this.origin)
    out[this.x] = x
    out[this.y] = y
  }

  locate(parameters: Float64Array): PlanePlace {
    const { origin, x, y } = this
    const distance = measureLength(origin.length, (p) =>
      p === x || p === y ? 0 : parameters[p]! - origin[p]!,
    )
    return { x: parameters[x]!, y: parameters[y]!, distance }
  }
}

/** Along two directions; coordinates are multiples of them, from the moment. */
export class DirectionPlane implements Plane {
  readonly center = [0, 0] as const
  private readonly squares: [number, number]

  /** @param directions orthogonal, neither of length 0, in the order of the arena */
  constructor(
    private readonly origin: Float64Array,
    readonly directions: readonly [Float64Array, Float64Array],
    readonly variance: [number, number] | null = null,
  ) {
    const [x, y] = directions
    this.squares = [sumProducts(x, x), sumProducts(y, y)]
  }

  placeInto(out: Float64Array, x: number, y: number): void {
    const { origin } = this
    const [dx, dy] = this.directions
    for (let p = 0; p < out.length; p++) out[p] = origin[p]! + x * dx[p]! + y * dy[p]!
  }

  locate(parameters: Float64Array): PlanePlace {
    const { origin } = this
    const [dx, dy] = this.directions
    let x = 0
    let y = 0
    for (let p = 0; p < origin.length; p++) {
      const difference = parameters[p]! - origin[p]!
      x += difference * dx[p]!
      y += difference * dy[p]!
    }
    x /= this.squares[0]
    y /= this.squares[1]
    // What is left over is summed itself: of squares of lengths only their rounding would be left.
    const distance = measureLength(
      origin.length,
      (p) => parameters[p]! - origin[p]! - x * dx[p]! - y * dy[p]!,
    )
    return { x, y, distance }
  }
}

function measureLength(count: number, component: (p: number) => number): number {
  let square = 0
  for (let p = 0; p < count; p++) square += component(p) ** 2
  return Math.sqrt(square)
}

export function sumProducts(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let p = 0; p < a.length; p++) sum += a[p]! * b[p]!
  return sum
}
