import { expect, it } from 'vitest'
import { createSubSteps, tensorState } from '../../../src-renderer/src/backprop/subSteps'
import { tensor } from '../../../src-renderer/src/backprop/tensors'

it('walks forward 1, 2, 3, cost, backward 3, 2, 1, update', () => {
  expect(createSubSteps(3).map(({ kind, layer }) => `${kind}${layer || ''}`)).toEqual([
    'forward1',
    'forward2',
    'forward3',
    'cost',
    'backward3',
    'backward2',
    'backward1',
    'update',
  ])
})

it('at backward 2 of two layers ∂cost/∂o1 is still to come and ΔW2 is there', () => {
  expect(tensorState(tensor('dO', 1), 2, 3)).toBe('later')
  expect(tensorState(tensor('dW', 2), 2, 3)).toBe('current')
  expect(tensorState(tensor('cost'), 2, 3)).toBe('done')
  expect(tensorState(tensor('weights', 1), 2, 0)).toBe('done')
})
