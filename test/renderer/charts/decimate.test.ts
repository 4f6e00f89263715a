import { describe, expect, it } from 'vitest'
import { decimateInto, type Point } from '../../../src-renderer/src/charts/decimate'

const scale = 'linear' as const

describe('decimateInto', () => {
  it('keeps first, last, lowest and highest of 20,000 points in at most two a bucket and two ends', () => {
    const x = Float64Array.from({ length: 20_000 }, (_, k) => k)
    const y = x.map((k) => Math.sin(k / 300))
    y[777] = -9
    y[12_345] = 9
    const out: Point[] = []
    decimateInto(out, x, y, { buckets: 270, range: { from: 0, to: 19_999 }, scale })
    expect(out.length).toBeLessThanOrEqual(2 * 271 + 2)
    expect(out[0]).toEqual({ x: 0, y: 0 })
    expect(out.at(-1)!.x).toBe(19_999)
    expect(out).toContainEqual({ x: 777, y: -9 })
    expect(out).toContainEqual({ x: 12_345, y: 9 })
    expect(out.every((point, k) => k === 0 || point.x > out[k - 1]!.x)).toBe(true)
  })

  it('leaves a short curve as it is and shortens the array it is given', () => {
    const out: Point[] = Array.from({ length: 5 }, () => ({ x: 7, y: 7 }))
    decimateInto(out, [1, 2], [3, 4], { buckets: 2, range: { from: 0, to: 2 }, scale })
    expect(out).toEqual([
      { x: 1, y: 3 },
      { x: 2, y: 4 },
    ])
  })

  it('keeps a gap', () => {
    const x = Array.from({ length: 40 }, (_, k) => k)
    const out: Point[] = []
    decimateInto(
      out,
      x,
      x.map((k) => (k === 20 ? NaN : 1)),
      { buckets: 4, range: { from: 0, to: 39 }, scale },
    )
    expect(out.filter((point) => Number.isNaN(point.y)).map((point) => point.x)).toEqual([20])
  })

  it('of a stretch writes what lies in it and one neighbour beyond each end', () => {
    const x = Array.from({ length: 100 }, (_, k) => k)
    const out: Point[] = []
    decimateInto(out, x, x, { buckets: 100, range: { from: 10.5, to: 14 }, scale })
    expect(out.map((point) => point.x)).toEqual([10, 11, 12, 13, 14, 15])
  })

  it('keeps the highest of a bucket that begins with a gap, and the last of one bucket for all', () => {
    const out: Point[] = []
    const x = Array.from({ length: 40 }, () => 0.5)
    const y = x.map((_, k) => (k === 0 ? NaN : k === 1 ? 900 : 100 + k))
    decimateInto(out, x, y, { buckets: 4, range: { from: 0, to: 1 }, scale })
    expect(out.map((point) => point.y)).toEqual([NaN, 900, 102, 139])
  })

  it('takes a value that a logarithm cannot show for a gap, never for the lowest', () => {
    const x = Array.from({ length: 40 }, (_, k) => k)
    const out: Point[] = []
    const y = x.map((k) => (k === 0 ? 0 : 40 - k))
    decimateInto(out, x, y, { buckets: 1, range: { from: 0, to: 39.5 }, scale: 'log' })
    expect(out.map((point) => point.y)).toEqual([NaN, 39, 1])
  })
})
