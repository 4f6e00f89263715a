/** Weights from a file as the start weights of a run: how its tensors fit the open network. Types and plain data. */
import type { Initialization } from '../spec/experiment'
import type { Problem } from '../spec/problem'
import type { Reply } from './errors'

/** Start weights stand in the experiment as text; larger networks have sessions. */
export const mostImportedNumbers = 200_000

export const orientations = ['in-out', 'out-in'] as const
/** How a file lays a matrix out: a row an input, `[in, out]` (as here and in Keras), or a row a unit (PyTorch). */
export type Orientation = (typeof orientations)[number]

/** What says so: the person, the file itself, a name that only one convention has, the shape, the file's other layers. */
export type OrientationSource = 'caller' | 'file' | 'name' | 'shape' | 'others'

export type WeightsFormat = 'json' | 'npz' | 'safetensors'
export type StartWeights = Extract<Initialization, { kind: 'explicit' }>

export interface TensorInFile {
  name: string
  shape: number[]
}

export interface LayerFit {
  /** From 1. */
  layer: number
  /** Inputs and units of the open network's layer. */
  expected: [number, number]
  weights: TensorInFile | null
  /** Null when there is no matrix, or it is square and nothing says how it lies. */
  orientation: Orientation | null
  knownFrom: OrientationSource | null
  biases: TensorInFile | null
  /** A layer with biases of which the file has none starts with zeros. */
  zeroBiases: boolean
  /** The activation that the file states, where it is not the layer's; else null. */
  otherActivation: string | null
  problems: Problem[]
}

/** By what the tensors were put in order: their names, the file, a way in which their shapes fit, or the person. */
export type TensorOrder = 'names' | 'file' | 'shapes' | 'caller'

/** Orders of layers that fit, of which a person can choose one. */
export const mostTensorOrders = 24

export interface WeightsReport {
  fileName: string
  format: WeightsFormat
  order: TensorOrder
  /**
   * Names of the tensors, layer by layer, in each order in which they fit, the preferred first; at most
   * `mostTensorOrders`. More than one: nothing but the file's sequence or the letters of names decides between them.
   */
  orders: string[][]
  layers: LayerFit[]
  /** Tensors for which the network has no place; each is a problem too. */
  leftOver: TensorInFile[]
  /** Whether the file states that its inputs were scaled otherwise than the run's. */
  otherScaling: boolean
  /** Of all layers and of what is left over; empty when the file fits. */
  problems: Problem[]
  /** Null while something does not fit, or the orientation of a matrix is open. */
  weights: StartWeights | null
}

export interface WeightsApi {
  /**
   * Reads JSON, NPZ or safetensors, told apart by their bytes, against the open run's network; changes nothing.
   * @param orientation of every matrix, by the person's word; null: by what the file and the shapes say
   * @param order of the layers, by the person's word: a place in the report's `orders`. @default null: the first
   * @returns `invalidFile` for bytes that are no weights, `unsupported` for a network of more than `mostImportedNumbers`
   */
  readWeights(
    runId: number,
    bytes: Uint8Array<ArrayBuffer>,
    fileName: string,
    orientation: Orientation | null,
    order?: number | null,
  ): Promise<Reply<WeightsReport>>
}
