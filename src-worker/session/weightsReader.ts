/** Reads a file of weights against the network of a run: JSON and safetensors here, NPZ as other arrays are read. */
import { readNpyFile } from '../data/npyFile'
import { extractNpz, listNpz } from '../data/npzFile'
import { catchFault, refuseFile } from '../files/fileFault'
import { readWeights } from '../files/readWeights'
import type { NamedTensor } from '../files/weightNames'
import {
  checkNames,
  decodeJsonTensors,
  decodeSafetensorsTensors,
  detectWeightsFormat,
  mostWeightsFileBytes,
  type WeightsFile,
} from '../files/weightsFile'
import { createLabError, LabFailure } from '../protocol/errors'
import { mostImportedNumbers, type Orientation, type WeightsReport } from '../protocol/weights'
import type { TrainingRun } from './trainingRun'
import { unwrap } from './answer'

/** @throws LabFailure `invalidFile` for bytes that are no weights, `unsupported` for a network that is too large. */
export function readWeightsFor(
  { shape, prepared }: Pick<TrainingRun, 'shape' | 'prepared'>,
  bytes: Uint8Array,
  fileName: string,
  asked: Orientation | null,
  order: number | null,
): WeightsReport {
  if (shape.parameters > mostImportedNumbers) {
    const limit = { path: 'network', expected: `at most ${mostImportedNumbers} weights and biases` }
    const problem = { ...limit, actual: String(shape.parameters) }
    throw new LabFailure(createLabError('unsupported', 'The network is too large.', fileName, [problem]))
  }
  const file = unwrap(catchFault(fileName, () => decode(bytes, fileName)))
  return readWeights(file, fileName, { layers: shape.layers, scaler: prepared.scaler }, asked, order)
}

function decode(bytes: Uint8Array, fileName: string): WeightsFile {
  if (bytes.length > mostWeightsFileBytes) {
    refuseFile('', `at most ${mostWeightsFileBytes} bytes`, String(bytes.length))
  }
  const format = detectWeightsFormat(bytes)
  if (format === 'json') return decodeJsonTensors(bytes)
  if (format === 'safetensors') return decodeSafetensorsTensors(bytes)
  if (format === 'npz') return decodeNpzTensors(bytes, fileName)
  return refuseFile('', 'weights as JSON, NPZ or safetensors', `${bytes.length} other bytes`)
}

function decodeNpzTensors(bytes: Uint8Array, fileName: string): WeightsFile {
  const entries = unwrap(listNpz(bytes, fileName))
  checkNames(entries.map(({ name }) => name))
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  if (total > mostWeightsFileBytes) {
    refuseFile('', `at most ${mostWeightsFileBytes} bytes of arrays`, String(total))
  }
  const tensors = entries.map((entry): NamedTensor => {
    const { name } = entry
    const { shape, type, values } = unwrap(
      readNpyFile(unwrap(extractNpz(bytes, entry, fileName)), fileName, name),
    )
    return { name, shape, type, values }
  })
  return { format: 'npz', tensors, orientation: null, activations: null, scaler: undefined }
}
