import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UpdateHistory } from '../../../src-worker/core/updateHistory'

const record = (update: number, cost = 1 / update) => ({
  update,
  epoch: update - 1,
  samples: 4 * update,
  cost,
  penalty: 0.5,
  learningRate: 0.1,
  gradientNorm: 2,
  layerGradientNorms: Float64Array.of(1, 2),
})

const fill = (history: UpdateHistory, from: number, to: number) => {
  for (let update = from; update <= to; update++) history.add(record(update), update / 1000)
}

describe('the history of a run', () => {
  it('keeps every update as a row up to 2,048', () => {
    const history = new UpdateHistory(2)
    fill(history, 1, 2048)
    const columns = history.getColumns()
    expect(columns.stride).toBe(1)
    expect([...columns.update.slice(0, 3)]).toEqual([1, 2, 3])
    expect(columns.update).toHaveLength(2048)
    expect(columns.cost[999]).toBe(1 / 1000)
  })

  it('of a million updates has at most 2,048 rows, with the first and the last update at its ends', () => {
    const history = new UpdateHistory(2)
    fill(history, 1, 1_000_000)
    const { update, cost, costMinimum, costMaximum } = history.getColumns()
    expect(update.length).toBeLessThanOrEqual(2048)
    expect(update.length).toBeGreaterThan(1000)
    expect(update[0]).toBe(1)
    expect(cost[0]).toBe(1)
    expect(update.at(-1)).toBe(1_000_000)
    expect(Math.min(...costMinimum)).toBe(1e-6)
    expect(Math.max(...costMaximum)).toBe(1)
  })

  it('keeps a single peak visible in the extremes', () => {
    const history = new UpdateHistory(2)
    for (let update = 1; update <= 50_000; update++)
      history.add(record(update, update === 31_337 ? 99 : 1), 0)
    expect(Math.max(...history.getColumns().costMaximum)).toBe(99)
  })

  it('restored in the middle of a row goes on as if it had not stopped, bit for bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 3000 }), (first, second) => {
        const whole = new UpdateHistory(2)
        fill(whole, 1, first + second)
        const half = new UpdateHistory(2)
        fill(half, 1, first)
        const restored = UpdateHistory.restore(half.getColumns())
        fill(restored, first + 1, first + second)
        expect(restored.getColumns()).toEqual(whole.getColumns())
      }),
      { numRuns: 30 },
    )
  })
})
