/** Line where a field crosses a level, by marching squares with linear interpolation. */

/** Flat x0, y0, x1, y1 of each piece, in grid steps from the first point. */
export function findContour(
  values: ArrayLike<number>,
  resolution: number,
  level: number,
  stride = 1,
): Float64Array {
  const pieces: number[] = []
  const at = (x: number, y: number) => values[(y * resolution + x) * stride]! - level
  for (let y = 0; y + 1 < resolution; y++) {
    for (let x = 0; x + 1 < resolution; x++) {
      const corners = [at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)] as const
      const crossings = crossEdges(corners, x, y)
      if (crossings.length === 2) pieces.push(...crossings[0]!, ...crossings[1]!)
      else if (crossings.length === 4) pieces.push(...pairSaddle(crossings, corners))
    }
  }
  return Float64Array.from(pieces)
}

type Point = [number, number]
type Corners = readonly [number, number, number, number]

function crossEdges([a, b, c, d]: Corners, x: number, y: number): Point[] {
  const found: Point[] = []
  const part = (from: number, to: number) => from / (from - to)
  if (a < 0 !== b < 0) found.push([x + part(a, b), y])
  if (b < 0 !== c < 0) found.push([x + 1, y + part(b, c)])
  if (c < 0 !== d < 0) found.push([x + part(d, c), y + 1])
  if (d < 0 !== a < 0) found.push([x, y + part(a, d)])
  return found
}

/** Four crossings: the middle of the square decides which corners hang together. */
function pairSaddle(crossings: Point[], [a, b, c, d]: Corners): number[] {
  const [bottom, right, top, left] = crossings as [Point, Point, Point, Point]
  const joined = (a + b + c + d) / 4 < 0 === a < 0
  return joined ? [...bottom, ...right, ...top, ...left] : [...left, ...bottom, ...right, ...top]
}
