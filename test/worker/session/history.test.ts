import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getNextEvaluation } from '../../../src-worker/session/evaluationPlan'
import { History } from '../../../src-worker/session/history'
import { advanceState, type RunSignal } from '../../../src-worker/session/runMachine'

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

const fill = (history: History, from: number, to: number) => {
  for (let update = from; update <= to; update++) history.add(record(update), update / 1000)
}

describe('the history of a run', () => {
  it('keeps every update as a row up to 2,048', () => {
    const history = new History(2)
    fill(history, 1, 2048)
    const columns = history.getColumns()
    expect(columns.stride).toBe(1)
    expect([...columns.update.slice(0, 3)]).toEqual([1, 2, 3])
    expect(columns.update).toHaveLength(2048)
    expect(columns.cost[999]).toBe(1 / 1000)
  })

  it('of a million updates has at most 2,048 rows, with the first and the last update at its ends', () => {
    const history = new History(2)
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
    const history = new History(2)
    for (let update = 1; update <= 50_000; update++)
      history.add(record(update, update === 31_337 ? 99 : 1), 0)
    expect(Math.max(...history.getColumns().costMaximum)).toBe(99)
  })

  it('restored in the middle of a row goes on as if it had not stopped, bit for bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 3000 }), (first, second) => {
        const whole = new History(2)
        fill(whole, 1, first + second)
        const half = new History(2)
        fill(half, 1, first)
        const restored = History.restore(half.getColumns())
        fill(restored, first + 1, first + second)
        expect(restored.getColumns()).toEqual(whole.getColumns())
      }),
      { numRuns: 30 },
    )
  })

  it('keeps at most 4,096 evaluations, the first and the last among them', () => {
    const history = new History(1)
    for (let epoch = 1; epoch <= 10_000; epoch++)
      history.addEvaluation(epoch, epoch, { cost: epoch, accuracy: 1 }, null)
    const { evaluation } = history.getColumns()
    expect(evaluation.update.length).toBeLessThanOrEqual(4096)
    expect(evaluation.update[0]).toBe(1)
    expect(evaluation.update.at(-1)).toBe(10_000)
    expect(Number.isNaN(evaluation.validationCost[0]!)).toBe(true)
  })
})

describe('the plan of evaluations', () => {
  it('takes every epoch up to 128, then about 64 for each doubling', () => {
    expect(getNextEvaluation(0, {})).toBe(1)
    expect(getNextEvaluation(127, {})).toBe(128)
    expect(getNextEvaluation(128, {})).toBe(130)
    let count = 0
    for (let epoch = 0; epoch < 1_000_000; epoch = getNextEvaluation(epoch, {})) count++
    expect(count).toBeLessThan(1100)
  })

  it('takes every epoch when a rule looks at the evaluated cost', () => {
    expect(getNextEvaluation(5000, { patience: 3 })).toBe(5001)
    expect(getNextEvaluation(5000, { cost: 0.1 })).toBe(5001)
  })
})

describe('the state machine of a run', () => {
  it('goes idle → running → paused → running → finished → running', () => {
    const signals: RunSignal[] = ['start', 'stop', 'start', 'ruleMet', 'start']
    expect(signals.reduce(advanceState, 'idle')).toBe('running')
  })

  it('leaves diverged only by going back to the start', () => {
    expect(advanceState('diverged', 'start')).toBe('diverged')
    expect(advanceState('diverged', 'rewind')).toBe('idle')
  })

  it('never reaches finished or diverged from idle without running', () => {
    const signals = fc.array(fc.constantFrom<RunSignal>('stop', 'ruleMet', 'nonFinite', 'rewind'))
    fc.assert(fc.property(signals, (list) => list.reduce(advanceState, 'idle') === 'idle'))
  })
})
