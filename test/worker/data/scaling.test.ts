import { describe, expect, it } from 'vitest'
import { prepareData, splitAndScale } from '../../../src-worker/data/prepareData'
import { applyScaler } from '../../../src-worker/data/scaling'
import { attachBundled, getRow, listProblems, parseData, unwrap } from './sources'

const split = { validation: 0.25, test: 0.15, seed: 3 }
const prepareIris = (scaling: 'none' | 'standardize' | 'minmax') =>
  unwrap(
    prepareData(
      parseData({ source: { kind: 'bundled', name: 'iris' }, scaling, split }),
      3,
      attachBundled('iris'),
    ),
  )
const prepareInline = (inputs: number[][], scaling: 'standardize' | 'minmax', validation = 0) =>
  prepareData(
    parseData({
      source: { kind: 'inline', inputs, targets: inputs.map((_, r) => [r + 0.5]) },
      scaling,
      split: { validation },
    }),
    1,
    [],
  )

describe('scaling', () => {
  it('of none leaves the numbers and has no scaler', () => {
    const { scaler, x, dataset } = prepareIris('none')
    expect([scaler, x]).toEqual([null, dataset.x])
  })

  it('standardize gives the training rows mean 0 and deviation 1, and not all rows', () => {
    const { x, dataset, split: parts } = prepareIris('standardize')
    const measure = (rows: Iterable<number>, column: number): [number, number] => {
      const values = [...rows].map((row) => x[row * 4 + column]!)
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)]
    }
    for (let column = 0; column < dataset.inputs; column++) {
      const [mean, deviation] = measure(parts.training, column)
      expect(mean).toBeCloseTo(0, 12)
      expect(deviation).toBeCloseTo(1, 12)
      expect(
        Math.abs(
          measure(
            Array.from({ length: 150 }, (_, r) => r),
            column,
          )[0],
        ),
      ).toBeGreaterThan(1e-6)
    }
  })

  it('minmax gives the training rows 0 to 1 in every column', () => {
    const { x, split: parts } = prepareIris('minmax')
    for (let column = 0; column < 4; column++) {
      const values = [...parts.training].map((row) => x[row * 4 + column]!)
      expect([Math.min(...values), Math.max(...values)]).toEqual([0, 1])
    }
  })

  it('a held-out row changes no scaler', () => {
    const inputs = [[1], [2], [4], [8], [16], [32], [64], [128]]
    const before = unwrap(prepareInline(inputs, 'standardize', 0.25))
    const held = before.split.validation[0]!
    const changed = inputs.map((row, r) => (r === held ? [1e6] : row))
    const after = unwrap(prepareInline(changed, 'standardize', 0.25))
    expect(after.scaler).toEqual(before.scaler)
    expect(after.x[held]).not.toBe(before.x[held])
  })

  it.each(['standardize', 'minmax'] as const)(
    '%s makes a column of one value 0, with divisor 1',
    (scaling) => {
      const { scaler, x } = unwrap(
        prepareInline(
          [
            [0.1, 1],
            [0.1, 3],
            [0.1, 5],
          ],
          scaling,
        ),
      )
      expect([scaler!.offset[0], scaler!.divisor[0]]).toEqual([0.1, 1])
      expect([x[0], x[2], x[4]]).toEqual([0, 0, 0])
    },
  )

  it('standardize divides by the population deviation: of 1, 3, 5 by √(8/3)', () => {
    const { scaler } = unwrap(prepareInline([[1], [3], [5]], 'standardize'))
    expect(scaler!.offset).toEqual([3])
    expect(scaler!.divisor[0]).toBeCloseTo(Math.sqrt(8 / 3), 15)
  })

  it.each(['standardize', 'minmax'] as const)('%s refuses numbers it cannot scale, by column', (scaling) => {
    expect(
      listProblems(
        prepareInline(
          [
            [1, -1.7e308],
            [2, 1.7e308],
            [3, 0],
          ],
          scaling,
        ),
      )[0],
    ).toMatch(/^column x2: expected numbers that (standardize|minmax) can scale within float64, found/)
  })

  it('of a dataset that a session carries is the same, bit for bit', () => {
    const prepared = prepareIris('standardize')
    const again = unwrap(splitAndScale(prepared.dataset, { scaling: 'standardize', split }))
    expect(again).toEqual(prepared)
    expect(getRow(applyScaler(prepared.scaler!, prepared.dataset.x), 7, 4)).toEqual(getRow(again.x, 7, 4))
  })
})
