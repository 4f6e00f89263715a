/** The forms in which a model leaves the lab: how each is written, and how it is read back to be compared with core. */
import type { PreparedData } from '../../core/dataset'
import type { Precision } from '../../spec/names'
import type { ExportFormat, NumbersReadBack } from '../../protocol/exports'
import { createLabError, LabFailure } from '../../protocol/errors'
import type { Bytes } from '../bytes'
import type { SessionDocument } from '../sessionDocument'
import { writeCHeader } from './cHeader'
import { evaluateModel } from './evaluateModel'
import { writeJavaScript } from './javascriptModule'
import { createModel, refuseLargeProgram, type Model, type ModelParts } from './model'
import { writeNumpyProgram } from './numpyProgram'
import { writeOnnx } from './onnx'
import { readOnnxParts } from './onnxParts'
import { decodeOnnx, runOnnx } from './onnxReader'
import { readProgram } from './programReader'
import { compareOutputs, createReference, requireSameParts } from './readBack'
import { readTorchArchive, writeTorchArchive } from './torchArchive'

export type ModelFormat = Extract<ExportFormat, `model-${string}`>

export interface ModelSource {
  /** Of the moment that is exported. */
  document: SessionDocument
  prepared: PreparedData
  appVersion: string
  /** A program that computes the next update again and compares; null when it is too large for one. */
  proof: string | null
}

interface ModelWriter {
  /** @throws LabFailure `unsupported` */
  write(model: Model, source: ModelSource): Bytes
  /** What the file says the network is. @throws LabFailure `invalidFile` */
  read(bytes: Bytes, model: Model): ModelParts
  /** The network as the file can hold it; the model itself where it holds every number. */
  expect?(model: Model): ModelParts
  /** Outputs of the file's network; by its matrices, in `precision`, when absent. */
  run?(bytes: Bytes, x: Float64Array, rows: number): Float64Array
  /** In which the file computes. */
  precision(model: Model): Precision
}

const isSingle = ({ precision }: Model): boolean => precision === 'float32'

export const modelWriters: Record<ModelFormat, ModelWriter> = {
  'model-onnx': {
    write: writeOnnx,
    read: (bytes) => readOnnxParts(decodeOnnx(bytes)),
    expect: roundParts,
    run: (bytes, x, rows) => runOnnx(decodeOnnx(bytes), x, rows),
    precision: () => 'float32',
  },
  'model-numpy': {
    write: (model, { proof }) => writeProgram(model, () => writeNumpyProgram(model, proof)),
    read: (bytes, model) => readProgram(bytes, isSingle(model)),
    precision: () => 'float64',
  },
  'model-pytorch': {
    write: (model, { document, prepared }) => writeTorchArchive(model, document, prepared),
    read: readTorchArchive,
    precision: ({ precision }) => precision,
  },
  'model-c': {
    write: (model) => writeProgram(model, () => writeCHeader(model)),
    read: (bytes, model) => readProgram(bytes, isSingle(model)),
    precision: ({ precision }) => precision,
  },
  'model-javascript': {
    write: (model) => writeProgram(model, () => writeJavaScript(model)),
    read: (bytes, model) => readProgram(bytes, isSingle(model)),
    precision: () => 'float64',
  },
}

/**
 * @returns the file, and how far the outputs of what it holds are from core's.
 * @throws LabFailure `unsupported` when this network cannot have this form, `internal` when the file is not the network
 */
export function writeModel(
  format: ModelFormat,
  source: ModelSource,
): { bytes: Bytes; readBack: NumbersReadBack } {
  const { document, prepared, appVersion } = source
  const model = createModel(document, prepared, appVersion)
  const { write, read, expect, run, precision } = modelWriters[format]
  const bytes = write(model, source)
  const parts = readSafely(() => read(bytes, model))
  requireSameParts(parts, expect?.(model) ?? model)
  const reference = createReference(model, prepared)
  const outputs =
    run?.(bytes, reference.x, reference.rows) ??
    evaluateModel(parts, reference.x, reference.rows, precision(model))
  return { bytes, readBack: compareOutputs(reference, outputs, precision(model)) }
}

function writeProgram(model: Model, write: () => Bytes): Bytes {
  refuseLargeProgram(model)
  return write()
}

/** A file of ours that cannot be read is a fault of ours. */
function readSafely(read: () => ModelParts): ModelParts {
  try {
    return read()
  } catch (failure) {
    if (!(failure instanceof LabFailure)) throw failure
    throw new LabFailure(
      createLabError('internal', `the exported model did not read back: ${failure.detail.message}`),
    )
  }
}

/** The scaler stays in float64: inputs in their own units can be large and close to each other. */
function roundParts({ layers, scaler }: Model): ModelParts {
  return {
    layers: layers.map((layer) => ({
      ...layer,
      weights: Float32Array.from(layer.weights),
      biases: layer.biases && Float32Array.from(layer.biases),
    })),
    scaler,
  }
}
