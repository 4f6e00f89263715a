/** Every form of a model is read back as the network that was meant, and its outputs are core's. */
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { createModel } from '../../../../src-worker/files/models/model'
import { modelWriters, writeModel, type ModelFormat } from '../../../../src-worker/files/models/modelFormats'
import { decodeOnnx, type OnnxGraph } from '../../../../src-worker/files/models/onnxReader'
import { LabFailure } from '../../../../src-worker/protocol/errors'
import { createReference, requireSameParts } from '../../../../src-worker/files/models/readBack'
import { activationNames } from '../../../../src-worker/spec/names'
import { createModelSource, hostileNames, listModelCases, type ModelCase } from './sampleModels'

const formats = Object.keys(modelWriters) as ModelFormat[]
const cases = listModelCases(activationNames)
const plain: ModelCase = { hidden: 'tanh', output: 'sigmoid', rows: 7, scaled: true, precision: 'float64' }

const folder = mkdtempSync(join(tmpdir(), 'chainrule-models-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The largest difference a format may have: that of its numbers. */
function allow(format: ModelFormat, { precision }: ModelCase): number {
  const { precision: computes } = modelWriters[format]
  const model = createModelSource({ ...plain, precision })
  return computes(createModel(model.document, model.prepared, '')) === 'float32' ? 1e-6 : 1e-12
}

describe('a model', () => {
  it.each(formats)(
    '%s gives the outputs of core: 9 activations, 1 and 7 rows, scaled or not, both precisions',
    (format) => {
      expect(cases).toHaveLength(72)
      for (const of of cases) {
        const { bytes, readBack } = writeModel(format, createModelSource(of))
        expect(bytes.length).toBeGreaterThan(400)
        expect(readBack.rows).toBe(of.rows)
        expect([of, readBack.largestDifference <= allow(format, of)]).toEqual([of, true])
      }
    },
  )

  it('in float32 is not exactly that of core, so that the difference shown is a measured one', () => {
    const of = { ...plain, precision: 'float32' } as const
    for (const format of ['model-onnx', 'model-c'] as const)
      expect(writeModel(format, createModelSource(of)).readBack.largestDifference).toBeGreaterThan(1e-10)
  })

  it.each(formats)('%s that holds another weight, activation or offset is no export', (format) => {
    const source = createModelSource(plain)
    const model = createModel(source.document, source.prepared, '0.1.0')
    const writer = modelWriters[format]
    const meant = writer.expect?.(model) ?? model
    const changed = [
      {
        ...model,
        layers: model.layers.map((layer, l) =>
          l === 1 ? { ...layer, weights: layer.weights.map((w, p) => (p === 3 ? w + 1e-3 : w)) } : layer,
        ),
      },
      { ...model, layers: model.layers.map((layer) => ({ ...layer, activation: 'relu' as const })) },
      { ...model, scaler: { ...model.scaler!, offset: [0.1, 5.3, 9.8] } },
      { ...model, scaler: null },
      { ...model, layers: model.layers.map((layer) => ({ ...layer, biases: null })) },
    ]
    requireSameParts(writer.read(writer.write(model, source), model), meant)
    for (const other of changed)
      expect(() => requireSameParts(writer.read(writer.write(other, source), other), meant)).toThrow(
        'read back',
      )
  })

  it.each(formats)('%s of weights that are not finite is refused', (format) => {
    const source = createModelSource(plain)
    source.document.current[1]!.weights[2] = Infinity
    expect(() => writeModel(format, source)).toThrow('layer 2 has numbers that are not finite')
  })

  it('beyond float32 has no ONNX file', () => {
    const source = createModelSource(plain)
    source.document.current[0]!.weights[0] = 1e300
    expect(() => writeModel('model-onnx', source)).toThrow('layers.0.weight: 1e+300 is beyond float32')
  })

  it.each(formats)('%s reads back with every hostile name in every place', (format) => {
    hostileNames.forEach((_, n) => {
      const names = hostileNames.map((_, k) => hostileNames[(n + k) % hostileNames.length]!)
      const { readBack } = writeModel(format, createModelSource({ ...plain, names }))
      expect(readBack.largestDifference).toBeLessThan(1e-6)
    })
  })
})

describe('the ONNX file', () => {
  const decode = (of: Partial<ModelCase>) =>
    decodeOnnx(writeModel('model-onnx', createModelSource({ ...plain, ...of })).bytes)

  it('is IR version 8 with operators 17, has its weights [in, out], and says what its columns are', () => {
    const graph = decode({})
    expect([graph.irVersion, graph.operators, graph.producer]).toEqual([8, 17, 'Chainrule'])
    expect([graph.inputs, graph.outputs]).toEqual([3, 2])
    expect(Array.from(graph.tensors, ([name, { rows, columns }]) => [name, rows, columns])).toEqual([
      ['scaler.offset', 1, 3],
      ['scaler.divisor', 1, 3],
      ['layers.0.weight', 3, 5],
      ['layers.0.bias', 1, 5],
      ['layers.1.weight', 5, 2],
      ['layers.1.bias', 1, 2],
    ])
    expect(Object.fromEntries(graph.metadata)).toEqual({
      name: 'Three of two',
      update: '3',
      precision: 'float64',
      orientation: '[in, out]',
      inputType: 'double',
      inputs: '["height","width","colour=red"]',
      outputs: '["no","yes"]',
      classes: '["no","yes"]',
    })
  })

  it('computes every activation with operators that version 17 has', () => {
    const operators = activationNames.map((name) =>
      decode(name === 'softmax' ? { output: name } : { hidden: name, output: 'linear' })
        .nodes.map(({ operator }) => operator)
        .join(' '),
    )
    expect(operators).toEqual([
      'Sub Div Cast Gemm Gemm',
      'Sub Div Cast Gemm Sigmoid Gemm',
      'Sub Div Cast Gemm Tanh Gemm',
      'Sub Div Cast Gemm Relu Gemm',
      'Sub Div Cast Gemm LeakyRelu Gemm',
      'Sub Div Cast Gemm Elu Gemm',
      'Sub Div Cast Gemm Softplus Gemm',
      'Sub Div Cast Gemm Mul Erf Add Mul Mul Gemm',
      'Sub Div Cast Gemm Tanh Gemm Softmax',
    ])
  })

  it('cut off anywhere is refused, or is another graph', () => {
    const { bytes } = writeModel('model-onnx', createModelSource(plain))
    const write = (graph: OnnxGraph): string =>
      JSON.stringify(graph, (_key, value) => (value instanceof Map ? [...value] : value))
    const whole = write(decodeOnnx(bytes))
    for (let end = 0; end < bytes.length; end += 7) {
      let read = ''
      try {
        read = write(decodeOnnx(bytes.subarray(0, end)))
      } catch (failure) {
        expect(failure).toBeInstanceOf(LabFailure)
      }
      expect(read).not.toBe(whole)
    }
  })
})

describe('the JavaScript module', () => {
  let modules = 0
  async function load(source: ReturnType<typeof createModelSource>) {
    const file = join(folder, `${modules++}.mjs`)
    writeFileSync(file, writeModel('model-javascript', source).bytes)
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
      predict(x: ArrayLike<number>): number[]
      inputNames: string[]
      outputNames: string[]
      classes: string[]
      name: string
    }
  }

  it('when it runs gives the outputs of core to 1e-12 in all 72 cases', async () => {
    for (const of of cases) {
      const source = createModelSource(of)
      const reference = createReference(createModel(source.document, source.prepared, ''), source.prepared)
      const { predict } = await load(source)
      for (let row = 0; row < of.rows; row++) {
        predict(reference.x.subarray(3 * row, 3 * row + 3)).forEach((value, j) => {
          expect(Math.abs(value - reference.outputs[2 * row + j]!)).toBeLessThan(1e-12)
        })
      }
    }
  })

  it('gives every hostile name back, letter for letter, and refuses a sample of another size', async () => {
    for (let n = 0; n < hostileNames.length; n++) {
      const names = hostileNames.map((_, k) => hostileNames[(n + k) % hostileNames.length]!)
      const module = await load(createModelSource({ ...plain, names }))
      expect([...module.inputNames, ...module.outputNames, ...module.classes]).toEqual(names.slice(0, 7))
      expect(() => module.predict([1, 2])).toThrow('expected 3 inputs, found 2')
    }
  })
})
