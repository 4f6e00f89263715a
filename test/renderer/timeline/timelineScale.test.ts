import { describe, expect, it } from 'vitest'
import {
  chooseTicks,
  createCostArea,
  epochAfter,
  epochBefore,
  findEnd,
  strideOf,
  updateAt,
} from '../../../src-renderer/src/timeline/timelineScale'

describe('epochs on the timeline', () => {
  const place = (update: number, batch: number) => ({
    update,
    newest: 100,
    batch,
    batchesLeft: 9 - batch,
    updatesPerEpoch: 9,
  })

  it('end at most at the newest update', () => {
    expect(epochAfter(place(93, 3))).toBe(99)
    expect(epochAfter(place(99, 0))).toBe(100)
  })

  it('begin after update 90 of 93; going back from 90 itself leads to 81, never below 0', () => {
    expect(epochBefore(place(93, 3))).toBe(90)
    expect(epochBefore(place(90, 0))).toBe(81)
    expect(epochBefore(place(4, 4))).toBe(0)
  })
})

describe('the timeline', () => {
  it('goes to the update under the pointer, of those that were made', () => {
    expect(updateAt(0.25, 1000, 400)).toBe(250)
    expect(updateAt(0.9, 1000, 400)).toBe(400)
    expect(updateAt(-0.1, 1000, 400)).toBe(0)
  })

  it('plays back at most 160 moments', () => {
    expect([strideOf(100), strideOf(160), strideOf(1_000_000)]).toEqual([1, 1, 6250])
  })

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
