/**
 * Eigenvalues of a symmetric matrix that is only known by its products: Lanczos with every vector kept orthogonal to
 * all before it (C. Lanczos, 1950; full reorthogonalization), then bisection by Sturm's count on the tridiagonal.
 */
import { measureNorm } from './norms'
import { Random } from './random'

export interface Spectrum {
  /** In falling order: all when `steps` reaches the size, else good at both ends. */
  eigenvalues: number[]
  /** Products made. */
  steps: number
}

/**
 * @param multiplyInto product = A · vector
 * @param size rows of A
 * @param steps products at most; `size` gives all eigenvalues
 */
export function findSpectrum(
  multiplyInto: (product: Float64Array<ArrayBuffer>, vector: Float64Array<ArrayBuffer>) => void,
  size: number,
  steps: number,
  seed = 1,
): Spectrum {
  const walk = walkLanczos(multiplyInto, size, steps, seed)
  for (;;) {
    const { value, done } = walk.next()
    if (done === true) return value
  }
}

/** One product a step, so that the caller can pause in between. */
export function* walkLanczos(
  multiplyInto: (product: Float64Array<ArrayBuffer>, vector: Float64Array<ArrayBuffer>) => void,
  size: number,
  steps: number,
  seed = 1,
): Generator<number, Spectrum> {
  const random = Random.fromSeed(seed, 'initialization')
  const most = Math.min(size, steps)
  const basis: Float64Array<ArrayBuffer>[] = []
  const diagonal: number[] = []
  /** Below the diagonal; 0 where a new direction begins because the last ones span a space of their own. */
  const beside: number[] = []
  let vector = drawOrthogonal(random, basis, size)
  let scale = 0
  while (basis.length < most && vector !== null) {
    basis.push(vector)
    const product = new Float64Array(size)
    multiplyInto(product, vector)
    const alpha = dot(product, vector)
    diagonal.push(alpha)
    scale = Math.max(scale, Math.abs(alpha), measureNorm(product))
    // Twice is enough (W. Kahan, in Parlett, The symmetric eigenvalue problem).
    orthogonalize(product, basis)
    orthogonalize(product, basis)
    const beta = measureNorm(product)
    yield basis.length
    if (basis.length === most) break
    if (beta <= 1e-13 * scale) {
      beside.push(0)
      vector = drawOrthogonal(random, basis, size)
    } else {
      beside.push(beta)
      vector = product.map((value) => value / beta)
    }
  }
  return { eigenvalues: findTridiagonalEigenvalues(diagonal, beside), steps: basis.length }
}

/** Of the symmetric matrix with this diagonal and `beside` next to it, in falling order, to rounding. */
export function findTridiagonalEigenvalues(diagonal: readonly number[], beside: readonly number[]): number[] {
  const n = diagonal.length
  if (diagonal.some((value) => !Number.isFinite(value))) return Array.from({ length: n }, () => NaN)
  const reach = diagonal.map((value, k) => {
    const radius = Math.abs(beside[k - 1] ?? 0) + Math.abs(beside[k] ?? 0)
    return [value - radius, value + radius] as const
  })
  const lowest = Math.min(...reach.map(([low]) => low))
  const highest = Math.max(...reach.map(([, high]) => high))
  return Array.from({ length: n }, (_, k) => {
    let [low, high] = [lowest, highest]
    for (let turn = 0; turn < 128; turn++) {
      const middle = (low + high) / 2
      if (middle <= low || middle >= high) break
      if (countBelow(diagonal, beside, middle) >= n - k) high = middle
      else low = middle
    }
    return (low + high) / 2
  })
}

/** Eigenvalues below x: negative pivots of the matrix less x. */
function countBelow(diagonal: readonly number[], beside: readonly number[], x: number): number {
  let count = 0
  let pivot = 1
  for (let k = 0; k < diagonal.length; k++) {
    const b = k === 0 ? 0 : beside[k - 1]!
    pivot = diagonal[k]! - x - (b === 0 ? 0 : (b * b) / pivot)
    if (pivot === 0) pivot = -1e-300
    if (pivot < 0) count++
  }
  return count
}

/** A unit vector orthogonal to all of the basis; null when there is none left. */
function drawOrthogonal(
  random: Random,
  basis: readonly Float64Array[],
  size: number,
): Float64Array<ArrayBuffer> | null {
  if (basis.length === size) return null
  for (let turn = 0; turn < 8; turn++) {
    const vector = Float64Array.from({ length: size }, () => random.nextFloat() - 0.5)
    const before = measureNorm(vector)
    orthogonalize(vector, basis)
    orthogonalize(vector, basis)
    const length = measureNorm(vector)
    if (length > 1e-8 * before) return vector.map((value) => value / length)
  }
  return null
}

function orthogonalize(vector: Float64Array, basis: readonly Float64Array[]): void {
  for (const other of basis) {
    const share = dot(vector, other)
    for (let p = 0; p < vector.length; p++) vector[p]! -= share * other[p]!
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let p = 0; p < a.length; p++) sum += a[p]! * b[p]!
  return sum
}
