import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apportion } from '../../../src-worker/data/apportion'
import { prepareData, splitAndScale } from '../../../src-worker/data/prepareData'
import { splitRows } from '../../../src-worker/data/splitRows'
import { summarizeData } from '../../../src-worker/data/summarizeData'
import type { Dataset } from '../../../src-worker/core/dataset'
import { attachBundled, listProblems, parseData, unwrap } from './sources'

/** A classification with the given class of each row, one-hot. */
function createDataset(labels: number[], classes: number): Dataset {
  const y = new Float64Array(labels.length * classes)
  labels.forEach((label, r) => (y[r * classes + label] = 1))
  const names = Array.from({ length: classes }, (_, c) => `c${c}`)
  return {
    rows: labels.length,
    inputs: 1,
    targets: classes,
    x: Float64Array.from(labels, (_, r) => r),
    y,
    inputNames: ['x'],
    targetNames: names,
    task: 'classification',
    classes: names,
    sourceRows: null,
    rowsRead: labels.length,
    dropped: [],
  }
}

/** True when sparing a row of each class for training binds nowhere. */
const everyClassHas = (classes: number[], least: number): boolean =>
  classes.every((label) => classes.filter((other) => other === label).length >= least)

const splitIris = (validation: number, test: number, seed = 1) =>
  unwrap(
    prepareData(
      parseData({ source: { kind: 'bundled', name: 'iris' }, split: { validation, test, seed } }),
      3,
      attachBundled('iris'),
    ),
  )

describe('the split', () => {
  it('of iris by 0.2 and 0.1 is 105, 30 and 15 rows, 35, 10 and 5 of each class', () => {
    const { classCounts, training, validation, test } = summarizeData(splitIris(0.2, 0.1))
    expect([training, validation, test]).toEqual([105, 30, 15])
    expect(classCounts).toEqual({ training: [35, 35, 35], validation: [10, 10, 10], test: [5, 5, 5] })
  })

  it('is the same for the same seed and another for another', () => {
    expect(splitIris(0.3, 0).split).toEqual(splitIris(0.3, 0).split)
    expect(splitIris(0.3, 0, 2).split.validation).not.toEqual(splitIris(0.3, 0).split.validation)
  })

  it('of nothing leaves all 150 rows in their order', () => {
    expect([...splitIris(0, 0).split.training]).toEqual(Array.from({ length: 150 }, (_, r) => r))
  })

  it('has every row once, ascending, each part of its size and each class within one row of its share', () => {
    const share = fc.integer({ min: 0, max: 49 }).map((percent) => percent / 100)
    const labels = fc.array(fc.nat(3), { minLength: 3, maxLength: 80 })
    fc.assert(
      fc.property(labels, share, share, fc.nat(1000), (classes, validation, test, seed) => {
        const dataset = createDataset(classes, 4)
        const result = splitRows(dataset, { validation, test, seed })
        if (!result.ok) return
        const parts = [result.value.training, result.value.validation, result.value.test]
        for (const part of parts) expect([...part]).toEqual([...part].sort((a, b) => a - b))
        const all = parts.flatMap((part) => [...part]).sort((a, b) => a - b)
        expect(all).toEqual(classes.map((_, r) => r))
        parts.slice(1).forEach((part, p) => {
          const size = classes.length * [validation, test][p]!
          expect(Math.abs(part.length - size)).toBeLessThan(1)
        })
        const count = (part: Uint32Array, label: number) => part.filter((r) => classes[r] === label).length
        for (const label of [0, 1, 2, 3]) {
          const total = classes.filter((other) => other === label).length
          const quota = (total * parts[1]!.length) / classes.length
          if (everyClassHas(classes, 4))
            expect(Math.abs(count(parts[1]!, label) - quota)).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('spares three classes of one row each, though the fourth then gives more than its share', () => {
    const { training, validation } = unwrap(
      splitRows(createDataset([3, 0, 1, 0, 0, 0, 2], 4), { validation: 0.36, test: 0, seed: 0 }),
    )
    expect([...training]).toEqual(expect.arrayContaining([0, 2, 6]))
    expect(validation).toHaveLength(3)
  })

  it('leaves the one row of a rare class to training', () => {
    const dataset = createDataset([...Array.from({ length: 9 }, () => 0), 1], 2)
    for (let seed = 0; seed < 20; seed++) {
      const { training } = unwrap(splitRows(dataset, { validation: 0.4, test: 0.2, seed }))
      expect(training).toContain(9)
    }
  })

  it('that leaves no training row is refused with its counts', () => {
    const source = { kind: 'inline' as const, inputs: [[1], [2]], targets: [[0.5], [0.7]] }
    const data = parseData({ source, split: { validation: 0.49, test: 0.5 } })
    const result = prepareData(data, 1, [])
    expect(listProblems(result)).toEqual([
      'data.split: expected shares that leave at least one row for training, ' +
        'found 1 of validation and 1 of test, of 2 in all',
    ])
    const { dataset } = unwrap(prepareData(parseData({ source }), 1, []))
    expect(splitAndScale(dataset, data).ok).toBe(false)
  })

  it.each([
    [10, [7, 2, 1], [10, 10, 10], [7, 2, 1]],
    [4, [1.5, 1.5, 1], [4, 4, 4], [2, 1, 1]],
    [3, [0.9, 1.2, 0.9], [3, 3, 3], [1, 1, 1]],
    [3, [2.5, 0.5], [1, 9], [1, 2]],
  ])('%i by quotas %j under %j is %j', (total, quotas, capacities, shares) => {
    expect(apportion(total, quotas, capacities)).toEqual(shares)
  })
})
