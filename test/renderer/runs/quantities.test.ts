import { describe, expect, it } from 'vitest'
import { availableQuantity, quantityForms, scaleOf } from '../../../src-renderer/src/runs/quantities'

describe('quantities of a run', () => {
  it('have accuracy on a linear scale always, the others on the chosen one', () => {
    expect([scaleOf('accuracy', 'log'), scaleOf('cost', 'log'), scaleOf('penalty', 'linear')]).toEqual([
      'linear',
      'log',
      'linear',
    ])
  })

  it('show the learning rate where nothing can be right or wrong', () => {
    expect([availableQuantity('accuracy', false), availableQuantity('accuracy', true)]).toEqual([
      'learningRate',
      'accuracy',
    ])
  })

  it('tell ticks apart: 0.1234 and 0.1235, 92.5 and 93 percent', () => {
    const { cost, accuracy } = quantityForms
    expect([cost.formatTick(0.1234, 0.0001), cost.formatTick(0.1235, 0.0001)]).toEqual(['0.1234', '0.1235'])
    expect([cost.formatTick(0.01, null), cost.formatTick(3e-7, null)]).toEqual(['0.01', '3e\u22127'])
    expect([accuracy.formatTick(0.925, 0.005), accuracy.formatTick(0.93, 0.01)]).toEqual(['92.5%', '93%'])
  })
})
