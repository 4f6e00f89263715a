import { describe, expect, it } from 'vitest'
import { findNearest, lastValue, valueAt, valueUntil } from '../../../src-renderer/src/charts/chartSeries'
import { createTableRows } from '../../../src-renderer/src/charts/chartTable'
import {
  chooseLogTicks,
  createRangeTicks,
  findLogStep,
  formatPercentStep,
  formatStep,
  showable,
} from '../../../src-renderer/src/charts/ticks'

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
  const x = Float64Array.from({ length: 20_000 }, (_, k) => k + 1)
  const series = [{ key: 'a', label: 'a', token: 'ink', x, y: x }]

  it('of 20,000 points has 100 rows, the first and the last among them', () => {
    const rows = createTableRows(series, { from: 0, to: 20_000 }, 100)
    expect(rows.length).toBe(100)
    expect([rows[0]!.x, rows[99]!.x]).toEqual([1, 20_000])
  })

  it('has the shown points only, and of points at one x each with its own value', () => {
    const rows = createTableRows(series, { from: 500.5, to: 504 }, 100)
    expect(rows.map((row) => row.x)).toEqual([501, 502, 503, 504])
    const slices = { key: 'b', label: 'b', token: 'ink', x: [0.1, 0.1, 0.2], y: [7, 8, 9] }
    const inSlices = createTableRows([slices], { from: 0, to: 0.2 }, 100)
    expect(inSlices.map((row) => row.values[0])).toEqual([7, 8, 9])
  })
})

describe('ticks of a logarithmic axis', () => {
  it('are 1 and 3 of each decade', () => {
    expect(chooseLogTicks([0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 1])).toEqual([0.01, 0.03, 0.1, 0.3, 1])
  })
  it('need more digits where they lie close: 0.1334 and 0.1337', () => {
    expect([findLogStep([0.1334, 0.1337, 0.134]), findLogStep([0.01, 0.1]), findLogStep([2])]).toEqual([
      0.0003,
      null,
      null,
    ])
  })

  it('are the decades over more than four, and all within less than one', () => {
    expect(chooseLogTicks([1e-6, 3e-6, 1e-5, 1, 3])).toEqual([1e-6, 1e-5, 1])
    expect(chooseLogTicks([0.12, 0.125, 0.13])).toEqual([0.12, 0.125, 0.13])
  })

  it('are round and equally far within less than one, where the axis is known', () => {
    const round = chooseLogTicks([0.1202, 0.1205, 0.1208, 0.1215, 0.124, 0.127], { from: 0.1202, to: 0.1285 })
    expect(round.map((value) => value.toFixed(3))).toEqual(['0.122', '0.124', '0.126', '0.128'])
  })
})

describe('ticks of a stretch of the x axis', () => {
  const labels = (from: number, to: number) => createRangeTicks({ from, to }, 5).map((tick) => tick.label)

  it('are round, lie within it, and differ from each other', () => {
    expect(labels(0, 312)).toEqual(['0', '100', '200', '300'])
    expect(labels(100.2, 100.9)).toEqual(['100.2', '100.4', '100.6', '100.8'])
    expect(labels(0, 20_000)).toEqual(['0', '5,000', '10k', '15k', '20k'])
    expect(labels(1_200_000, 1_230_000)).toEqual(['1.20M', '1.21M', '1.22M', '1.23M'])
    expect(labels(1_234_500, 1_234_540)).toEqual([
      '1,234,500',
      '1,234,510',
      '1,234,520',
      '1,234,530',
      '1,234,540',
    ])
    expect(createRangeTicks({ from: 3, to: 3 }, 5)).toEqual([])
  })

  it('have the decimals of their step, a share those of percent', () => {
    expect([formatStep(0.25, 0.05), formatStep(-3, 1), formatStep(0, 0.1)]).toEqual(['0.25', '\u22123', '0'])
    expect([formatPercentStep(0.425, 0.005), formatPercentStep(0.6, 0.2)]).toEqual(['42.5%', '60%'])
  })
})

it('what was known at update 14 is the evaluation of update 10, not the nearer one of update 15', () => {
  const series = { x: Float64Array.of(0, 10, 15), y: Float64Array.of(0.5, 0.7, 0.9) }
  expect([valueUntil(series, 14), valueUntil(series, 15), valueUntil(series, -1)]).toEqual([0.7, 0.9, NaN])
})
