import { describe, expect, it } from 'vitest'
import { createIdxStart, isIdx, toOrigin, type IdxOrigin } from '../../../src-renderer/src/data/fileForms'
import { kindOfFile } from '../../../src-renderer/src/files/readExperimentFile'

const images = { name: 'a.bin', bytes: Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1) }
const labels = { name: 'b.bin', bytes: Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1) }
const packed = (name: string) => ({ name, bytes: Uint8Array.of(0x1f, 0x8b, 8, 0) })
const table = { name: 'a.csv', bytes: Uint8Array.of(0x61, 0x2c, 0x62) }

describe('files that were chosen together', () => {
  it('an IDX pair is told apart by its bytes in either order, and by its names when compressed', () => {
    const pair: IdxOrigin = { kind: 'idx', images, labels }
    expect(toOrigin([images, labels])).toEqual(pair)
    expect(toOrigin([labels, images])).toEqual(pair)
    const [one, other] = [packed('train-labels-idx1-ubyte.gz'), packed('train-images-idx3-ubyte.gz')]
    expect(toOrigin([one, other])).toEqual({ kind: 'idx', images: other, labels: one })
  })

  it('one of the two waits for the other, which joins it later', () => {
    const half = toOrigin([images]) as IdxOrigin
    expect(half).toEqual({ kind: 'idx', images, labels: null })
    expect(createIdxStart(half, null)).toBeNull()
    const both = toOrigin([labels], half) as IdxOrigin
    expect(createIdxStart(both, 100)).toEqual({
      source: { kind: 'idx', images: 'a.bin', labels: 'b.bin', limit: 100 },
      attachments: [
        { path: 'a.bin', bytes: images.bytes },
        { path: 'b.bin', bytes: labels.bytes },
      ],
      name: 'a.bin',
    })
  })

  it('anything else is a table, a compressed one too; nothing is nothing', () => {
    expect(toOrigin([table])).toEqual({ kind: 'file', ...table })
    expect(isIdx(packed('penguins.csv.gz'))).toBe(false)
    expect(toOrigin([])).toBeNull()
  })
})

it.each([
  ['a.csv', 'table'],
  ['a.CSV.GZ', 'table'],
  ['x.npy', 'table'],
  ['x.npz', 'table'],
  ['train-images-idx3-ubyte', 'table'],
  ['train-images.idx3-ubyte', 'table'],
  ['t10k-labels-idx1-ubyte.gz', 'table'],
  ['run.chainrule', 'session'],
  ['xor.json', 'experiment'],
  ['photo.png', 'other'],
  ['notes-ubyte', 'other'],
] as const)('%s is a %s', (name, kind) => {
  expect(kindOfFile(name)).toBe(kind)
})
