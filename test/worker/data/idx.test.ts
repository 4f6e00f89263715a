import fc from 'fast-check'
import { gzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readIdx } from '../../../src-worker/data/idx'
import { prepareData } from '../../../src-worker/data/prepareData'
import { getRow, listProblems, parseData, unwrap, unwrapError } from './sources'

const bigEndian = (value: number): number[] => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
]
const createIdx = (dimensions: number[], values: number[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([0, 0, 8, dimensions.length, ...dimensions.flatMap(bigEndian), ...values])

/** Four images of 2 × 3 pixels, pixel p of image n is 40·n + p. */
const images = createIdx(
  [4, 2, 3],
  Array.from({ length: 24 }, (_, p) => 40 * Math.floor(p / 6) + (p % 6)),
)
const labels = createIdx([4], [7, 2, 7, 9])

const prepare = (
  pair: { images: Uint8Array<ArrayBuffer>; labels: Uint8Array<ArrayBuffer> },
  limit?: number,
  units: number | null = null,
) =>
  prepareData(parseData({ source: { kind: 'idx', images: 'i', labels: 'l', limit } }), units, [
    { path: 'i', bytes: pair.images },
    { path: 'l', bytes: pair.labels },
  ])

describe('an IDX pair', () => {
  it.each([
    ['plain', images, labels],
    ['gzip', Uint8Array.from(gzipSync(images)), Uint8Array.from(gzipSync(labels))],
  ])('is read %s: 4 images of 2 × 3 pixels from 0 to 255, classes 2, 7, 9', (_, i, l) => {
    const { dataset } = unwrap(prepare({ images: i, labels: l }, undefined, 3))
    expect([dataset.rows, dataset.inputs, dataset.rowsRead]).toEqual([4, 6, 4])
    expect(getRow(dataset.x, 2, 6)).toEqual([80, 81, 82, 83, 84, 85])
    expect(getRow(dataset.y, 0, 3)).toEqual([0, 1, 0])
    expect(dataset.classes).toEqual(['2', '7', '9'])
    expect(dataset.inputNames).toEqual(['p0_0', 'p0_1', 'p0_2', 'p1_0', 'p1_1', 'p1_2'])
  })

  it('a limit of 2 takes the first 2 of 4, here of 2 classes in one column for one unit', () => {
    const { dataset } = unwrap(prepare({ images, labels }, 2, 1))
    expect([dataset.rows, dataset.rowsRead, dataset.classes, [...dataset.y]]).toEqual([
      2,
      4,
      ['2', '7'],
      [1, 0],
    ])
  })

  it.each([
    ['labels for images', labels, labels, 'magic number: expected 2051 for IDX images, found 2049'],
    [
      'a short file',
      images.slice(0, 12),
      labels,
      'expected IDX images with a header of 16 bytes, found 12 bytes',
    ],
    ['a pixel less', images.slice(0, -1), labels, 'length: expected 40 bytes for 4 × 2 × 3, found 39 bytes'],
    [
      'no images',
      createIdx([0, 2, 3], []),
      labels,
      'dimensions: expected sizes of at least 1, found 0 × 2 × 3',
    ],
    [
      '3 labels',
      images,
      createIdx([3], [1, 2, 3]),
      'dimensions: expected 4 labels, one for each image, found 3',
    ],
    ['one class', images, createIdx([4], [5, 5, 5, 5]), 'labels: expected at least 2 classes, found only 5'],
    [
      'sizes of 2³²',
      createIdx([2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1], [1]),
      labels,
      /^length: expected 7\.9\d*e\+28 bytes for/,
    ],
  ])('%s is refused', (_, i, l, line) => {
    const lines = listProblems(prepare({ images: i, labels: l }))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(line)
  })

  it('a missing label file is named', () => {
    const data = parseData({ source: { kind: 'idx', images: 'i', labels: 'l' } })
    const error = unwrapError(prepareData(data, null, [{ path: 'i', bytes: images }]))
    expect([error.code, error.file]).toEqual(['missingFile', 'l'])
  })
})

describe('a gzip file', () => {
  const zipped = Uint8Array.from(gzipSync(labels))
  const change = (fromEnd: number, value: number): Uint8Array<ArrayBuffer> => {
    const changed = zipped.slice()
    changed[changed.length - fromEnd] = value
    return changed
  }

  it.each([
    ['a wrong checksum', change(8, zipped[zipped.length - 8]! ^ 1), /fits the checksum/],
    ['a declared size of 4 GiB', change(1, 255), /at most 536870912 bytes when inflated/],
    ['a size that 30 bytes cannot reach', change(2, 1), /a size that gzip can reach/],
    ['a size below the real one', change(4, 5), /fits the checksum/],
    ['a cut stream', Uint8Array.from([...zipped.slice(0, 14), ...zipped.slice(-8)]), /gzip file/],
    ['a header alone', zipped.slice(0, 12), /a gzip file, found 12 bytes/],
  ])('of %s is refused', (_, bytes, line) => {
    const result = readIdx(bytes, 'l.gz', 1)
    expect([unwrapError(result).code, unwrapError(result).file]).toEqual(['invalidFile', 'l.gz'])
    expect(listProblems(result)[0]).toMatch(line)
  })

  it('any bytes, also behind a gzip or IDX beginning, give a result', () => {
    const beginning = fc.constantFrom<number[]>(
      [],
      [0x1f, 0x8b, 8],
      [0x1f, 0x8b, 8, 31],
      [0, 0, 8, 1],
      [0, 0, 8, 3, 0, 0, 0, 1],
    )
    fc.assert(
      fc.property(
        beginning,
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom(1 as const, 3 as const),
        (b, rest, d) => {
          const result = readIdx(Uint8Array.from([...b, ...rest]), 'f', d)
          expect(result.ok || result.error.problems.length > 0).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('a whole file with any one byte changed gives the same values or an error', () => {
    fc.assert(
      fc.property(fc.nat(zipped.length - 1), fc.nat(255), (place, value) => {
        const result = readIdx(change(zipped.length - place, value), 'f', 1)
        if (result.ok) expect([...result.value.values]).toEqual([7, 2, 7, 9])
      }),
      { numRuns: 300 },
    )
  })
})
