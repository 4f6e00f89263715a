import { describe, expect, it } from 'vitest'
import { findSpectrum, findTridiagonalEigenvalues } from '../../../src-worker/core/lanczos'

const diagonalMatrix = (values: number[]) => (out: Float64Array, vector: Float64Array) =>
  vector.forEach((value, p) => (out[p] = values[p]! * value))

describe('the spectrum', () => {
  it('of a diagonal matrix with one value four times has it four times', () => {
    const values = [5, -1, 2, 2, 2, 2, 0]
    const { eigenvalues } = findSpectrum(diagonalMatrix(values), 7, 7)
    eigenvalues.forEach((value, k) => expect(value).toBeCloseTo([5, 2, 2, 2, 2, 0, -1][k]!, 12))
  })

  it('of 400 rows: 40 products give the largest and the smallest to 10 digits where they stand apart', () => {
    const values = Array.from({ length: 400 }, (_, k) => (k === 17 ? 9 : k === 300 ? -4 : Math.sin(k)))
    const { eigenvalues, steps } = findSpectrum(diagonalMatrix(values), 400, 40)
    expect(steps).toBe(40)
    expect(eigenvalues[0]).toBeCloseTo(9, 10)
    expect(eigenvalues.at(-1)).toBeCloseTo(-4, 10)
  })

  it('of a matrix of zeros is zero', () => {
    const { eigenvalues } = findSpectrum((out) => void out.fill(0), 3, 3)
    eigenvalues.forEach((value) => expect(value).toBeCloseTo(0, 14))
  })

  it('of numbers that are none is none', () => {
    const { eigenvalues } = findSpectrum((out) => void out.fill(NaN), 3, 3)
    expect(eigenvalues.every(Number.isNaN)).toBe(true)
  })
})

it('the second difference on n points has the eigenvalues 2 − 2 cos kπ/(n + 1)', () => {
  const n = 12
  const found = findTridiagonalEigenvalues(
    Array.from({ length: n }, () => 2),
    Array.from({ length: n - 1 }, () => -1),
  )
  found.forEach((value, k) => expect(value).toBeCloseTo(2 - 2 * Math.cos(((n - k) * Math.PI) / (n + 1)), 13))
})
