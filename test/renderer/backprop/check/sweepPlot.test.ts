import { expect, it } from 'vitest'
import { countFailed, paintError } from '../../../../src-renderer/src/backprop/check/checkedCells'
import { createSweepPlot, findSweetSpot } from '../../../../src-renderer/src/backprop/check/sweepPlot'

const error = (median: number) => ({ median, largest: median * 3 })
const sweep = {
  parameters: 13,
  points: [
    { epsilon: 1, float64: error(1e-1), float32: error(1e-1) },
    { epsilon: 1e-3, float64: error(1e-7), float32: error(1e-4) },
    { epsilon: 1e-6, float64: error(1e-11), float32: error(1e-1) },
    { epsilon: 1e-12, float64: error(1e-4), float32: error(1) },
  ],
}

it('the sweet spot lies at 10⁻⁶ in float64 and at 10⁻³ in float32', () => {
  expect(findSweetSpot(sweep, 'float64')).toEqual({ epsilon: 1e-6, error: 1e-11 })
  expect(findSweetSpot(sweep, 'float32')).toEqual({ epsilon: 1e-3, error: 1e-4 })
})

it('the plot runs from the largest step at its left to the smallest at its right, small errors low', () => {
  const plot = createSweepPlot(sweep)
  const [float64] = plot.lines
  expect(float64!.median.match(/[ML]/g)).toHaveLength(4)
  expect(float64!.median.startsWith(`M${plot.left} `)).toBe(true)
  expect(float64!.median.includes(`L${plot.right} `)).toBe(true)
  expect(float64!.spot.y).toBeGreaterThan(plot.yTicks.find(({ text }) => text === '10⁻⁸')!.at)
  expect(plot.xTicks.map(({ text }) => text)).toEqual(['10⁰', '10⁻³', '10⁻⁶', '10⁻⁹', '10⁻¹²'])
})

it('a sweep of numbers that are not finite is drawn at the top, not as NaN', () => {
  const nothing = { median: NaN, largest: NaN }
  const points = [1, 1e-6].map((epsilon) => ({ epsilon, float64: nothing, float32: nothing }))
  const plot = createSweepPlot({ parameters: 3, points })
  const top = plot.yTicks.find(({ text }) => text === '10⁰')!.at
  for (const line of plot.lines) {
    expect(line.median + line.largest).not.toContain('NaN')
    expect(line.spot.y).toBe(top)
  }
})

it('a differing parameter is crossed, the smaller of two errors greener, an unchecked one grey', () => {
  const layer = {
    inputs: 1,
    units: 4,
    bias: false,
    analytic: new Float64Array(4),
    numeric: new Float64Array(4),
    relativeError: Float64Array.of(1e-12, 1e-8, 0.5, NaN),
    verdict: Uint8Array.of(1, 1, 0, 2),
  }
  const paints = [0, 1, 2, 3].map((index) => paintError(layer, index))
  expect(paints[0]!.share).toBeGreaterThan(paints[1]!.share)
  expect(paints[2]).toMatchObject({ token: '--danger', crossed: true })
  expect(paints[3]).toMatchObject({ token: '--ink-3', crossed: false })
  expect(countFailed([layer, layer])).toBe(2)
})
