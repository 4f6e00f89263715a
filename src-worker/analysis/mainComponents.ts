/**
 * The two directions along which moments differ most from one of them: main components by way of the matrix of their
 * scalar products, which is as small as there are few moments. Differences are from that one moment, not from the mean.
 */
import { sumProducts } from './plane'

export interface MainComponents {
  /** Of length 1, orthogonal; the moment farthest out lies on the negative side. Null where there is no such direction. */
  directions: [Float64Array<ArrayBuffer>, Float64Array<ArrayBuffer> | null] | null
  /** Share of the sum of squared distances from the origin, of each. */
  variance: [number, number]
}

/** A component whose share is below this part of the first one's is rounding: a millionth of its length. */
const leastShare = 1e-12

/** In pieces: a scalar product or a row of rotations. @param moments each in the order of `origin` */
export function* findMainComponents(
  origin: Float64Array,
  moments: readonly Float64Array[],
): Generator<void, MainComponents> {
  const n = moments.length
  const gram = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      gram[i * n + j] = gram[j * n + i] = multiplyDifferences(origin, moments[i]!, moments[j]!)
      yield
    }
  }
  const { values, vectors } = yield* solveSymmetric(gram, n)
  const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]!)
  const [first, second] = [order[0], order[1]]
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0)
  if (first === undefined || !(values[first]! > 0)) return { directions: null, variance: [0, 0] }
  const x = combine(origin, moments, vectors, first)
  scale(x, direct(vectors, n, first) / length(x))
  const share = values[first]! / total
  if (second === undefined || !(values[second]! > leastShare * values[first]!))
    return { directions: [x, null], variance: [share, 0] }
  const y = combine(origin, moments, vectors, second)
  // Of a small component the sum's rounding lies mostly along the first one.
  const along = sumProducts(x, y)
  for (let p = 0; p < y.length; p++) y[p]! -= along * x[p]!
  scale(y, direct(vectors, n, second) / length(y))
  return { directions: [x, y], variance: [share, values[second]! / total] }
}

function multiplyDifferences(origin: Float64Array, a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let p = 0; p < origin.length; p++) sum += (a[p]! - origin[p]!) * (b[p]! - origin[p]!)
  return sum
}

/** Σ vᵢ (momentᵢ − origin), v column k of the vectors. */
function combine(
  origin: Float64Array,
  moments: readonly Float64Array[],
  vectors: Float64Array,
  k: number,
): Float64Array<ArrayBuffer> {
  const sum = new Float64Array(origin.length)
  moments.forEach((moment, i) => {
    const share = vectors[i * moments.length + k]!
    for (let p = 0; p < sum.length; p++) sum[p]! += share * (moment[p]! - origin[p]!)
  })
  return sum
}

/** 1 or −1, by which the largest of column k becomes negative: a moment's place is its number there times a length. */
function direct(vectors: Float64Array, n: number, k: number): number {
  let largest = 0
  for (let i = 0; i < n; i++) {
    const value = vectors[i * n + k]!
    if (Math.abs(value) > Math.abs(largest)) largest = value
  }
  return largest > 0 ? -1 : 1
}

const length = (vector: Float64Array): number => Math.sqrt(sumProducts(vector, vector))

function scale(vector: Float64Array, factor: number): void {
  for (let p = 0; p < vector.length; p++) vector[p]! *= factor
}

/**
 * Eigenvalues and, in columns, eigenvectors of a small symmetric matrix `[n][n]`, in no order, by rotations (C. Jacobi,
 * 1846, in cyclic order). The matrix is used up. A row of rotations is a piece.
 */
export function* solveSymmetric(
  matrix: Float64Array<ArrayBuffer>,
  n: number,
): Generator<void, { values: Float64Array<ArrayBuffer>; vectors: Float64Array<ArrayBuffer> }> {
  const vectors = new Float64Array(n * n)
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1
  for (let turn = 0, isDone = false; !isDone && turn < 64; turn++) {
    isDone = true
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) if (rotate(matrix, vectors, n, p, q)) isDone = false
      yield
    }
  }
  return { values: Float64Array.from({ length: n }, (_, i) => matrix[i * n + i]!), vectors }
}

/** Makes one number beside the diagonal 0. @returns whether it was more than rounding */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): boolean {
  const beside = a[p * n + q]!
  const [ap, aq] = [a[p * n + p]!, a[q * n + q]!]
  if (Math.abs(beside) <= 1e-17 * Math.sqrt(Math.abs(ap * aq)) || beside === 0) return false
  const ratio = (aq - ap) / (2 * beside)
  const t = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(ratio, 1))
  const c = 1 / Math.hypot(t, 1)
  const s = t * c
  for (let k = 0; k < n; k++) turnPair(a, k * n + p, k * n + q, c, s)
  for (let k = 0; k < n; k++) turnPair(a, p * n + k, q * n + k, c, s)
  for (let k = 0; k < n; k++) turnPair(vectors, k * n + p, k * n + q, c, s)
  a[p * n + q] = a[q * n + p] = 0
  return true
}

function turnPair(values: Float64Array, p: number, q: number, c: number, s: number): void {
  const [x, y] = [values[p]!, values[q]!]
  values[p] = c * x - s * y
  values[q] = s * x + c * y
}
