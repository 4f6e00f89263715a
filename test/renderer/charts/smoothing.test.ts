import { describe, expect, it } from 'vitest'
import { countBelowLog, findGaps } from '../../../src-renderer/src/charts/gaps'
import { smooth } from '../../../src-renderer/src/charts/smoothing'

/** The mean of what is there, written down without any trick. */
function smoothPlainly(y: readonly number[], count: number): number[] {
  const half = (count - 1) / 2
  return y.map((value, k) => {
    const window = y.slice(Math.max(0, k - half), k + half + 1).filter(Number.isFinite)
    return Number.isFinite(value) ? window.reduce((sum, one) => sum + one, 0) / window.length : value
  })
}

describe('smooth', () => {
  it('is the mean of 5 neighbours, of fewer at the ends', () => {
    expect(Array.from(smooth([0, 10, 20, 30, 100, 50], 5))).toEqual([10, 15, 32, 42, 50, 60])
  })

  it.each([1, 2, 4, 5, 6, 24, 25, 26, 60])(
    'agrees with plain means on %i values, gaps among them',
    (length) => {
      const y = Array.from({ length }, (_, k) => (k % 7 === 3 ? NaN : Math.sin(k) + k / 10))
      for (const count of [1, 5, 25]) {
        const plain = smoothPlainly(y, count)
        Array.from(smooth(y, count)).forEach((value, k) => expect([k, value]).toEqual([k, near(plain[k]!)]))
      }
    },
  )

  it('leaves a gap and what stands in it where they are', () => {
    expect(Array.from(smooth([1, NaN, 3, Infinity, 5], 3))).toEqual([1, NaN, 3, Infinity, 5])
  })

  it('keeps the digits of a cost that fell from 1e10 to 1e-5', () => {
    const y = Array.from({ length: 50 }, (_, k) => (k < 20 ? 1e10 : 1e-5))
    expect(smooth(y, 5)[40]).toBeCloseTo(1e-5, 18)
  })
})

const near = (value: number) => (Number.isNaN(value) ? NaN : expect.closeTo(value, 12))

describe('gaps', () => {
  const series = { x: [1, 2, 3, 4, 5, 6], y: [1, NaN, NaN, 2, Infinity, -Infinity] }

  it('have one mark for neighbours, with what stands in place of a number', () => {
    expect(findGaps(series, { from: 0, to: 9 })).toEqual([
      { x: 2, label: 'NaN' },
      { x: 5, label: '\u221e' },
    ])
    expect(findGaps(series, { from: 3, to: 4 })).toEqual([{ x: 3, label: 'NaN' }])
  })

  it('of a logarithm are the finite values of 0 and less', () => {
    const zeros = { x: [1, 2, 3], y: [0, -1, NaN] }
    expect([
      countBelowLog(zeros, { from: 0, to: 9 }, 'log'),
      countBelowLog(zeros, { from: 2, to: 9 }, 'log'),
      countBelowLog(zeros, { from: 0, to: 9 }, 'linear'),
    ]).toEqual([2, 1, 0])
  })
})
