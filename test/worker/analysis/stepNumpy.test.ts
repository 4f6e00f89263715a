/** The text of the programs; that they run and agree is shown in test/oracles. */
import { describe, expect, it } from 'vitest'
import { readTensor } from '../../../src-worker/analysis/step'
import { writeNumpy } from '../../../src-worker/analysis/stepNumpy'
import { activationNames, costNames } from '../../../src-worker/spec/names'
import { createGoldenStep, createNetworkStep, createRequest, drawNetworkCases } from './exportCases'

const step = createGoldenStep('seed-2-3-1')

describe('the networks that are drawn', () => {
  it('have every activation, cost and optimizer, one layer to three, penalties, clipping and no biases', () => {
    const cases = drawNetworkCases(1)
    const layers = cases.flatMap((of) => of.layers)
    const trainings = cases.map(({ training }) => training)
    expect(new Set(layers.map(({ activation }) => activation))).toEqual(new Set(activationNames))
    expect(new Set(trainings.map(({ cost }) => cost))).toEqual(new Set(costNames))
    expect(new Set(trainings.map(({ optimizer }) => JSON.stringify(optimizer))).size).toBe(6)
    expect(new Set(cases.map((of) => of.layers.length))).toEqual(new Set([1, 2, 3]))
    expect(new Set(trainings.map(({ batchSize }) => batchSize))).toEqual(new Set([1, 3, 7, 'full']))
    expect(layers.some(({ bias }) => !bias)).toBe(true)
    expect(trainings.some(({ l1 }) => l1 > 0) && trainings.some(({ clipNorm }) => clipNorm !== null)).toBe(
      true,
    )
    const slots = cases.flatMap((of) => createNetworkStep(of).optimizer.slots)
    expect(slots.every(({ layers: [first] }) => first!.weights.some((value) => value !== 0))).toBe(true)
  })
})

describe('a matrix for NumPy', () => {
  it('has every digit and its shape', () => {
    const text = writeNumpy(step, createRequest({ scope: { tensor: { kind: 'dW', layer: 1 } } }))
    expect(text).toBe(
      [
        'import numpy as np',
        '',
        '# ΔW1, (2, 3), of update 1',
        'dW1 = np.array([',
        '    [0.0030395585143030133, -0.0025551480369113326, 0.001897727278923212],',
        '    [0.0017787745719787399, -0.0018770494211809972, 0.0014815687882178824],',
        '])',
        '',
      ].join('\n'),
    )
  })

  it('that does not exist is null', () => {
    expect(writeNumpy(step, createRequest({ scope: { tensor: { kind: 'dW', layer: 3 } } }))).toBeNull()
  })
})

describe('a cell for NumPy', () => {
  it('is a program of its factors, its line and its value', () => {
    const cell = { kind: 'dW', layer: 1, row: 0, column: 1 } as const
    const text = writeNumpy(step, createRequest({ scope: { cell } }))!
    expect(text).toContain('dW1 = X.T @ di1  # ΔW1 = Xᵀ × ∂cost/∂i1\n')
    expect(text).toContain('np.isclose(value, -0.0025551480369113326, rtol=1e-12, atol=1e-15')
  })

  it('that does not exist is null', () => {
    const cell = { kind: 'dW', layer: 1, row: 0, column: 3 } as const
    expect(writeNumpy(step, createRequest({ scope: { cell } }))).toBeNull()
  })
})

describe('an update for NumPy', () => {
  it('has a line a tensor with its shape and formula, in both notations', () => {
    const text = writeNumpy(step, createRequest())!
    expect(text).toContain('di1 = do1 * o1 * (1 - o1)  # (4, 3) ∂cost/∂i1 = ∂cost/∂o1 ⊙ o1 ⊙ (1 − o1)\n')
    expect(text).toContain('print("update 1: all 18 tensors agree")\n')
    const za = writeNumpy(step, createRequest({ notation: 'za' }))!
    expect(za).toContain('dz1 = da1 * a1 * (1 - a1)  # (4, 3) ∂cost/∂z1 = ∂cost/∂a1 ⊙ a1 ⊙ (1 − a1)\n')
  })

  it('writes what is no finite number by its NumPy name, and whole numbers with a point', () => {
    const diverged = createGoldenStep('seed-2-3-1')
    diverged.traced.layers[1]!.dB[0] = Infinity
    diverged.traced.layers[0]!.dB.set([NaN, -Infinity, 1])
    const text = writeNumpy(diverged, createRequest())!
    expect(text).toContain('agree("db2", db2, np.array([[np.inf]]))')
    expect(text).toContain('agree("db1", db1, np.array([[np.nan, -np.inf, 1.0]]))')
  })

  it('says at its top that a mistake is planted and that a check is meant to fail', () => {
    const faulty = createGoldenStep('seed-2-3-1', { name: 'flippedSign', layer: 2 })
    const [, , mistake, meant] = writeNumpy(faulty, createRequest())!.split('\n')
    expect(mistake).toBe('# The lab shows its numbers with a mistake planted.')
    expect(meant).toContain('meant to fail')
  })

  it('allows the digits that 1 − o loses, which binary cross-entropy divides by', () => {
    const of = drawNetworkCases(1)[4]!
    const confident = createNetworkStep(of)
    confident.traced.layers.at(-1)!.o[0] = 1 - 2 ** -30
    expect(confident.traced.y[0]).toBe(0)
    expect(writeNumpy(confident, createRequest())).toMatch(/agree\("do2".*, rtol=1e-6\)/)
    expect(readTensor(confident, { kind: 'dO', layer: 2 })).not.toBeNull()
  })
})
