/** Which network an ONNX graph is: matrices by name, activations by the operators between two products. */
import type { ActivationName } from '../../spec/names'
import { refuseFile } from '../fileFault'
import type { ModelLayer, ModelParts } from './model'
import type { OnnxGraph, OnnxTensor } from './onnxReader'

const activationOf = new Map<string, ActivationName>([
  ['', 'linear'],
  ['Sigmoid', 'sigmoid'],
  ['Tanh', 'tanh'],
  ['Relu', 'relu'],
  ['LeakyRelu', 'leakyRelu'],
  ['Elu', 'elu'],
  ['Softplus', 'softplus'],
  ['Mul,Erf,Add,Mul,Mul', 'gelu'],
  ['Softmax', 'softmax'],
])

/** @throws LabFailure `invalidFile` when the graph is no network of the lab. */
export function readOnnxParts(graph: OnnxGraph): ModelParts {
  const [before, ...groups] = splitAtProducts(graph)
  if (before !== '' && before !== 'Sub,Div,Cast')
    refuseFile('graph', 'nothing before Gemm but Sub, Div and Cast', before!)
  const layers = groups.map((operators, l): ModelLayer => {
    const { rows, columns, values } = takeTensor(graph, `layers.${l}.weight`)
    return {
      inputs: rows,
      units: columns,
      weights: values as Float32Array<ArrayBuffer>,
      biases:
        (graph.tensors.get(`layers.${l}.bias`)?.values as Float32Array<ArrayBuffer> | undefined) ?? null,
      activation: activationOf.get(operators) ?? refuseFile('graph', 'an activation of the lab', operators),
    }
  })
  return { layers, scaler: before === '' ? null : readScaler(graph) }
}

function readScaler(graph: OnnxGraph) {
  const [offset, divisor] = ['scaler.offset', 'scaler.divisor'].map((name) =>
    Array.from(takeTensor(graph, name).values),
  )
  return { offset: offset!, divisor: divisor! }
}

/** The operators before the first Gemm, then those behind each. */
function splitAtProducts({ nodes }: OnnxGraph): string[] {
  const groups: string[][] = [[]]
  for (const { operator } of nodes) {
    if (operator === 'Gemm') groups.push([])
    else groups.at(-1)!.push(operator)
  }
  return groups.map((group) => group.join(','))
}

const takeTensor = ({ tensors }: OnnxGraph, name: string): OnnxTensor =>
  tensors.get(name) ?? refuseFile(name, 'a tensor', 'nothing')
