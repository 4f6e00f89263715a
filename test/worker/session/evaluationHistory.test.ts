import { expect, it } from 'vitest'
import { EvaluationHistory } from '../../../src-worker/session/evaluationHistory'

it('keeps at most 4,096 evaluations, the first and the last among them', () => {
  const history = new EvaluationHistory()
  for (let epoch = 1; epoch <= 10_000; epoch++) history.add(epoch, epoch, { cost: epoch, accuracy: 1 }, null)
  const evaluation = history.getColumns()
  expect(evaluation.update.length).toBeLessThanOrEqual(4096)
  expect(evaluation.update[0]).toBe(1)
  expect(evaluation.update.at(-1)).toBe(10_000)
  expect(Number.isNaN(evaluation.validationCost[0]!)).toBe(true)
  expect(new EvaluationHistory(evaluation).getColumns()).toEqual(evaluation)
})
