import { describe, expect, it } from 'vitest'
import { deriveCell } from '../../../src-worker/analysis/deriveCell'
import { createDeepNetwork, createStepOf } from './sampleSteps'

describe('an update of an optimizer that remembers', () => {
  type Training = NonNullable<Parameters<typeof createDeepNetwork>[0]>
  const partsOf = (optimizer: Training['optimizer'], updates = 3) => {
    const step = createStepOf(createDeepNetwork({ optimizer, l2: 0.03 }), null, updates)
    return deriveCell(step, { kind: 'weightsAfter', layer: 2, row: 4, column: 1 })!
  }

  it.each<[string, Training['optimizer'], string[]]>([
    ['momentum', { name: 'sgd', learningRate: 0.05, momentum: 0.9 }, ['memory']],
    ['nesterov', { name: 'sgd', learningRate: 0.05, momentum: 0.8, nesterov: true }, ['memory']],
    ['rmsprop', { name: 'rmsprop' }, []],
    ['adam', { name: 'adam' }, ['memory']],
    ['adamw', { name: 'adamw', weightDecay: 0.1 }, ['memory', 'decay']],
  ])('%s: its terms are named and add up', (_name, optimizer, more) => {
    const derivation = partsOf(optimizer)
    expect(derivation.terms.map(({ label }) => label.kind)).toEqual([
      'before',
      'gradient',
      'penalty',
      ...more,
    ])
    expect(derivation.sum).toBeCloseTo(derivation.value, 13)
    for (const { factors, value } of derivation.terms) {
      expect(factors.reduce((product, factor) => product * factor, 1)).toBe(value)
    }
  })

  it('the memory of momentum is −η β v, v what the run holds; 0 before the first update', () => {
    const { terms, change } = partsOf({ name: 'sgd', learningRate: 0.05, momentum: 0.9 })
    const { velocity } = change!.numbers
    expect(velocity).not.toBe(0)
    expect(terms.at(-1)!.factors).toEqual([-0.05, 0.9, velocity])
    expect(partsOf({ name: 'sgd', momentum: 0.9 }, 0).change!.numbers.velocity).toBe(0)
  })
})
