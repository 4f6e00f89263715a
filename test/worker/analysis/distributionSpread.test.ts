import { describe, expect, it } from 'vitest'
import { orderCoarsely, spreadMoments } from '../../../src-worker/analysis/distributionSpread'

const upTo = (newest: number) => Array.from({ length: newest + 1 }, (_, update) => update)
const never = () => false

describe('moments', () => {
  it.each([0, 1, 7, 44, 45, 1000, 123_456])(
    'at most 47 of a run of %i updates, its ends among them',
    (newest) => {
      for (const axis of ['linear', 'log'] as const) {
        const chosen = spreadMoments(upTo(newest), axis, never)
        expect(chosen.length).toBeLessThanOrEqual(47)
        expect([chosen[0], chosen.at(-1)]).toEqual([0, newest])
        expect(new Set(chosen).size).toBe(chosen.length)
      }
    },
  )

  it('a run of 20 updates is shown whole', () => {
    expect(spreadMoments(upTo(20), 'linear', never)).toEqual(upTo(20))
  })

  it('the marks stay while the run goes on: of 1,000 updates all but the last are among those of 1,023', () => {
    const early = spreadMoments(upTo(1000), 'linear', never).slice(0, -1)
    const later = spreadMoments(upTo(1023), 'linear', never)
    expect(early.filter((update) => !later.includes(update))).toEqual([])
  })

  it('on a logarithmic axis more than a third of the moments lie in the first hundredth', () => {
    const chosen = spreadMoments(upTo(10_000), 'log', never)
    expect(chosen.filter((update) => update <= 100).length).toBeGreaterThan(chosen.length / 3)
  })

  it('where states are rare takes the nearest ones, or makes the marks where it may', () => {
    expect(spreadMoments([0, 3, 900, 1000], 'linear', never)).toEqual([0, 3, 900, 1000])
    const all = spreadMoments([0, 3, 1000], 'linear', () => true)
    expect([all.length, all[1], all.at(-2)]).toEqual([33, 32, 992])
    const early = spreadMoments([0, 3, 1000], 'linear', (update, from) => update - from < 100)
    expect(early).toEqual([0, 3, 32, 64, 96, 1000])
  })

  it('are computed coarsely first', () => {
    expect(orderCoarsely(8)).toEqual([0, 4, 2, 6, 1, 3, 5, 7])
  })
})
