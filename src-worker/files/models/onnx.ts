/**
 * model.onnx: scaler, Gemm and activation of each layer, any number of rows at once. The layers compute in float32. Where
 * there is a scaler, inputs and scaler are in double, and what is scaled is cast: inputs in their own units, such as times,
 * can be large and close to each other.
 * Source: onnx.proto of ONNX 1.12 (IR version 8, operators of version 17); the numbers of its fields stand below.
 */
import { createLabError, LabFailure } from '../../protocol/errors'
import type { ActivationName } from '../../spec/names'
import type { Bytes } from '../bytes'
import type { Model, ModelLayer } from './model'
import {
  encodeMessage,
  floatField,
  messageField,
  numbersField,
  textField,
  varintField,
  type Field,
} from './protobuf'

export const onnxVersions = { ir: 8, operators: 17 } as const
const types = { float: 1, double: 11 } as const
type TypeName = keyof typeof types
const attributeTypes = { float: 1, integer: 2 } as const
const names = { input: 'input', output: 'output', batch: 'batch' } as const

/** A node of the graph: what it takes, the operator, and what it makes. */
interface Node {
  operator: string
  inputs: string[]
  output: string
  attributes: Field[]
}

interface Tensor {
  name: string
  shape: number[]
  values: Float32Array | Float64Array
}

interface Graph {
  nodes: Node[]
  tensors: Tensor[]
}

/** @throws LabFailure `unsupported` when a number is beyond float32. */
export function writeOnnx(model: Model): Bytes {
  const graph = createGraph(model)
  const inputs = model.layers[0]!.inputs
  const outputs = model.layers.at(-1)!.units
  return encodeMessage([
    varintField(1, onnxVersions.ir),
    textField(2, 'Chainrule'),
    textField(3, model.appVersion),
    textField(6, describe(model)),
    messageField(7, [
      ...graph.nodes.map((node, n) => messageField(1, encodeNode(node, n))),
      textField(2, 'network'),
      ...graph.tensors.map((tensor) => messageField(5, encodeTensor(tensor))),
      messageField(11, encodeValue(names.input, inputs, inputType(model))),
      messageField(12, encodeValue(names.output, outputs, 'float')),
    ]),
    messageField(8, [textField(1, ''), varintField(2, onnxVersions.operators)]),
    ...Object.entries(listMetadata(model)).map(([key, value]) =>
      messageField(14, [textField(1, key), textField(2, value)]),
    ),
  ])
}

const inputType = ({ scaler }: Pick<Model, 'scaler'>): TypeName => (scaler === null ? 'float' : 'double')

const describe = ({ name, update, scaler }: Model): string =>
  `${name}, after update ${update}. Inputs are rows in the data's own units, of type ${inputType({ scaler })}` +
  `${scaler === null ? '' : '; the scaler is part of the graph'}. Weights lie [in, out].`

function listMetadata(model: Model) {
  const { name, update, precision, inputNames, outputNames, classes, filled } = model
  return {
    name,
    update: String(update),
    precision,
    orientation: '[in, out]',
    inputType: inputType(model),
    inputs: JSON.stringify(inputNames),
    outputs: JSON.stringify(outputNames),
    ...(classes === null ? {} : { classes: JSON.stringify(classes) }),
    ...(filled.length === 0 ? {} : { filled: JSON.stringify(filled) }),
  }
}

/** Adds nodes one behind the other; the last one's output is the graph's. */
class Chain {
  readonly graph: Graph = { nodes: [], tensors: [] }
  private last: string = names.input

  /** @param others names of what the operator takes beside the value in hand */
  add(operator: string, others: string[], attributes: Field[] = [], from = this.last): string {
    const output = `v${this.graph.nodes.length + 1}`
    this.graph.nodes.push({ operator, inputs: [from, ...others], output, attributes })
    this.last = output
    return output
  }

  hold(name: string, shape: number[], numbers: ArrayLike<number>, type: TypeName = 'float'): string {
    if (!this.graph.tensors.some((tensor) => tensor.name === name)) {
      const values = type === 'double' ? Float64Array.from(numbers) : toFloat32(name, numbers)
      this.graph.tensors.push({ name, shape, values })
    }
    return name
  }

  get value(): string {
    return this.last
  }

  end(): Graph {
    const last = this.graph.nodes.at(-1)!
    last.output = names.output
    return this.graph
  }
}

function createGraph({ layers, scaler }: Model): Graph {
  const chain = new Chain()
  if (scaler !== null) {
    const { offset, divisor } = scaler
    chain.add('Sub', [chain.hold('scaler.offset', [offset.length], offset, 'double')])
    chain.add('Div', [chain.hold('scaler.divisor', [divisor.length], divisor, 'double')])
    chain.add('Cast', [], [integerAttribute('to', types.float)])
  }
  layers.forEach((layer, l) => addLayer(chain, layer, l))
  return chain.end()
}

function addLayer(chain: Chain, { inputs, units, weights, biases, activation }: ModelLayer, l: number): void {
  const taken = [chain.hold(`layers.${l}.weight`, [inputs, units], weights)]
  if (biases !== null) taken.push(chain.hold(`layers.${l}.bias`, [units], biases))
  chain.add('Gemm', taken, [integerAttribute('transA', 0), integerAttribute('transB', 0)])
  addActivation[activation](chain)
}

const addActivation: Record<ActivationName, (chain: Chain) => void> = {
  linear: () => undefined,
  sigmoid: (chain) => void chain.add('Sigmoid', []),
  tanh: (chain) => void chain.add('Tanh', []),
  relu: (chain) => void chain.add('Relu', []),
  leakyRelu: (chain) => void chain.add('LeakyRelu', [], [floatAttribute('alpha', 0.01)]),
  elu: (chain) => void chain.add('Elu', [], [floatAttribute('alpha', 1)]),
  softplus: (chain) => void chain.add('Softplus', []),
  gelu: addGelu,
  softmax: (chain) => void chain.add('Softmax', [], [integerAttribute('axis', 1)]),
}

/** i · (1 + erf(i/√2)) / 2: Gelu becomes an operator of its own in version 20 only. */
function addGelu(chain: Chain): void {
  const i = chain.value
  chain.add('Mul', [chain.hold('gelu.scale', [1], [Math.SQRT1_2])])
  chain.add('Erf', [])
  const sum = chain.add('Add', [chain.hold('gelu.one', [1], [1])])
  chain.add('Mul', [sum], [], i)
  chain.add('Mul', [chain.hold('gelu.half', [1], [0.5])])
}

function toFloat32(name: string, numbers: ArrayLike<number>): Float32Array {
  const values = Float32Array.from(numbers)
  const bad = values.findIndex((value) => !Number.isFinite(value))
  if (bad < 0) return values
  const detail = `${name}: ${numbers[bad]} is beyond float32, the numbers of the ONNX file`
  throw new LabFailure(createLabError('unsupported', detail))
}

const integerAttribute = (name: string, value: number): Field =>
  messageField(5, [textField(1, name), varintField(3, value), varintField(20, attributeTypes.integer)])

const floatAttribute = (name: string, value: number): Field =>
  messageField(5, [textField(1, name), floatField(2, value), varintField(20, attributeTypes.float)])

const encodeNode = ({ operator, inputs, output, attributes }: Node, n: number): Field[] => [
  ...inputs.map((name) => textField(1, name)),
  textField(2, output),
  textField(3, `${operator}_${n + 1}`),
  textField(4, operator),
  ...attributes,
]

const encodeTensor = ({ name, shape, values }: Tensor): Field[] => [
  ...shape.map((length) => varintField(1, length)),
  varintField(2, values instanceof Float64Array ? types.double : types.float),
  textField(8, name),
  numbersField(9, values),
]

/** A matrix of any number of rows. */
const encodeValue = (name: string, columns: number, type: TypeName): Field[] => [
  textField(1, name),
  messageField(2, [
    messageField(1, [
      varintField(1, types[type]),
      messageField(2, [
        messageField(1, [textField(2, names.batch)]),
        messageField(1, [varintField(1, columns)]),
      ]),
    ]),
  ]),
]
