import { unzipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LayerArrays } from '../../../src-worker/files/networkWeights'
import { sameLayers } from '../../../src-worker/files/networkWeights'
import { formatNumber, parseNumber } from '../../../src-worker/files/numberText'
import { decodeWeightsCsv, writeWeightsCsv } from '../../../src-worker/files/weightsCsv'
import { readWeightsJson, writeWeightsJson, type NetworkWeights } from '../../../src-worker/files/weightsJson'
import { readWeightsNpz, writeWeightsNpz } from '../../../src-worker/files/weightsNpz'
import { readWeightsSafetensors, writeWeightsSafetensors } from '../../../src-worker/files/weightsSafetensors'

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const parse = (value: unknown) => readWeightsJson(new TextEncoder().encode(JSON.stringify(value)), 'w.json')

const network = (numbers: number[], single: boolean): NetworkWeights => {
  const take = (from: number, to: number) =>
    single ? Float32Array.from(numbers.slice(from, to)) : Float64Array.from(numbers.slice(from, to))
  return {
    layers: [
      { activation: 'relu', inputs: 2, units: 3, weights: take(0, 6), biases: take(6, 9) },
      { activation: 'softmax', inputs: 3, units: 2, weights: take(9, 15), biases: null },
    ],
    scaler: { kind: 'standardize', offset: [0.1, 2], divisor: [3, 0.7] },
  }
}
const numbers = fc.array(
  fc.oneof(fc.double(), fc.constantFrom(-0, 5e-324, NaN, Infinity, -Infinity, 1e21, 1e-7)),
  { minLength: 15, maxLength: 15 },
)

describe('exported weights', () => {
  it('come back to the same bits in all four formats, for 150 random networks', () => {
    fc.assert(
      fc.property(numbers, fc.boolean(), (values, single) => {
        const given = network(values, single)
        const json = readWeightsJson(writeWeightsJson(given), 'w.json')
        const npz = readWeightsNpz(writeWeightsNpz(given.layers), 'w.npz')
        const tensors = readWeightsSafetensors(writeWeightsSafetensors(given), 'w.safetensors')
        expect(json.ok && sameLayers(json.value.layers, given.layers)).toBe(true)
        expect(json.ok && json.value.scaler).toEqual(given.scaler)
        expect(npz.ok && npz.value.map(({ weights }) => weights)).toStrictEqual(
          given.layers.map((l) => l.weights),
        )
        expect(tensors.ok && sameLayers(tensors.value, given.layers)).toBe(true)
        expect(sameLayers(decodeWeightsCsv(writeWeightsCsv(given.layers)), given.layers)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  it('are told apart by the sign of a zero, one bit, a bias, or a turned matrix', () => {
    const given = network([...Array(15).keys()], false).layers as LayerArrays[]
    const change = (edit: (layer: LayerArrays) => LayerArrays) => [edit(given[0]!), given[1]!]
    expect(sameLayers(given, given)).toBe(true)
    for (const other of [
      change((layer) => ({ ...layer, weights: Float64Array.of(-0, 1, 2, 3, 4, 5) })),
      change((layer) => ({ ...layer, weights: Float64Array.of(0, 1 + Number.EPSILON, 2, 3, 4, 5) })),
      change((layer) => ({ ...layer, biases: null })),
      change((layer) => ({ ...layer, inputs: 3, units: 2 })),
      given.slice(0, 1),
    ]) {
      expect(sameLayers(given, other)).toBe(false)
    }
  })

  it('have one row a line in JSON, and a float32 as the double it is', () => {
    const text = decode(writeWeightsJson(network([0.1, -0, ...Array(13).keys()], true)))
    expect(text).toContain('"weights": [\n        [0.10000000149011612, -0, 0],\n        [1, 2, 3]\n      ]')
    expect(text).toContain('"biases": [4, 5, 6]')
    expect(text).toContain('"biases": null')
    expect(text.startsWith('{\n  "format": "chainrule-weights",\n  "version": 1,\n')).toBe(true)
  })

  it('are one matrix a file in the zip of CSV', () => {
    const files = unzipSync(writeWeightsCsv(network([...Array(15).keys()], false).layers))
    expect(Object.keys(files)).toEqual(['layer1_weights.csv', 'layer1_biases.csv', 'layer2_weights.csv'])
    expect(decode(files['layer1_weights.csv']!)).toBe('0,1,2\n3,4,5\n')
    expect(decode(files['layer1_biases.csv']!)).toBe('6,7,8\n')
  })

  it('say in safetensors that matrices lie [in, out]', () => {
    const text = decode(writeWeightsSafetensors(network([...Array(15).keys()], false)))
    expect(text).toContain('"orientation":"[in, out]"')
    expect(text).toContain('"activations":"relu,softmax"')
    expect(text).toContain('"layers.0.weight":{"dtype":"F64","shape":[2,3],"data_offsets":[0,48]}')
  })

  it('are numbers in the shortest form that comes back, for 300 doubles', () => {
    fc.assert(
      fc.property(fc.double(), (value) => Object.is(parseNumber(formatNumber(value)), value)),
      { numRuns: 300 },
    )
    for (const text of ['', ' 1', '0x10', '1e', '+1', '1,5', '.5', 'infinity'])
      expect(parseNumber(text)).toBeNull()
  })
})

describe('weights.json from elsewhere', () => {
  const good = {
    format: 'chainrule-weights',
    version: 1,
    layers: [
      { activation: 'tanh', weights: [[1, 2, 3]], biases: [4, 5, 6] },
      { activation: 'linear', weights: [[1], [2], [3]], biases: null },
    ],
    scaler: null,
  }
  const [first, second] = good.layers as [(typeof good.layers)[0], (typeof good.layers)[0]]

  it('is read', () => {
    expect(parse(good).ok).toBe(true)
  })

  it.each<[string, unknown, string]>([
    ['another format', { ...good, format: 'x' }, 'format'],
    ['a newer version', { ...good, version: 2 }, 'version'],
    ['an unknown field', { ...good, more: 1 }, 'more'],
    ['no layer', { ...good, layers: [] }, 'layers'],
    [
      'an unknown activation',
      { ...good, layers: [{ ...first, activation: 'x' }, second] },
      'layers[0].activation',
    ],
    [
      'a ragged matrix',
      { ...good, layers: [first, { ...second, weights: [[1], [2, 3], [4]] }] },
      'layers[1]: weights[1]',
    ],
    [
      'a text for a number',
      { ...good, layers: [{ ...first, weights: [[1, '2', 3]] }, second] },
      'layers[0]: weights[0][1]',
    ],
    ['no matrix', { ...good, layers: [{ ...first, weights: 1 }, second] }, 'layers[0]: weights'],
    [
      'biases of another length',
      { ...good, layers: [{ ...first, biases: [1] }, second] },
      'layers[0]: biases',
    ],
    ['layers that do not chain', { ...good, layers: [second, second] }, 'layers.1.weight'],
    [
      'a scaler of other inputs',
      { ...good, scaler: { kind: 'minmax', offset: [1, 2], divisor: [1, 2] } },
      'scaler',
    ],
  ])('with %s is refused', (_name, value, path) => {
    const read = parse(value)
    if (read.ok) throw new Error('expected a refusal')
    expect(read.error).toMatchObject({ code: 'invalidFile', file: 'w.json' })
    expect(read.error.problems[0]!.path).toBe(path)
  })
})
