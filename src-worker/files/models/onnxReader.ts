/** Reads an ONNX file back into a graph, and computes it: an interpreter of the operators that the lab writes. */
import { copyBytes } from '../bytes'
import { refuseFile } from '../fileFault'
import { applySoftmax, elementwise, erfc } from './evaluateModel'
import { Message } from './protobufReader'

export interface OnnxNode {
  operator: string
  inputs: string[]
  output: string
  attributes: Map<string, number>
}

/** A matrix; a vector has one row. */
export interface OnnxTensor {
  rows: number
  columns: number
  values: Float32Array | Float64Array
}

export interface OnnxGraph {
  irVersion: number
  operators: number
  producer: string
  metadata: Map<string, string>
  input: string
  inputs: number
  isDoubleInput: boolean
  output: string
  outputs: number
  nodes: OnnxNode[]
  tensors: Map<string, OnnxTensor>
}

/** @throws LabFailure `invalidFile` naming what is missing. */
export function decodeOnnx(bytes: Uint8Array): OnnxGraph {
  const model = new Message(bytes)
  const graph = model.message(7)
  const [input, output] = [graph.message(11), graph.message(12)]
  return {
    irVersion: model.integer(1),
    operators: model.message(8).integer(2),
    producer: model.text(2),
    metadata: new Map(model.messages(14).map((entry) => [entry.text(1), entry.text(2)])),
    input: input.text(1),
    inputs: readColumns(input),
    isDoubleInput: readType(input) === types.double,
    output: output.text(1),
    outputs: readColumns(output),
    nodes: graph.messages(1).map(decodeNode),
    tensors: new Map(graph.messages(5).map((tensor) => [tensor.text(8), decodeTensor(tensor)])),
  }
}

/** The numbers of the format for the two types that the lab writes. */
const types = { float: 1, double: 11 } as const

function readType(value: Message): number {
  const type = value.message(2).message(1).integer(1)
  return type === types.float || type === types.double
    ? type
    : refuseFile(value.text(1), 'numbers of float or double', `type ${type}`)
}

/** The second dimension; the first must be one by name. */
function readColumns(value: Message): number {
  const dimensions = value.message(2).message(1).message(2).messages(1)
  if (dimensions.length !== 2 || dimensions[0]!.text(2) === '') {
    refuseFile(value.text(1), 'two dimensions, the first of any length', String(dimensions.length))
  }
  return dimensions[1]!.integer(1)
}

const decodeNode = (node: Message): OnnxNode => ({
  operator: node.text(4),
  inputs: node.texts(1),
  output: node.text(2),
  attributes: new Map(
    node.messages(5).map((attribute) => [attribute.text(1), attribute.float(2) ?? attribute.integer(3)]),
  ),
})

function decodeTensor(tensor: Message): OnnxTensor {
  const shape = tensor.integers(1)
  const raw = tensor.bytes(9)
  const [rows, columns] = shape.length === 2 ? [shape[0]!, shape[1]!] : [1, shape[0]!]
  const Numbers = tensor.integer(2) === types.double ? Float64Array : Float32Array
  const isKnown = Numbers === Float64Array || tensor.integer(2) === types.float
  if (!isKnown || shape.length > 2 || raw.length !== Numbers.BYTES_PER_ELEMENT * rows * columns) {
    refuseFile(tensor.text(8), `a float or double tensor of ${shape.join(' × ')}`, `${raw.length} bytes`)
  }
  return { rows, columns, values: new Numbers(copyBytes(raw, 0, raw.length).buffer) }
}

/** Outputs `[rows][outputs]` of `x [rows][inputs]`, each value in its tensor's precision. @throws LabFailure for an operator it does not know. */
export function runOnnx(graph: OnnxGraph, x: Float64Array, rows: number): Float64Array {
  const values = new Map(graph.tensors)
  const input = graph.isDoubleInput ? x : Float32Array.from(x)
  values.set(graph.input, { rows, columns: graph.inputs, values: input })
  const take = (name: string): OnnxTensor =>
    values.get(name) ?? refuseFile(name, 'a value computed before it is used', 'nothing')
  for (const { operator, inputs, output, attributes } of graph.nodes) {
    const apply = operators[operator] ?? refuseFile(operator, 'an operator that the lab writes', operator)
    values.set(output, apply(inputs.map(take), attributes))
  }
  return Float64Array.from(take(graph.output).values)
}

type Operator = (inputs: OnnxTensor[], attributes: OnnxNode['attributes']) => OnnxTensor

const operators: Partial<Record<string, Operator>> = {
  Sub: combine((a, b) => a - b),
  Div: combine((a, b) => a / b),
  Mul: combine((a, b) => a * b),
  Add: combine((a, b) => a + b),
  Cast: ([tensor], attributes) =>
    attributes.get('to') === types.float
      ? { ...tensor!, values: Float32Array.from(tensor!.values) }
      : refuseFile('Cast', 'a cast to float', String(attributes.get('to'))),
  Gemm: multiply,
  Sigmoid: each(elementwise.sigmoid),
  Tanh: each(elementwise.tanh),
  Relu: each(elementwise.relu),
  Softplus: each(elementwise.softplus),
  Erf: each((v) => 1 - erfc(v)),
  LeakyRelu: (inputs, attributes) =>
    each((v) => (v < 0 ? attributes.get('alpha')! * v : v))(inputs, attributes),
  Elu: (inputs, attributes) =>
    each((v) => (v < 0 ? attributes.get('alpha')! * Math.expm1(v) : v))(inputs, attributes),
  Softmax: normalize,
}

function each(compute: (value: number) => number): Operator {
  return ([tensor]) => ({ ...tensor!, values: tensor!.values.map(compute) })
}

/** Of two matrices of one size, or of a matrix and a row, or a number, that is used for every row. */
function combine(compute: (a: number, b: number) => number): Operator {
  return ([a, b]) => ({
    ...a!,
    values: a!.values.map((value, p) =>
      compute(value, b!.values[b!.values.length === a!.values.length ? p : p % b!.columns]!),
    ),
  })
}

function multiply([a, b, c]: OnnxTensor[], attributes: OnnxNode['attributes']): OnnxTensor {
  if (attributes.get('transA') !== 0 || attributes.get('transB') !== 0 || a!.columns !== b!.rows) {
    refuseFile('Gemm', `a matrix of ${a!.columns} rows, not transposed`, `${b!.rows} rows`)
  }
  const values = new Float32Array(a!.rows * b!.columns)
  for (let row = 0; row < a!.rows; row++) {
    for (let j = 0; j < b!.columns; j++) {
      let sum = 0
      for (let k = 0; k < a!.columns; k++) {
        sum = Math.fround(
          sum + Math.fround(a!.values[row * a!.columns + k]! * b!.values[k * b!.columns + j]!),
        )
      }
      values[row * b!.columns + j] = sum + (c?.values[j] ?? 0)
    }
  }
  return { rows: a!.rows, columns: b!.columns, values }
}

function normalize([tensor]: OnnxTensor[], attributes: OnnxNode['attributes']): OnnxTensor {
  const { rows, columns, values } = tensor!
  if (attributes.get('axis') !== 1) refuseFile('Softmax', 'axis 1', String(attributes.get('axis')))
  const normalized = new Float32Array(values.length)
  for (let row = 0; row < rows; row++) {
    const part = Array.from(values.subarray(row * columns, (row + 1) * columns))
    normalized.set(applySoftmax(part, Math.fround), row * columns)
  }
  return { rows, columns, values: normalized }
}
