import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureClasses } from '../../../src-worker/analysis/classMeasures'
import { ResidualSums } from '../../../src-worker/analysis/residualMeasures'

describe('measures of classes', () => {
  it('of 5 1 0 / 2 3 1 / 0 0 0 are those computed by hand', () => {
    const measures = measureClasses(Uint32Array.of(5, 1, 0, 2, 3, 1, 0, 0, 0), ['a', 'b', 'c'])
    expect([...measures.support]).toEqual([6, 6, 0])
    expect([...measures.predicted]).toEqual([7, 4, 1])
    expect([...measures.precision]).toEqual([5 / 7, 3 / 4, 0])
    // No row is of class c: its recall is a share of nothing.
    expect([...measures.recall]).toEqual([5 / 6, 3 / 6, NaN])
    expect([...measures.f1]).toEqual([10 / 13, 6 / 10, 0])
    expect([measures.accuracy, measures.wrong]).toEqual([8 / 12, 4])
  })

  it('of no rows are no numbers', () => {
    const { accuracy, precision, f1, wrong } = measureClasses(new Uint32Array(4), ['0', '1'])
    expect([accuracy, ...precision, ...f1, wrong]).toEqual([NaN, NaN, NaN, NaN, NaN, 0])
  })

  it('rows of the matrix sum to the support, columns to the predicted ones, the trace is what is right', () => {
    const matrices = fc
      .integer({ min: 2, max: 12 })
      .chain((n) => fc.array(fc.nat(500), { minLength: n * n, maxLength: n * n }))
    fc.assert(
      fc.property(matrices, (numbers) => {
        const n = Math.sqrt(numbers.length)
        const names = Array.from({ length: n }, (_, k) => `c${k}`)
        const { support, predicted, precision, recall, f1, accuracy, wrong } = measureClasses(
          Uint32Array.from(numbers),
          names,
        )
        const total = numbers.reduce((sum, count) => sum + count, 0)
        let trace = 0
        for (let k = 0; k < n; k++) {
          const own = numbers[k * n + k]!
          trace += own
          expect(support[k]).toBe(numbers.slice(k * n, k * n + n).reduce((sum, count) => sum + count, 0))
          expect(predicted[k]).toBe(numbers.filter((_, at) => at % n === k).reduce((sum, c) => sum + c, 0))
          if (own === 0) continue
          expect(f1[k]).toBeCloseTo((2 * precision[k]! * recall[k]!) / (precision[k]! + recall[k]!), 12)
        }
        expect(wrong).toBe(total - trace)
        if (total > 0) expect(accuracy).toBe(trace / total)
      }),
    )
  })
})

describe('measures of residuals', () => {
  it('of predictions 1.5 2 2 5 for targets 1 2 3 6 are those computed by hand', () => {
    const sums = new ResidualSums(['y'])
    sums.add(Float64Array.of(1.5, 2), Float64Array.of(1, 2), 2)
    sums.add(Float64Array.of(2, 5), Float64Array.of(3, 6), 2)
    const { rmse, bias, r2 } = sums.measure()
    expect(rmse[0]).toBe(Math.sqrt(2.25 / 4))
    expect(bias[0]).toBe(-1.5 / 4)
    // The targets' mean is 3: 4 + 1 + 0 + 9 = 14.
    expect(r2[0]).toBeCloseTo(1 - 2.25 / 14, 12)
  })

  it('have no R² where all targets are the same, and none of two columns sees the other', () => {
    const sums = new ResidualSums(['a', 'b'])
    sums.add(Float64Array.of(1, 10, 3, 30), Float64Array.of(2, 10, 2, 20), 2)
    const { rmse, r2 } = sums.measure()
    expect([...rmse]).toEqual([1, Math.sqrt(50)])
    expect([...r2]).toEqual([NaN, 1 - 100 / 50])
  })
})
