import { expect, it } from 'vitest'
import { layOutRatios, plotHeight, ratiosOf } from '../../../../src-renderer/src/weights/ratio/ratioPlot'

const layer = (change: number[], norm: number[]) => ({
  change: Float64Array.from(change),
  norm: Float64Array.from(norm),
})
const updates = [0, 10, 30]

it('is the norm of the change over that of the weights; none where the weights are all 0', () => {
  expect([...ratiosOf(layer([0.2, 0.3], [20, 0]))]).toEqual([0.01, NaN])
})

it('the rule of thumb lies in a band of a decade, on the axis whatever the values are', () => {
  const { rule, yTicks, top, bottom } = layOutRatios([layer([2, 3, 4], [1, 1, 1])], updates, 'linear', 700)
  expect(rule.to - rule.from).toBeCloseTo((bottom - top) / 5, 6)
  expect(rule.y).toBeCloseTo((rule.from + rule.to) / 2, 6)
  expect(yTicks.map(({ text }) => text)).toEqual(['10⁻⁴', '10⁻³', '10⁻²', '10⁻¹', '10⁰', '10¹'])
})

it('a line is broken off where there is no logarithm, and ends with its name', () => {
  const { lines } = layOutRatios([layer([1e-3, 0, 1e-2], [1, 1, 1])], updates, 'linear', 700)
  expect(lines[0]!.path.match(/[ML]/g)).toEqual(['M', 'M'])
  expect(lines[0]!.points.length).toBe(2)
  expect(lines[0]!.label!.x).toBe(lines[0]!.points[1]!.x + 8)
})

it('names at the ends stay apart and inside', () => {
  const same = Array.from({ length: 6 }, () => layer([1e-4, 1e-4, 1e-4], [1, 1, 1]))
  const places = layOutRatios(same, updates, 'log', 700).lines.map(({ label }) => label!.y)
  const sorted = [...places].sort((a, b) => a - b)
  sorted.slice(1).forEach((y, k) => expect(y - sorted[k]!).toBeGreaterThanOrEqual(12))
  expect(sorted.at(-1)).toBeLessThanOrEqual(plotHeight)
})

it('a run of one moment and values far apart have a picture too', () => {
  const { lines, yTicks } = layOutRatios([layer([1e-30], [1])], [0], 'linear', 700)
  expect(lines[0]!.points[0]!.y).toBeLessThanOrEqual(plotHeight)
  expect(yTicks.length).toBeLessThan(9)
})

it('the name of the rule stands in the corner of the band where no line is', () => {
  const falling = layer([3e-3, 1e-3, 4e-4], [1, 1, 1])
  const { ruleName, rule, right } = layOutRatios([falling], updates, 'linear', 700)
  // From the upper left to the lower right: the lower left stays free.
  expect(ruleName).toEqual({ x: 58, y: rule.to - 6, 'text-anchor': 'start' })
  const rising = layOutRatios([layer([4e-4, 1e-3, 3e-3], [1, 1, 1])], updates, 'linear', 700)
  expect(rising.ruleName).toEqual({ x: right - 6, y: rule.to - 6, 'text-anchor': 'end' })
})
