import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catchFault } from '../../../src-worker/files/fileFault'
import { decodeNpy, encodeNpy, type NpyArray } from '../../../src-worker/files/npy'
import { readNpz, writeNpz } from '../../../src-worker/files/npz'
import { readSafetensors, writeSafetensors } from '../../../src-worker/files/safetensors'
import { readWeightsNpz } from '../../../src-worker/files/weightsNpz'

const bits = (values: ArrayLike<number> & ArrayBufferView) =>
  Array.from(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
const base64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

/** By numpy.savez: layers.0.weight [[1, 2.5, −0], [1e−45, 0.1, 7]] and layers.0.bias [1, 2, 3], float32. */
const fromNumpy =
  'UEsDBC0AAAAAAAAAIQCMSRoB//////////8TABQAbGF5ZXJzLjAud2VpZ2h0Lm5weQEAEACYAAAAAAAAAJgAAAAAAAAAk05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/AAAgQAAAAIABAAAAzczMPQAA4EBQSwMELQAAAAAAAAAhAHemQNH//////////xEAFABsYXllcnMuMC5iaWFzLm5weQEAEACMAAAAAAAAAIwAAAAAAAAAk05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/AAAAQAAAQEBQSwECLQMtAAAAAAAAACEAjEkaAZgAAACYAAAAEwAAAAAAAAAAAAAAgAEAAAAAbGF5ZXJzLjAud2VpZ2h0Lm5weVBLAQItAy0AAAAAAAAAIQB3pkDRjAAAAIwAAAARAAAAAAAAAAAAAACAAd0AAABsYXllcnMuMC5iaWFzLm5weVBLBQYAAAAAAgACAIAAAACsAQAAAAA='
/** By numpy.savez_compressed: layers.0.weight [[1, 2.5, −0], [1e−300, 0.1, 7]], float64. */
const fromNumpyCompressed =
  'UEsDBC0AAAAIAAAAIQBGqtJr//////////8TABQAbGF5ZXJzLjAud2VpZ2h0Lm5weQEAEACwAAAAAAAAAGMAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNmoa6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjoKxpo6CrUKZAMuBjD4YA+hWRwgNEND5Ocfh+TzljLOmgkCO6HyMg4AUEsBAi0DLQAAAAgAAAAhAEaq0mtjAAAAsAAAABMAAAAAAAAAAAAAAIABAAAAAGxheWVycy4wLndlaWdodC5ucHlQSwUGAAAAAAEAAQBBAAAAqAAAAAAA'

describe('an NPY array', () => {
  it('comes back bit for bit, for 200 random lists of doubles', () => {
    fc.assert(
      fc.property(fc.float64Array({ noNaN: false }), (values) => {
        const array: NpyArray = { shape: [values.length], values: Float64Array.from(values) }
        expect(bits(decodeNpy(encodeNpy(array)).values)).toEqual(bits(array.values))
      }),
      { numRuns: 200 },
    )
  })

  it('has its numbers at a multiple of 64 bytes, for every type', () => {
    const arrays: [NpyArray, number][] = [
      [{ shape: [2, 3], values: Float64Array.of(1, 2, 3, 4, 5, 6) }, 48],
      [{ shape: [3, 1], values: Float32Array.of(1, 2, 3) }, 12],
      [{ shape: [2], values: Uint32Array.of(1, 4294967295) }, 8],
      [{ shape: [0], values: Uint8Array.of() }, 0],
      [{ shape: [], values: Uint8Array.of(7) }, 1],
    ]
    for (const [array, bytes] of arrays) {
      const encoded = encodeNpy(array)
      expect((encoded.length - bytes) % 64).toBe(0)
      expect(decodeNpy(encoded)).toStrictEqual(array)
    }
  })

  it.each<[string, string, string]>([
    ['big-endian numbers', "'<f8'", "'>f8'"],
    ['objects', "'<f8'", "'|O8'"],
    ['Fortran order of two dimensions', 'False', 'True '],
    ['a shape of another size', '(2, 3)', '(2, 4)'],
    ['a shape beyond all numbers', '(2, 3)', '(99999999999999999999, 3)'],
    ['a header of another form', "{'descr'", "{'DESCR'"],
    ['code instead of a shape', '(2, 3)', 'f(2,3)'],
  ])('with %s is refused', (_name, from, to) => {
    const encoded = encodeNpy({ shape: [2, 3], values: new Float64Array(6) })
    const text = Buffer.from(encoded).toString('latin1').replace(from, to)
    const read = catchFault('x.npy', () => decodeNpy(new Uint8Array(Buffer.from(text, 'latin1'))))
    expect(read.ok ? '' : read.error.code).toBe('invalidFile')
  })

  it('never throws anything else, for 300 damaged headers', () => {
    const encoded = encodeNpy({ shape: [2, 3], values: new Float64Array(6) })
    fc.assert(
      fc.property(
        fc.nat(encoded.length - 1),
        fc.integer({ min: 0, max: 255 }),
        fc.nat(encoded.length),
        (at, byte, cut) => {
          const damaged = encoded.slice(0, Math.max(cut, at + 1))
          damaged[at] = byte
          catchFault('x.npy', () => decodeNpy(damaged))
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('an NPZ file', () => {
  it('comes back in its order', () => {
    const arrays = new Map<string, NpyArray>([
      ['b', { shape: [1], values: Float32Array.of(-0) }],
      ['a', { shape: [2], values: Uint32Array.of(3, 4) }],
    ])
    const read = readNpz(writeNpz(arrays), 'x.npz', new Set(['a', 'b', 'c']))
    expect(read.ok && Array.from(read.value)).toStrictEqual(Array.from(arrays))
  })

  it('of NumPy is read, stored and compressed', () => {
    const stored = readWeightsNpz(base64(fromNumpy), 'x.npz')
    expect(stored.ok && stored.value).toStrictEqual([
      {
        inputs: 2,
        units: 3,
        weights: Float32Array.of(1, 2.5, -0, 1e-45, 0.1, 7),
        biases: Float32Array.of(1, 2, 3),
      },
    ])
    const compressed = readWeightsNpz(base64(fromNumpyCompressed), 'x.npz')
    expect(compressed.ok && compressed.value).toStrictEqual([
      { inputs: 2, units: 3, weights: Float64Array.of(1, 2.5, -0, 1e-300, 0.1, 7), biases: null },
    ])
  })

  it('names the array that does not belong, or is damaged', () => {
    const bytes = writeNpz(new Map([['a', { shape: [1], values: Float32Array.of(1) }]]))
    const other = readNpz(bytes, 'x.npz', new Set(['b']))
    expect(other.ok ? '' : other.error.problems[0]!.path).toBe('a.npy')
  })
})

/** A safetensors file of a header and some bytes. */
function forge(header: unknown, bytes: number, length?: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const file = new Uint8Array(8 + text.length + bytes)
  new DataView(file.buffer).setBigUint64(0, BigInt(length ?? text.length), true)
  file.set(text, 8)
  return file
}
const tensor = (from: number, to: number, shape = [(to - from) / 4], dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [from, to],
})

describe('a safetensors file', () => {
  it('comes back bit for bit, for 200 random tensors', () => {
    fc.assert(
      fc.property(
        fc.float64Array({ noNaN: false, maxLength: 9 }),
        fc.float32Array({ noNaN: false, maxLength: 9 }),
        (doubles, floats) => {
          const tensors = new Map([
            ['b', { shape: [floats.length, 1], values: Float32Array.from(floats) }],
            ['a', { shape: [doubles.length], values: Float64Array.from(doubles) }],
          ])
          const read = readSafetensors(writeSafetensors({ tensors, metadata: new Map([['k', 'v']]) }), 'x')
          if (!read.ok) throw new Error(read.error.message)
          expect(Array.from(read.value.metadata)).toEqual([['k', 'v']])
          for (const [name, { shape, values }] of tensors) {
            expect(read.value.tensors.get(name)!.shape).toEqual(shape)
            expect(bits(read.value.tensors.get(name)!.values)).toEqual(bits(values))
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('has a header of a multiple of eight bytes', () => {
    const bytes = writeSafetensors({ tensors: new Map(), metadata: new Map() })
    expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0)
  })

  it.each<[string, Uint8Array, string]>([
    ['fewer than eight bytes', Uint8Array.of(1, 2, 3), 'header'],
    ['a header longer than the file', forge({ a: tensor(0, 4) }, 4, 4000), 'header'],
    ['a header above 4 MiB', forge(' '.repeat(5 * 1024 * 1024), 0), 'header'],
    ['a header that is a list', forge('[]', 0), 'header'],
    ['a header that is no JSON', forge('{a}', 0), 'header'],
    ['a tensor twice', forge('{"a": 1, "a": 2}', 0), 'header'],
    ['an unknown type', forge({ a: tensor(0, 4, [2], 'F16') }, 4), 'a: dtype'],
    ['an unknown field', forge({ a: { ...tensor(0, 4), more: 1 } }, 4), 'a: more'],
    ['a gap before a tensor', forge({ a: tensor(4, 8) }, 8), 'a: data_offsets'],
    ['tensors that overlap', forge({ a: tensor(0, 8), b: tensor(4, 12) }, 12), 'b: data_offsets'],
    [
      'an end before the begin',
      forge({ a: { ...tensor(0, 4), data_offsets: [0, -4] } }, 4),
      'a: data_offsets[1]',
    ],
    ['a tensor beyond the file', forge({ a: tensor(0, 16) }, 8), 'a: data_offsets'],
    ['bytes behind the last tensor', forge({ a: tensor(0, 4) }, 8), ''],
    ['a shape of another size', forge({ a: tensor(0, 8, [3]) }, 8), 'a: data_offsets'],
    ['a shape beyond all numbers', forge({ a: tensor(0, 8, [2 ** 40, 2 ** 40]) }, 8), 'a'],
    ['a negative length', forge({ a: tensor(0, 8, [-2]) }, 8), 'a: shape[0]'],
    ['metadata that is not text', forge({ __metadata__: { k: 1 } }, 0), '__metadata__: k'],
    ['a name that reaches the prototype', forge('{"__proto__": 1}', 0), 'header'],
  ])('with %s is refused', (_name, bytes, path) => {
    const read = readSafetensors(bytes, 'x.safetensors')
    if (read.ok) throw new Error('expected a refusal')
    expect(read.error).toMatchObject({ code: 'invalidFile', file: 'x.safetensors' })
    expect(read.error.problems[0]!.path).toBe(path)
  })
})
