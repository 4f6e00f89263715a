/**
 * A function of its own for each size of tile, to be reached by reference: what is called from one place only would
 * be inlined into the loops around it (tiles.ts says why that must not be).
 */
import { backwardTile, Five, forwardTile, Four, gradientTile, One, Three, Two } from './tiles'

export type PanelTile = (out: usize, x: usize, w: usize, rowBytes: usize, count: i32, bias: usize) => void
export type GradientTile = (
  g: usize,
  x: usize,
  xStride: usize,
  d: usize,
  dStride: usize,
  samples: i32,
  rowBytes: usize,
  adds: i32,
) => void

const forwardOneWide: PanelTile = (o, x, w, r, n, b) => forwardTile<One, Two>(o, x, w, r, n, b)
const forwardTwoWide: PanelTile = (o, x, w, r, n, b) => forwardTile<Two, Two>(o, x, w, r, n, b)
const forwardThreeWide: PanelTile = (o, x, w, r, n, b) => forwardTile<Three, Two>(o, x, w, r, n, b)
const forwardFourWide: PanelTile = (o, x, w, r, n, b) => forwardTile<Four, Two>(o, x, w, r, n, b)
const forwardFiveWide: PanelTile = (o, x, w, r, n, b) => forwardTile<Five, Two>(o, x, w, r, n, b)

const backwardOneWide: PanelTile = (o, x, w, r, n, b) => backwardTile<One, Two>(o, x, w, r, n, b)
const backwardTwoWide: PanelTile = (o, x, w, r, n, b) => backwardTile<Two, Two>(o, x, w, r, n, b)
const backwardThreeWide: PanelTile = (o, x, w, r, n, b) => backwardTile<Three, Two>(o, x, w, r, n, b)
const backwardFourWide: PanelTile = (o, x, w, r, n, b) => backwardTile<Four, Two>(o, x, w, r, n, b)
const backwardFiveWide: PanelTile = (o, x, w, r, n, b) => backwardTile<Five, Two>(o, x, w, r, n, b)

const gradientOneWide: GradientTile = (g, x, p, d, s, m, r, a) =>
  gradientTile<One, Two>(g, x, p, d, s, m, r, a)
const gradientTwoWide: GradientTile = (g, x, p, d, s, m, r, a) =>
  gradientTile<Two, Two>(g, x, p, d, s, m, r, a)
const gradientThreeWide: GradientTile = (g, x, p, d, s, m, r, a) =>
  gradientTile<Three, Two>(g, x, p, d, s, m, r, a)
const gradientFourWide: GradientTile = (g, x, p, d, s, m, r, a) =>
  gradientTile<Four, Two>(g, x, p, d, s, m, r, a)
const gradientFiveWide: GradientTile = (g, x, p, d, s, m, r, a) =>
  gradientTile<Five, Two>(g, x, p, d, s, m, r, a)

const forwardOne: PanelTile = (o, x, w, r, n, b) => forwardTile<One, One>(o, x, w, r, n, b)
const forwardTwo: PanelTile = (o, x, w, r, n, b) => forwardTile<Two, One>(o, x, w, r, n, b)
const forwardThree: PanelTile = (o, x, w, r, n, b) => forwardTile<Three, One>(o, x, w, r, n, b)
const forwardFour: PanelTile = (o, x, w, r, n, b) => forwardTile<Four, One>(o, x, w, r, n, b)
const forwardFive: PanelTile = (o, x, w, r, n, b) => forwardTile<Five, One>(o, x, w, r, n, b)

const backwardOne: PanelTile = (o, x, w, r, n, b) => backwardTile<One, One>(o, x, w, r, n, b)
const backwardTwo: PanelTile = (o, x, w, r, n, b) => backwardTile<Two, One>(o, x, w, r, n, b)
const backwardThree: PanelTile = (o, x, w, r, n, b) => backwardTile<Three, One>(o, x, w, r, n, b)
const backwardFour: PanelTile = (o, x, w, r, n, b) => backwardTile<Four, One>(o, x, w, r, n, b)
const backwardFive: PanelTile = (o, x, w, r, n, b) => backwardTile<Five, One>(o, x, w, r, n, b)

const gradientOne: GradientTile = (g, x, p, d, s, m, r, a) => gradientTile<One, One>(g, x, p, d, s, m, r, a)
const gradientTwo: GradientTile = (g, x, p, d, s, m, r, a) => gradientTile<Two, One>(g, x, p, d, s, m, r, a)
const gradientThree: GradientTile = (g, x, p, d, s, m, r, a) =>
  gradientTile<Three, One>(g, x, p, d, s, m, r, a)
const gradientFour: GradientTile = (g, x, p, d, s, m, r, a) => gradientTile<Four, One>(g, x, p, d, s, m, r, a)
const gradientFive: GradientTile = (g, x, p, d, s, m, r, a) => gradientTile<Five, One>(g, x, p, d, s, m, r, a)

/** The forward tile of `rows` rows; two vectors wide, or one. */
export function pickForward(rows: i32, wide: bool): PanelTile {
  if (rows == 5) return wide ? forwardFiveWide : forwardFive
  if (rows == 4) return wide ? forwardFourWide : forwardFour
  if (rows == 3) return wide ? forwardThreeWide : forwardThree
  if (rows == 2) return wide ? forwardTwoWide : forwardTwo
  return wide ? forwardOneWide : forwardOne
}

/** The backward tile of `rows` rows; two vectors wide, or one. */
export function pickBackward(rows: i32, wide: bool): PanelTile {
  if (rows == 5) return wide ? backwardFiveWide : backwardFive
  if (rows == 4) return wide ? backwardFourWide : backwardFour
  if (rows == 3) return wide ? backwardThreeWide : backwardThree
  if (rows == 2) return wide ? backwardTwoWide : backwardTwo
  return wide ? backwardOneWide : backwardOne
}

/** The gradient tile of `rows` rows; two vectors wide, or one. */
export function pickGradient(rows: i32, wide: bool): GradientTile {
  if (rows == 5) return wide ? gradientFiveWide : gradientFive
  if (rows == 4) return wide ? gradientFourWide : gradientFour
  if (rows == 3) return wide ? gradientThreeWide : gradientThree
  if (rows == 2) return wide ? gradientTwoWide : gradientTwo
  return wide ? gradientOneWide : gradientOne
}
