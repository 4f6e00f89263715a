/** Readers of files from anywhere: 500 files of each kind with changed, cut and repeated bytes give data or an error. */
import fc from 'fast-check'
import { gzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { prepareData } from '../../../src-worker/data/prepareData'
import { previewTable } from '../../../src-worker/data/previewTable'
import type { PreparedData } from '../../../src-worker/core/dataset'
import type { LabError } from '../../../src-worker/protocol/errors'
import type { Result } from '../../../src-worker/spec/problem'
import { writeNpyFile, writeNpzFile } from './npyBytes'
import { encodeText, parseData, readBundled } from './sources'

type Bytes = Uint8Array<ArrayBuffer>

const numbers = Float64Array.from({ length: 40 }, (_, k) => k * 1.5 - 20)
const labels = BigInt64Array.from({ length: 10 }, (_, k) => BigInt(k % 3))
const x = writeNpyFile('<f8', [10, 4], numbers)
const y = writeNpyFile('<i8', [10], labels)
const images = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 3, ...Array(24).keys()])
const imageLabels = Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 4, 7, 2, 7, 9])
const penguins = readBundled('penguins').slice(0, 1500)

interface Mutation {
  at: number
  byte: number
  kind: 'set' | 'cut' | 'repeat'
}
const mutations = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.oneof(fc.constantFrom(0, 0x0a, 0x22, 0x2c, 0xff), fc.integer({ min: 0, max: 255 })),
    kind: fc.constantFrom('set', 'set', 'set', 'cut', 'repeat'),
  }) satisfies fc.Arbitrary<Mutation>,
  { minLength: 1, maxLength: 8 },
)

function mutate(bytes: Bytes, changes: readonly Mutation[]): Bytes {
  let changed = bytes.slice()
  for (const { at, byte, kind } of changes) {
    const place = Math.min(changed.length - 1, Math.floor(at * changed.length))
    if (kind === 'set') changed[place] = byte
    else if (kind === 'cut') changed = changed.slice(0, Math.max(1, place))
    else changed = Uint8Array.from([...changed, ...changed.slice(place)])
  }
  return changed
}

function expectDataOrError(result: Result<PreparedData, LabError>, bytes: Bytes): void {
  if (!result.ok) {
    expect(['invalidData', 'invalidFile', 'invalidExperiment']).toContain(result.error.code)
    expect(result.error.problems.length).toBeGreaterThan(0)
    return
  }
  const { dataset, x: inputs } = result.value
  expect(dataset.x.length).toBe(dataset.rows * dataset.inputs)
  expect(inputs.every(Number.isFinite) && dataset.y.every(Number.isFinite)).toBe(true)
  // What is made of a file stays in proportion to it: a class or a category counts one column for each of its values.
  expect(dataset.x.length).toBeLessThan((bytes.length + 1) ** 2)
}

const readTableFile = (bytes: Bytes, fields: object) => {
  const data = parseData({
    source: { kind: 'file', path: 'f', missing: 'drop', ...fields },
    scaling: 'standardize',
    split: { validation: 0.25 },
  })
  expectDataOrError(prepareData(data, null, [{ path: 'f', bytes }]), bytes)
  const preview = previewTable(bytes, {})
  if (preview.ok) expect(preview.value.head.length).toBeLessThanOrEqual(200)
  else expect(preview.error.problems.length).toBeGreaterThan(0)
}

describe('500 changed files of each kind give data or a typed error, and never an exception', () => {
  it.each([
    ['CSV', penguins, { fill: { bill_length_mm: 'mean', sex: 'mostFrequent' } }],
    ['quoted CSV', encodeText('a;"b ""c""";y\n"1,5";"x\ny";0\n2,5;z;1\n'.repeat(8)), {}],
    ['CSV in gzip', Uint8Array.from(gzipSync(penguins, { mtime: 0 })), {}],
    ['NPY', x, {}],
    ['NPZ', writeNpzFile({ x, y }), {}],
    ['compressed NPZ', writeNpzFile({ x, y }, 6), {}],
  ] as const)('%s', (_, bytes, fields) => {
    readTableFile(bytes.slice(), {})
    fc.assert(
      fc.property(mutations, (changes) => readTableFile(mutate(bytes, changes), fields)),
      { numRuns: 500 },
    )
  })

  it.each([
    ['IDX', images, imageLabels],
    [
      'IDX in gzip',
      Uint8Array.from(gzipSync(images, { mtime: 0 })),
      Uint8Array.from(gzipSync(imageLabels, { mtime: 0 })),
    ],
  ])('%s', (_, image, label) => {
    const data = parseData({ source: { kind: 'idx', images: 'i', labels: 'l' }, scaling: 'minmax' })
    const read = (i: Bytes, l: Bytes) =>
      expectDataOrError(
        prepareData(data, null, [
          { path: 'i', bytes: i },
          { path: 'l', bytes: l },
        ]),
        i.length > l.length ? i : l,
      )
    read(image, label)
    fc.assert(
      fc.property(mutations, fc.boolean(), (changes, first) =>
        first ? read(mutate(image, changes), label) : read(image, mutate(label, changes)),
      ),
      { numRuns: 500 },
    )
  })
})
