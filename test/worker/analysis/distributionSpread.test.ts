import { describe, expect, it } from 'vitest'
import { orderCoarsely, spreadMoments } from '../../../src-worker/analysis/distributionSpread'

const upTo = (newest: number, step = 1) =>
  Array.from({ length: newest / step + 1 }, (_, k) => k * step)

describe('moments', () => {
  it.each([0, 1, 7, 44, 45, 1000, 123_456])('at most 47 of a run of %i updates, its ends among them', (newest) => {
    for (const axis of ['linear', 'log'] as const) {
      const updates = upTo(newest)
      const places = spreadMoments(updates, axis)
      expect(places.length).toBeLessThanOrEqual(47)
      expect([places[0], places.at(-1)]).toEqual([0, newest])
      expect(new Set(places).size).toBe(places.length)
    }
  })

  it('a run of 20 updates is shown whole', () => {
    expect(spreadMoments(upTo(20), 'linear')).toEqual(upTo(20))
  })

  it('the marks stay while the run goes on: of 1,000 updates all but the last are among those of 1,030', () => {
    const early = spreadMoments(upTo(1000), 'linear').slice(0, -1)
    const later = spreadMoments(upTo(1030), 'linear')
    expect(early.filter((place) => !later.includes(place))).toEqual([])
  })

  it('on a logarithmic axis half of the moments lie in the first hundredth', () => {
    const places = spreadMoments(upTo(10_000), 'log')
    expect(places.filter((place) => place <= 100).length).toBeGreaterThan(places.length / 3)
  })

  it('takes what is nearest where states are rare', () => {
    expect(spreadMoments([0, 3, 900, 1000], 'linear')).toEqual([0, 1, 2, 3])
    expect(spreadMoments([], 'linear')).toEqual([])
  })

  it('are computed coarsely first', () => {
    expect(orderCoarsely(8)).toEqual([0, 4, 2, 6, 1, 3, 5, 7])
  })
})
