/** Every value is in exactly one bin or outside, whatever the bins; and known values are where they belong. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rangeOf, type ValueRange } from '../../../src-worker/analysis/distributionBins'
import { countValues } from '../../../src-worker/analysis/distributionCounts'
import { describeValues } from '../../../src-worker/analysis/distributions'
import type { BinScale, Distribution } from '../../../src-worker/protocol/distributions'

const describe1 = (values: number[], range: ValueRange = 'any', scale: BinScale = 'linear') =>
  describeValues([countValues(Float64Array.from(values))], range, scale)

/** Bins that are not empty: their ends and how many values they hold. */
const listBins = ({ edges, counts }: Distribution) =>
  [...counts].flatMap((count, k) => (count > 0 ? [[edges[k]!, edges[k + 1]!, count]] : []))

/** Where a value belongs by the definition alone: the bin further from 0 when it lies between two. */
function findByDefinition(value: number, edges: Float64Array, scale: BinScale): number {
  const bins = edges.length - 1
  if (scale === 'size') {
    const size = Math.abs(value)
    if (size >= edges[bins]!) return bins
    return edges.findLastIndex((edge) => edge <= size && size > 0)
  }
  if (value < 0) {
    const at = edges.findIndex((edge) => value <= edge)
    return at < 0 ? bins : at - 1
  }
  return edges.findLastIndex((edge) => edge <= value)
}

describe('bins', () => {
  it('of ±0.3, 0.26, 0 and −0.01: 64 of 1/64 between −0.5 and 0.5, each value in its own', () => {
    const made = describe1([0.3, -0.3, 0.26, 0, -0.01])
    expect([made.edges.length, made.edges[0], made.edges[64]]).toEqual([65, -0.5, 0.5])
    expect(listBins(made)).toEqual([
      [-0.3125, -0.296875, 1],
      [-0.015625, 0, 1],
      [0, 0.015625, 1],
      [0.25, 0.265625, 1],
      [0.296875, 0.3125, 1],
    ])
    expect([made.zeros[0], made.below[0], made.above[0], made.notNumbers[0]]).toEqual([1, 0, 0, 0])
  })

  it('a value between two bins is in the one further from 0, on both sides', () => {
    const made = describe1([0.25, -0.25, 0.49])
    expect(listBins(made).map(([low, high]) => [low, high])).toEqual([
      [-0.265625, -0.25],
      [0.25, 0.265625],
      [0.484375, 0.5],
    ])
  })

  it('of a sigmoid lie between 0 and 1, both ends of the range among them', () => {
    const made = describe1([0, 1, 0.5, 0.999], rangeOf('sigmoid'))
    expect(listBins(made)).toEqual([
      [0, 1 / 64, 1],
      [0.5, 0.5 + 1 / 64, 1],
      [1 - 1 / 64, 1, 2],
    ])
    expect(listBins(describe1([-1, 1], rangeOf('tanh'))).map(([low]) => low)).toEqual([-1, 1 - 1 / 32])
  })

  it('by size have a power of two each; zeros lie below them', () => {
    const made = describe1([0, -0.001, 0.001, 0.9, -0.6], 'any', 'size')
    expect([made.edges[0], made.edges.at(-1)]).toEqual([2 ** -10, 1])
    expect(listBins(made)).toEqual([
      [2 ** -10, 2 ** -9, 2],
      [0.5, 1, 2],
    ])
    expect([made.below[0], made.zeros[0]]).toEqual([1, 1])
  })

  it('one wild moment of fifty does not set the limits; its values are counted above', () => {
    const calm = countValues(Float64Array.from({ length: 1000 }, (_, k) => k / 1000))
    const wild = countValues(Float64Array.from({ length: 1000 }, (_, k) => (k < 100 ? 1e9 : k / 1000)))
    const made = describeValues([...Array<typeof calm>(49).fill(calm), wild], 'any', 'linear')
    expect([made.edges[64], made.above[48], made.above[49]]).toEqual([1, 0, 100])
  })

  it('summary of 3, −4, NaN and ∞: least −4, largest 3, mean −0.5, deviation 3.5', () => {
    const made = describe1([3, -4, NaN, Infinity])
    expect([made.minimum[0], made.maximum[0], made.mean[0], made.deviation[0]]).toEqual([-4, 3, -0.5, 3.5])
    expect([made.notNumbers[0], made.above[0], made.total]).toEqual([1, 1, 4])
    expect(describe1([NaN]).mean[0]).toBeNaN()
    expect(describe1([]).edges.length).toBe(65)
  })

  const anyNumber = fc.oneof(
    fc.double(),
    fc.double({ min: -2, max: 2 }),
    fc.integer({ min: -70, max: 70 }).map((k) => k / 64),
    fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1, -1, 5e-324, -1e-310, Number.MAX_VALUE),
  )
  it.each(['linear', 'size'] as const)('any values are each in one bin or outside: %s', (scale) => {
    fc.assert(
      fc.property(
        fc.array(anyNumber, { maxLength: 40 }),
        fc.constantFrom<ValueRange>('any', 'positive'),
        (values, range) => {
          const made = describe1(values, range, scale)
          const bins = made.edges.length - 1
          const expected = new Uint32Array(bins)
          const outside = { below: 0, above: 0, notNumbers: 0 }
          for (const value of values) {
            const bin = findByDefinition(value, made.edges, scale)
            if (Number.isNaN(value)) outside.notNumbers++
            else if (bin < 0) outside.below++
            else if (bin >= bins) outside.above++
            else expected[bin]!++
          }
          expect([...made.counts]).toEqual([...expected])
          const { below, above, notNumbers } = made
          expect({ below: below[0], above: above[0], notNumbers: notNumbers[0] }).toEqual(outside)
          const inside = made.counts.reduce((sum, count) => sum + count, 0)
          expect(inside + below[0]! + above[0]! + notNumbers[0]!).toBe(values.length)
        },
      ),
      { numRuns: 400, seed: 11 },
    )
  })
})
