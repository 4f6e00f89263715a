import { describe, expect, it } from 'vitest'
import {
  createCostScale,
  createCostTicks,
  createLevels,
  findLeast,
} from '../../../../src-renderer/src/compare/surface/costScale'
import { paintCosts } from '../../../../src-renderer/src/compare/surface/drawSurfaceMap'
import {
  colourSteps,
  createShades,
  lightSteps,
} from '../../../../src-renderer/src/compare/surface/surfaceColours'
import { createSurface } from './sampleSurface'

const costs = Float64Array.of(0.5, NaN, 2, Infinity, 8)

describe('the scale of the cost', () => {
  it('is even from 0.5 to 8: 2 lies at 1.5/7.5, what is not finite nowhere', () => {
    const scale = createCostScale(costs, 'linear')
    expect([0.5, 2, 8].map(scale.shareOf)).toEqual([0, 0.2, 1])
    expect([NaN, Infinity].map(scale.shareOf)).toEqual([NaN, NaN])
    expect(scale.costAt(0.2)).toBe(2)
  })

  it('by the logarithm has 2 in the middle of 0.5 and 8, and 0 at the least cost above it', () => {
    const scale = createCostScale(Float64Array.of(0, ...costs), 'log')
    expect(scale.minimum).toBe(0.5)
    expect(scale.shareOf(2)).toBeCloseTo(0.5, 12)
    expect(scale.shareOf(0)).toBe(0)
    expect(scale.costAt(0.5)).toBeCloseTo(2, 12)
  })

  it('of equal costs puts all at the bottom; of none that is finite it has no ends', () => {
    expect(createCostScale(Float64Array.of(3, 3), 'linear').shareOf(3)).toBe(0)
    expect(createCostScale(Float64Array.of(3, 3), 'log').shareOf(3)).toBe(0)
    expect(createCostScale(Float64Array.of(NaN, Infinity), 'log').minimum).toBeNaN()
  })

  it('of zeros alone is even: there is no logarithm', () => {
    expect(createCostScale(Float64Array.of(0, 0), 'log').kind).toBe('linear')
  })
})

it('three contour lines lie at the quarters: 2.375, 4.25, 6.125 evenly; 1, 2, 4 by the logarithm', () => {
  expect(createLevels(createCostScale(costs, 'linear'), 3)).toEqual([2.375, 4.25, 6.125])
  const levels = createLevels(createCostScale(costs, 'log'), 3)
  expect(levels.map((level) => Number(level.toFixed(12)))).toEqual([1, 2, 4])
})

it.each([
  ['linear', 0.5, 8, [2, 4, 6, 8]],
  ['log', 0.05, 80, [0.1, 1, 10]],
  ['log', 1e-9, 1, [1e-8, 1e-6, 1e-4, 0.01, 1]],
  ['log', 0.15, 0.6, [0.2, 0.5]],
  ['linear', 3, 3, [3]],
] as const)('ticks on a %s scale from %d to %d', (kind, from, to, ticks) => {
  expect(createCostTicks(createCostScale(Float64Array.of(from, to), kind))).toEqual(ticks)
})

it('the least cost is found among those that are not finite', () => {
  expect(findLeast(Float64Array.of(NaN, 4, -Infinity, 3, Infinity))).toBe(3)
  expect(findLeast(Float64Array.of(NaN, Infinity))).toBe(-1)
})

describe('colours', () => {
  const stops = [
    [0, 80, 60],
    [90, 170, 150],
    [230, 240, 238],
  ] as const

  it('paint the highest y first: strong where the cost is low, pale where high, clear where not finite', () => {
    const surface = createSurface(2, (x, y) => (y === 0 ? (x < 0 ? 1 : 2) : x < 0 ? 3 : Infinity))
    const pixels = new Uint8ClampedArray(16)
    paintCosts(pixels, surface, createCostScale(surface.values, 'linear'), stops)
    expect([...pixels]).toEqual([230, 240, 238, 255, 0, 0, 0, 0, 0, 80, 60, 255, 90, 170, 150, 255])
  })

  it('of the shaded surface are 96 × 32; more light is brighter, red 65 to 97 of 90', () => {
    const shades = createShades(stops.map(() => stops[1]) as unknown as typeof stops)
    expect(shades.length).toBe(colourSteps * lightSteps)
    expect([shades[0], shades[lightSteps - 1]]).toEqual(['rgb(65,122,108)', 'rgb(97,184,162)'])
  })
})
