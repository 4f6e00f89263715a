import { describe, expect, it } from 'vitest'
import { getNextEvaluation } from '../../../src-worker/session/evaluationPlan'

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
