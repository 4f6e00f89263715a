import { expect, it } from 'vitest'
import { moveInGrid } from '../../../src-renderer/src/ui/moveInGrid'
import {
  createWeightGrid,
  startFor,
  strengthAt,
  summarize,
  valueAt,
} from '../../../src-renderer/src/weights/weightGrid'

const grid = createWeightGrid(
  {
    inputs: 2,
    units: 3,
    activation: 'tanh',
    weights: Float64Array.of(0.5, -0.4, 0.3, 0.2, 0.8, -0.6),
    biases: Float64Array.of(0.1, -0.2, 0),
  },
  1,
)

it('weights are [in][out], the bias is the last row with a tint of its own', () => {
  expect([grid.rows, grid.columns]).toEqual([3, 3])
  expect(valueAt(grid, { row: 1, column: 2 })).toBe(-0.6)
  expect(valueAt(grid, { row: 2, column: 1 })).toBe(-0.2)
  expect(strengthAt(grid, { row: 1, column: 1 })).toBe(1)
  expect(strengthAt(grid, { row: 2, column: 1 })).toBe(1)
  expect(strengthAt(grid, { row: 2, column: 2 })).toBe(-1)
})

it('a layer without a bias has no row for it', () => {
  const bare = createWeightGrid({ ...grid.values, biases: new Float64Array(0) }, 1)
  expect(bare.rows).toBe(2)
})

it('of 3, −4 and NaN: least −4, largest 3, mean −0.5, norm 5, one not finite', () => {
  expect(summarize(Float64Array.of(3, -4, NaN))).toEqual({
    minimum: -4,
    maximum: 3,
    mean: -0.5,
    norm: 5,
    bad: 1,
  })
  expect(summarize(Float64Array.of(NaN)).mean).toBeNaN()
})

it('arrow keys stay inside, other keys go nowhere', () => {
  expect(moveInGrid('ArrowUp', { row: 0, column: 1 }, grid)).toEqual({ row: 0, column: 1 })
  expect(moveInGrid('End', { row: 2, column: 0 }, grid)).toEqual({ row: 2, column: 2 })
  expect(moveInGrid('a', { row: 0, column: 0 }, grid)).toBeNull()
})

it('the window moves no further than needed and not over the end', () => {
  expect(startFor(12, 0, 12, 65)).toBe(1)
  expect(startFor(64, 0, 12, 65)).toBe(53)
  expect(startFor(3, 10, 12, 65)).toBe(3)
  expect(startFor(2, 0, 3, 3)).toBe(0)
})
