import { describe, expect, it } from 'vitest'
import { prepareData } from '../../../src-worker/data/prepareData'
import type { Dataset, DataValues } from '../../../src-worker/core/dataset'
import { generatorNames, type GeneratorName } from '../../../src-worker/spec/names'
import { digest, getRow, listProblems, parseData, unwrap } from './sources'

interface Wishes {
  samples?: number
  noise?: number
  seed?: number
}

const prepare = (name: GeneratorName, wishes: Wishes = {}, units: number | null = null) =>
  prepareData(parseData({ source: { kind: 'generator', name, ...wishes } }), units, [])
const generate = (name: GeneratorName, wishes: Wishes = {}, units: number | null = null): Dataset =>
  unwrap(prepare(name, wishes, units)).dataset
const listRows = ({ rows, inputs, x, y, targets }: Dataset): number[][] =>
  Array.from({ length: rows }, (_, r) => [...getRow(x, r, inputs), ...getRow(y, r, targets)])

describe('generators', () => {
  it.each(generatorNames)(
    '%s gives 200 finite samples, the same each time, others for another seed',
    (name) => {
      const first = generate(name, { noise: 0.1 })
      expect(first.rows).toBe(200)
      expect([...first.x, ...first.y].every(Number.isFinite)).toBe(true)
      expect(first.x).toHaveLength(200 * first.inputs)
      expect(digest(generate(name, { noise: 0.1, seed: 1 }))).toBe(digest(first))
      expect(digest(generate(name, { noise: 0.1, seed: 2 }))).not.toBe(digest(first))
    },
  )

  it.each([
    [
      'xor',
      [
        [0, 0, 0],
        [0, 1, 1],
        [1, 0, 1],
        [1, 1, 0],
        [0, 0, 0],
      ],
    ],
    [
      'and',
      [
        [0, 0, 0],
        [0, 1, 0],
        [1, 0, 0],
        [1, 1, 1],
        [0, 0, 0],
      ],
    ],
    [
      'or',
      [
        [0, 0, 0],
        [0, 1, 1],
        [1, 0, 1],
        [1, 1, 1],
        [0, 0, 0],
      ],
    ],
  ] as const)('%s is its truth table, in turn', (name, rows) => {
    expect(listRows(generate(name, { samples: 5 }))).toEqual(rows)
  })

  it('parity of 3 bits is 1 for an odd count', () => {
    expect([...generate('parity', { samples: 9 }).y]).toEqual([0, 1, 1, 0, 1, 0, 0, 1, 0])
  })

  it('the encoder repeats 8 rows that are their own targets', () => {
    const dataset = generate('encoder', { samples: 16 }, 8)
    expect(dataset.x).toEqual(dataset.y)
    expect(getRow(dataset.x, 10, 8)).toEqual([0, 0, 1, 0, 0, 0, 0, 0])
    expect(dataset.classes).toHaveLength(8)
  })

  it.each(['gaussians', 'circle', 'moons', 'spirals', 'checkerboard'] as const)(
    '%s lies in about [−1, 1]², half of each class',
    (name) => {
      const { x, y, inputs, classes } = generate(name, { samples: 1000 })
      expect([inputs, classes]).toEqual([2, ['0', '1']])
      expect(Math.max(...x.map(Math.abs))).toBeLessThan(1.2)
      expect(Math.max(...x.map(Math.abs))).toBeGreaterThan(0.9)
      expect(y.reduce((sum, value) => sum + value, 0)).toBe(500)
    },
  )

  it('circle divides at a radius between 0.5 and 0.7, checkerboard by fields of a half', () => {
    for (const [a, b, label] of listRows(generate('circle'))) {
      expect(Math.hypot(a!, b!) <= 0.5 ? 1 : 0).toBe(label)
      expect(Math.hypot(a!, b!) > 0.5 && Math.hypot(a!, b!) < 0.7).toBe(false)
    }
    for (const [a, b, label] of listRows(generate('checkerboard'))) {
      expect((Math.floor(2 * (a! + 1)) + Math.floor(2 * (b! + 1))) % 2).toBe(label)
    }
  })

  it('line and sine are their formulas without noise', () => {
    for (const [x, y] of listRows(generate('line'))) expect(y).toBeCloseTo(0.8 * x! - 0.2, 15)
    for (const [x, y] of listRows(generate('sine'))) expect(y).toBeCloseTo(Math.sin(Math.PI * x!), 15)
    expect([generate('line').task, generate('line').classes]).toEqual(['regression', null])
  })

  it('noise of 0.1 has a standard deviation within 5% of it, on inputs of classes and targets of curves', () => {
    const measure = (values: DataValues): number =>
      Math.sqrt(Array.from(values).reduce((sum, value) => sum + value ** 2, 0) / values.length)
    const xor = generate('xor', { samples: 4000, noise: 0.1 })
    const clean = generate('xor', { samples: 4000 })
    expect(measure(xor.x.map((value, p) => value - clean.x[p]!))).toBeCloseTo(0.1, 2)
    expect(xor.y).toEqual(clean.y)
    const line = generate('line', { samples: 4000, noise: 0.1 })
    expect(measure(line.y.map((value, r) => value - 0.8 * line.x[r]! + 0.2))).toBeCloseTo(0.1, 2)
  })

  it('two classes are one column for 1 unit or none, one-hot for 2, refused for 3', () => {
    expect([generate('xor', {}, 1).targets, generate('xor').targets]).toEqual([1, 1])
    const two = generate('xor', { samples: 4 }, 2)
    expect([two.targetNames, getRow(two.y, 1, 2)]).toEqual([
      ['0', '1'],
      [0, 1],
    ])
    expect(listProblems(prepare('xor', {}, 3))).toEqual([
      'network.layers: expected 1 or 2 units in the output layer, for the two classes, found 3',
    ])
    expect(listProblems(prepare('encoder', {}, 2))[0]).toMatch(/expected 8 units in the output layer/)
  })
})

describe('inline data', () => {
  const prepareInline = (targets: number[][], units: number | null = null) => {
    const inputs = targets.map((_, r) => [r, r + 0.5, -r])
    return prepareData(parseData({ source: { kind: 'inline', inputs, targets } }), units, [])
  }

  it.each([
    [[[0], [1], [1]], 'classification', ['0', '1']],
    [
      [
        [0, 1],
        [1, 0],
        [0, 1],
      ],
      'classification',
      ['y1', 'y2'],
    ],
    [
      [
        [0, 1],
        [1, 1],
      ],
      'regression',
      null,
    ],
    [[[0], [0.5]], 'regression', null],
    [
      [
        [0, 0],
        [1, 0],
      ],
      'regression',
      null,
    ],
  ] as const)('targets %j are a %s', (targets, task, classes) => {
    const { dataset } = unwrap(prepareInline(structuredClone(targets) as unknown as number[][]))
    expect([dataset.task, dataset.classes]).toEqual([task, classes])
    expect([...dataset.y]).toEqual(targets.flat())
    expect(dataset.inputNames).toEqual(['x1', 'x2', 'x3'])
    expect(getRow(dataset.x, 1, 3)).toEqual([1, 1.5, -1])
  })

  it('2 target columns do not fit 3 units', () => {
    expect(listProblems(prepareInline([[1, 2]], 3))).toEqual([
      'network.layers: expected 2 units in the output layer, one for each target column, found 3',
    ])
  })
})
