import { gzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { prepareData } from '../../../src-worker/data/prepareData'
import { previewTable } from '../../../src-worker/data/previewTable'
import { readNpyFile } from '../../../src-worker/data/npyFile'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { writeNpyFile, writeNpzFile } from './npyBytes'
import { getRow, listProblems, parseData, unwrap } from './sources'

type FileFields = Partial<Extract<ExperimentInput['data']['source'], { kind: 'file' }>>

const prepareBytes = (bytes: Uint8Array<ArrayBuffer>, fields: FileFields = {}, units: number | null = null) =>
  prepareData(parseData({ source: { kind: 'file', path: 'a', ...fields } }), units, [{ path: 'a', bytes }])

/** Row r, column c is 10·r + c. */
const matrix = (rows: number, columns: number) =>
  Float64Array.from({ length: rows * columns }, (_, k) => 10 * Math.floor(k / columns) + (k % columns))

describe('an NPY file', () => {
  it('is a table of its columns: the last is the target, rows count from 1', () => {
    const { dataset } = unwrap(prepareBytes(writeNpyFile('<f8', [3, 4], matrix(3, 4))))
    expect(dataset.inputNames).toEqual(['column_1', 'column_2', 'column_3'])
    expect([...dataset.y]).toEqual([3, 13, 23])
    expect(getRow(dataset.x, 2, 3)).toEqual([20, 21, 22])
    expect([...dataset.sourceRows!]).toEqual([1, 2, 3])
  })

  it('gzipped gives the same, and NaN is missing', () => {
    const values = matrix(3, 4)
    values[5] = NaN
    const bytes = Uint8Array.from(gzipSync(writeNpyFile('<f8', [3, 4], values)))
    expect(listProblems(prepareBytes(bytes))[0]).toMatch(/^row 2, column column_2: expected a value/)
    const { dataset } = unwrap(prepareBytes(bytes, { missing: 'drop' }))
    expect([dataset.rows, dataset.dropped]).toEqual([2, [{ row: 2, column: 'column_2', reason: 'missing' }]])
  })

  it('an infinity is a fault by row and column', () => {
    const values = Float32Array.of(1, 2, 3, Infinity)
    expect(listProblems(prepareBytes(writeNpyFile('<f4', [2, 2], values)))).toEqual([
      'row 2, column column_2: expected a number of at most 1.7976931348623157e+308 either way, found "Infinity"',
    ])
  })

  it('Fortran order and big-endian numbers are put in order: (2, 3) holds 0 … 5', () => {
    const fortran = unwrap(
      readNpyFile(writeNpyFile('<f8', [2, 3], Float64Array.of(0, 3, 1, 4, 2, 5), true), ''),
    )
    expect([...fortran.values]).toEqual([0, 1, 2, 3, 4, 5])
    const big = writeNpyFile('>u2', [2], Uint16Array.of(0x0100, 0x0201))
    expect([...unwrap(readNpyFile(big, '')).values]).toEqual([1, 258])
  })

  it('half precision: 1.5, −2, the smallest number 2⁻²⁴ and infinity', () => {
    const bits = Uint16Array.of(0x3e00, 0xc000, 0x0001, 0x7c00)
    expect([...unwrap(readNpyFile(writeNpyFile('<f2', [4], bits), '')).values]).toEqual([
      1.5,
      -2,
      2 ** -24,
      Infinity,
    ])
  })

  it.each([
    [
      'complex numbers',
      writeNpyFile('<c8', [1], Float64Array.of(1)),
      /an array of real numbers, found type c8/,
    ],
    [
      'a shape without content',
      writeNpyFile('<f8', [4, 2], matrix(1, 2)),
      /expected 64 bytes for \(4, 2\), found 16/,
    ],
    [
      'cut within its header',
      writeNpyFile('<f8', [2], new Float64Array(2)).slice(0, 40),
      /expected \.npy with a header of 128 bytes, found 40 bytes/,
    ],
    ['no rows', writeNpyFile('<f8', [0, 2], matrix(0, 2)), /each of at least 1, found \(0, 2\)/],
    ['2⁵³ + 1', writeNpyFile('<i8', [1], BigInt64Array.of(9007199254740993n)), /whole numbers up to 2⁵³/],
  ])('%s is refused', (_, bytes, line) => {
    expect(listProblems(readNpyFile(bytes, 'a'))[0]).toMatch(line)
  })
})

describe('an NPZ file', () => {
  const x = writeNpyFile('<f4', [4, 3], Float32Array.from(matrix(4, 3)))
  const y = writeNpyFile('<i8', [4], BigInt64Array.of(7n, 2n, 7n, 9n))

  it.each([
    ['savez', 0],
    ['savez_compressed', 6],
  ] as const)('%s: x inputs, y of whole numbers classes', (_, level) => {
    const { dataset } = unwrap(prepareBytes(writeNpzFile({ x, y }, level), {}, 3))
    expect([dataset.inputNames, dataset.classes]).toEqual([
      ['x1', 'x2', 'x3'],
      ['2', '7', '9'],
    ])
    expect(getRow(dataset.x, 3, 3)).toEqual([30, 31, 32])
    expect([...dataset.y]).toEqual([0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1])
  })

  it('y of real numbers in two columns is a regression of two targets', () => {
    const real = writeNpyFile('<f8', [4, 2], matrix(4, 2))
    const { dataset } = unwrap(prepareBytes(writeNpzFile({ x, y: real }), {}, 2))
    expect([dataset.task, dataset.targetNames, getRow(dataset.y, 1, 2)]).toEqual([
      'regression',
      ['y1', 'y2'],
      [10, 11],
    ])
  })

  it('images (4, 2, 2) are laid out in rows, by the names of the arrays', () => {
    const images = writeNpyFile(
      '|u1',
      [4, 2, 2],
      Uint8Array.from({ length: 16 }, (_, k) => k),
    )
    const bytes = writeNpzFile({ other: x, labels: y, images })
    const { dataset } = unwrap(prepareBytes(bytes, { arrays: { inputs: 'images', targets: 'labels' } }))
    expect(getRow(dataset.x, 2, 4)).toEqual([8, 9, 10, 11])
    expect(unwrap(previewTable(bytes, {})).arrays).toEqual({
      inputs: 'other',
      targets: 'labels',
      all: ['other', 'labels', 'images'],
    })
    expect(listProblems(prepareBytes(bytes, { arrays: { inputs: 'z', targets: 'labels' } }))).toEqual([
      'arrays: expected one of other, labels, images, found "z"',
    ])
  })

  it('3 targets for 4 rows, and a byte of the content that changed, are refused', () => {
    const three = writeNpyFile('<f8', [3], matrix(3, 1))
    expect(listProblems(prepareBytes(writeNpzFile({ x, y: three })))).toEqual([
      'y: expected 4 rows as in x, found 3',
    ])
    const bytes = writeNpzFile({ x, y })
    const at = bytes.findIndex((byte, k) => byte === 0x93 && bytes[k + 1] === 0x4e) + 140
    bytes[at]! ^= 1
    expect(listProblems(prepareBytes(bytes))[0]).toBe(
      'x: expected content that fits its checksum, found other content',
    )
  })
})
