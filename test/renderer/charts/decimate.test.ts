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
    decimateInto(out, x, y, { buckets: 270, xMaximum: 19_999, scale })
    expect(out.length).toBeLessThanOrEqual(2 * 271 + 2)
    expect(out[0]).toEqual({ x: 0, y: 0 })
    expect(out.at(-1)!.x).toBe(19_999)
    expect(out).toContainEqual({ x: 777, y: -9 })
    expect(out).toContainEqual({ x: 12_345, y: 9 })
    expect(out.every((point, k) => k === 0 || point.x > out[k - 1]!.x)).toBe(true)
  })

  it('leaves a short curve as it is and shortens the array it is given', () => {
    const out: Point[] = Array.from({ length: 5 }, () => ({ x: 7, y: 7 }))
    decimateInto(out, [1, 2], [3, 4], { buckets: 2, xMaximum: 2, scale })
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
      { buckets: 4, xMaximum: 39, scale },
    )
    expect(out.filter((point) => Number.isNaN(point.y)).map((point) => point.x)).toEqual([20])
  })
})
