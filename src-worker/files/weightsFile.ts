/** The tensors of a JSON or safetensors file of weights by name, whoever wrote it. NPZ is read where arrays are. */
import type { Scaler } from '../core/dataset'
import type { Orientation, WeightsFormat } from '../protocol/weights'
import { phrase } from '../spec/phrases'
import { describeValue, sayValue } from '../spec/problem'
import { refuseFile, within } from './fileFault'
import { nameLayers } from './networkWeights'
import { decodeJson } from './safeJson'
import { decodeSafetensors } from './safetensors'
import { orientation as ownOrientation } from './sessionTensors'
import type { NamedTensor } from './weightNames'
import { decodeWeightsJson, weightsFormat } from './weightsJson'

export interface WeightsFile {
  format: WeightsFormat
  tensors: NamedTensor[]
  /** By the file's own word; null when it says nothing. */
  orientation: Orientation | null
  /** One a layer; null when the file says nothing. */
  activations: string[] | null
  /** Undefined when the file says nothing of scaling, null when it says that there was none. */
  scaler: Pick<Scaler, 'kind' | 'offset' | 'divisor'> | null | undefined
}

/** What fits the most numbers that are taken, with room for other tensors. */
export const mostWeightsFileBytes = 64 * 1024 * 1024
const mostTensors = 1024
const mostNameLetters = 200

const unsaid = { orientation: null, activations: null, scaler: undefined }

/** The word for PyTorch, TensorFlow and Flax in the metadata of safetensors. */
const orientationOfWriter: ReadonlyMap<string | undefined, Orientation> = new Map([
  ['pt', 'out-in'],
  ['tf', 'in-out'],
  ['flax', 'in-out'],
])

/** By the first bytes: a zip, a header's length and `{`, or a text that begins with `{` or `[`; else null. */
export function detectWeightsFormat(bytes: Uint8Array): WeightsFormat | null {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'npz'
  if (bytes.length > 8 && bytes[8] === 0x7b) {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
    if (length <= BigInt(bytes.length - 8)) return 'safetensors'
  }
  const first = bytes.find((byte) => ![0x20, 0x09, 0x0a, 0x0d].includes(byte))
  return first === 0x7b || first === 0x5b ? 'json' : null
}

/**
 * The lab's own file, an object of lists by name (`state_dict` with `tolist()`), or a list of lists (`get_weights()`).
 * @throws LabFailure naming the place.
 */
export function decodeJsonTensors(bytes: Uint8Array): WeightsFile {
  const value = decodeJson(bytes, mostWeightsFileBytes)
  if (typeof value !== 'object' || value === null) {
    return refuseFile('', phrase('listsOrList'), sayValue(value))
  }
  if ('format' in value && value.format === weightsFormat) return takeOwnJson(bytes)
  const fields = Array.isArray(value)
    ? value.map((item: unknown, index) => [`[${index}]`, item] as const)
    : Object.entries(value)
  checkNames(fields.map(([name]) => name))
  const tensors = fields.map(([name, item]) => within(name, () => takeNumbers(name, item)))
  return { ...unsaid, format: 'json', tensors }
}

function takeOwnJson(bytes: Uint8Array): WeightsFile {
  const { layers, scaler } = decodeWeightsJson(bytes)
  return {
    format: 'json',
    tensors: Array.from(nameLayers(layers), ([name, tensor]) => ({ name, type: 'float64', ...tensor })),
    orientation: 'in-out',
    activations: layers.map(({ activation }) => activation),
    scaler,
  }
}

function takeNumbers(name: string, value: unknown): NamedTensor {
  if (!Array.isArray(value) || value.length === 0) {
    return refuseFile('', phrase('numbersOrRows'), sayValue(value))
  }
  if (!Array.isArray(value[0])) {
    return { name, type: 'float64', shape: [value.length], values: takeRow(value, '') }
  }
  const columns = value[0].length
  const values = new Float64Array(value.length * columns)
  value.forEach((row: unknown, index) => {
    const numbers = takeRow(row, `[${index}]`)
    if (numbers.length !== columns)
      refuseFile(`[${index}]`, phrase('countNumbers', { count: columns }), numbers.length)
    values.set(numbers, index * columns)
  })
  return { name, type: 'float64', shape: [value.length, columns], values }
}

function takeRow(row: unknown, place: string): Float64Array {
  if (!Array.isArray(row) || row.length === 0) {
    return refuseFile(place, phrase('numbers'), sayValue(row))
  }
  return Float64Array.from(row, (value: unknown, index) =>
    typeof value === 'number' ? value : refuseFile(`${place}[${index}]`, phrase('number'), sayValue(value)),
  )
}

/** @throws LabFailure naming the tensor. */
export function decodeSafetensorsTensors(bytes: Uint8Array): WeightsFile {
  const { tensors, metadata } = decodeSafetensors(bytes, true)
  checkNames([...tensors.keys()])
  const named = Array.from(tensors, ([name, { shape, values }]) => {
    return { name, shape, type: values instanceof Float64Array ? 'float64' : 'float32', values }
  })
  const writer = metadata.get('format')
  if (writer !== weightsFormat) {
    const orientation = orientationOfWriter.get(writer) ?? null
    return { ...unsaid, format: 'safetensors', tensors: named, orientation }
  }
  const says = metadata.get('orientation')
  if (says !== ownOrientation) refuseFile('orientation', ownOrientation, sayValue(says))
  return {
    format: 'safetensors',
    tensors: named,
    orientation: 'in-out',
    activations: metadata.get('activations')?.split(',') ?? null,
    scaler: within('scaler', () => takeScaler(metadata.get('scaler'))),
  }
}

function takeScaler(text: string | undefined): WeightsFile['scaler'] {
  if (text === undefined) return null
  const value = decodeJson(new TextEncoder().encode(text))
  const fields = typeof value === 'object' && value !== null ? (value as Partial<Scaler>) : {}
  const { kind, offset, divisor } = fields
  const isKind = kind === 'standardize' || kind === 'minmax'
  if (!isKind || !Array.isArray(offset) || !Array.isArray(divisor)) {
    return refuseFile('', phrase('scalerFields'), sayValue(value))
  }
  return { kind, offset, divisor }
}

/** @throws LabFailure when there are none, too many, or one whose name nobody could read. */
export function checkNames(names: readonly string[]): void {
  if (names.length < 1 || names.length > mostTensors) {
    refuseFile('', phrase('tensorsTo', { most: mostTensors }), names.length)
  }
  const long = names.find((name) => name.length > mostNameLetters)
  if (long !== undefined) {
    refuseFile(describeValue(long), phrase('nameTo', { most: mostNameLetters }), long.length)
  }
}
