import { describe, expect, it } from 'vitest'
import { chooseTicks, createCostArea, findEnd } from '../../../src-renderer/src/timeline/timelineScale'

describe('the timeline', () => {
  it('ends at the nearer rule', () => {
    expect(findEnd({ updates: 1000, epochs: 30 }, 10, 25)).toBe(750)
    expect(findEnd({ updates: 1000 }, 1200, 25)).toBe(1200)
  })

  it('grows in round steps without a rule', () => {
    expect(findEnd({ patience: 3 }, 0, 25)).toBe(100)
    expect(findEnd({}, 900, 25)).toBe(2000)
  })

  it('has round ticks from 0', () => {
    expect(chooseTicks(1000, 5)).toEqual([0, 200, 400, 600, 800, 1000])
    expect(chooseTicks(7, 5)).toEqual([0, 2, 4, 6])
  })

  it('draws the cost from its first to its last update, without what is not finite', () => {
    expect(createCostArea([1, 2, 3, 4], [1, NaN, 0.5, 0.25], 8)).toBe(
      'M125.0 100L125.0 12.0L375.0 48.0L500.0 84.0L500.0 100Z',
    )
    expect(createCostArea([1], [1], 8)).toBe('')
  })
})
