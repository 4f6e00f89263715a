import { describe, expect, it } from 'vitest'
import { findNearest, lastValue, valueAt } from '../../../src-renderer/src/charts/chartSeries'
import { createTableRows } from '../../../src-renderer/src/charts/chartTable'
import { chooseLogTicks, showable } from '../../../src-renderer/src/charts/ticks'

describe('a curve', () => {
  it('finds the point nearest to the pointer', () => {
    expect([0, 1.4, 1.6, 9].map((x) => findNearest([1, 2, 4], x))).toEqual([0, 0, 1, 2])
    expect(findNearest([], 1)).toBe(-1)
  })

  it('shows the last number, past a gap', () => {
    expect(lastValue([3, 2, NaN])).toBe(2)
    expect(valueAt({ x: [1, 2], y: [5, 6] }, 1.2)).toBe(5)
    expect(valueAt({ x: [], y: [] }, 1)).toBeNaN()
  })

  it('has a gap where a logarithm cannot show the value', () => {
    expect(showable(0, 'log')).toBeNaN()
    expect(showable(Infinity, 'linear')).toBeNaN()
    expect(showable(-2, 'linear')).toBe(-2)
  })
})

describe('its table', () => {
  it('of 20,000 points has 100 rows, the first and the last among them', () => {
    const x = Float64Array.from({ length: 20_000 }, (_, k) => k + 1)
    const rows = createTableRows([{ key: 'a', label: 'a', token: 'ink', x, y: x }], 100)
    expect(rows.length).toBe(100)
    expect([rows[0]!.x, rows[99]!.x]).toEqual([1, 20_000])
  })
})

describe('ticks of a logarithmic axis', () => {
  it('are 1 and 3 of each decade', () => {
    expect(chooseLogTicks([0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 1])).toEqual([0.01, 0.03, 0.1, 0.3, 1])
  })
  it('are the decades over more than four, and all within less than one', () => {
    expect(chooseLogTicks([1e-6, 3e-6, 1e-5, 1, 3])).toEqual([1e-6, 1e-5, 1])
    expect(chooseLogTicks([0.12, 0.125, 0.13])).toEqual([0.12, 0.125, 0.13])
  })
})
