/** The main components of a way, and the small eigenproblem below them. */
import { describe, expect, it } from 'vitest'
import { findMainComponents, solveSymmetric } from '../../../src-worker/analysis/mainComponents'
import { createPlane } from '../../../src-worker/analysis/planeDirections'
import { shapeNetwork } from '../../../src-worker/core/network'
import { Random } from '../../../src-worker/core/random'
import { LabFailure } from '../../../src-worker/protocol/errors'

function finish<Value>(work: Generator<unknown, Value>): Value {
  for (;;) {
    const { value, done } = work.next()
    if (done === true) return value
  }
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, p) => sum + value * b[p]!, 0)

describe('the main components', () => {
  const shape = shapeNetwork(3, [{ units: 6, activation: 'tanh', bias: true }])
  const draw = (seed: number) => {
    const random = Random.fromSeed(seed, 'generation')
    return Float64Array.from({ length: shape.parameters }, () => random.nextNormal())
  }
  const [origin, u, v] = [draw(5), draw(1), draw(2)]
  const at = (a: number, b: number): Float64Array<ArrayBuffer> =>
    origin.map((value, p) => value + a * u[p]! + b * v[p]!)

  it('the two directions are orthogonal and of length 1, also when one is ten thousand times the other', () => {
    const moments = [at(1e4, 0), at(5e3, 0.5), at(1, 1), at(0, 0)]
    const { directions } = finish(findMainComponents(origin, moments))
    const [x, y] = directions as [Float64Array, Float64Array]
    expect([dot(x, x), dot(y, y)]).toEqual([expect.closeTo(1, 13), expect.closeTo(1, 13)])
    expect(Math.abs(dot(x, y))).toBeLessThan(1e-13)
  })

  it.each([
    ['not moved', [at(0, 0)], /has not moved/],
    ['moved once', [at(1, 0), at(0, 0)], /one direction only, of 2 moments/],
    ['moved on a line', [at(2, 0), at(1, 0), at(0, 0)], /one direction only, of 3 moments/],
  ])('a run that has %s has no plane, and is told why', (_how, moments, words) => {
    const work = createPlane({ kind: 'trajectory' }, shape, origin, moments)
    const failure = (() => {
      try {
        return finish(work)
      } catch (caught) {
        return caught
      }
    })()
    expect(failure).toBeInstanceOf(LabFailure)
    expect((failure as LabFailure).detail).toMatchObject({ code: 'unsupported' })
    expect((failure as LabFailure).message).toMatch(words)
  })

  it('rotations find the eigenvalues of a symmetric 40 × 40 matrix: A v = λ v to 1e-12', () => {
    const random = Random.fromSeed(8, 'generation')
    const n = 40
    const a = new Float64Array(n * n)
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = random.nextNormal()
    const { values, vectors } = finish(solveSymmetric(a.slice(), n))
    for (let k = 0; k < n; k++)
      for (let i = 0; i < n; i++) {
        let product = 0
        for (let j = 0; j < n; j++) product += a[i * n + j]! * vectors[j * n + k]!
        expect(Math.abs(product - values[k]! * vectors[i * n + k]!)).toBeLessThan(1e-12)
      }
  })
})
