/** Every form in which a run leaves the lab: one table, keyed by the union, so that a missing one does not compile. */
import type { PreparedData } from '../core/dataset'
import { createLabError, LabFailure } from '../protocol/errors'
import type { ExportFormat, ReadBack } from '../protocol/exports'
import type { ExportedFile } from '../protocol/exports'
import { phrase } from '../spec/phrases'
import { encodeText, type Bytes } from './bytes'
import { toSafeName } from './exportNames'
import { readCostSvgBack, readHistoryCsvBack, readSessionBack } from './exportReadBack'
import { writeHistoryCsv } from './historyCsv'
import { writeHistoryNpz } from './historyNpz'
import { writeHistoryTensorBoard } from './historyTensorBoard'
import { evaluateModel } from './models/evaluateModel'
import { writeModel, type ModelFormat } from './models/modelFormats'
import { compareOutputs, createReference } from './models/readBack'
import { sameLayers, toLayerArrays, type LayerArrays } from './networkWeights'
import { writeCostSvg } from './costSvg'
import type { SessionDocument, SessionFile } from './sessionDocument'
import { writeSession, writeSessionFile } from './sessionWriter'
import { decodeWeightsCsv, writeWeightsCsv } from './weightsCsv'
import { decodeWeightsJson, mostWeightsJsonBytes, writeWeightsJson, type NetworkWeights } from './weightsJson'
import { decodeWeightsNpz, writeWeightsNpz } from './weightsNpz'
import { decodeWeightsSafetensors, writeWeightsSafetensors } from './weightsSafetensors'

export interface ExportContext {
  document: SessionDocument
  /** What a session holds beside the run; nothing when absent. */
  others?: Omit<SessionFile, 'document'>
  prepared: PreparedData
  appVersion: string
  /** A program that computes the next update again and compares every tensor; null when it is too large for one. */
  proof: string | null
}

interface Written {
  bytes: Bytes
  readBack: ReadBack | null
}

export interface ExportWriter {
  /** What follows the experiment's name, `-weights.json`. */
  extension: string
  mediaType: string
  /** @throws LabFailure `unsupported` when the file would be too large, `internal` when it does not read back. */
  write(context: ExportContext): Promise<Written>
}

export const exportFormats: Record<ExportFormat, ExportWriter> = {
  'weights-json': {
    extension: '-weights.json',
    mediaType: 'application/json',
    write: writeVerified(writeWeightsJson, (bytes) => decodeWeightsJson(bytes).layers),
  },
  'weights-csv': {
    extension: '-weights-csv.zip',
    mediaType: 'application/zip',
    write: writeVerified(({ layers }) => writeWeightsCsv(layers), decodeWeightsCsv),
  },
  'weights-npz': {
    extension: '-weights.npz',
    mediaType: 'application/zip',
    write: writeVerified(({ layers }) => writeWeightsNpz(layers), decodeWeightsNpz),
  },
  'weights-safetensors': {
    extension: '-weights.safetensors',
    mediaType: 'application/octet-stream',
    write: writeVerified(writeWeightsSafetensors, decodeWeightsSafetensors),
  },
  'model-onnx': {
    extension: '.onnx',
    mediaType: 'application/octet-stream',
    write: writeModelAs('model-onnx'),
  },
  'model-numpy': { extension: '-model.py', mediaType: 'text/x-python', write: writeModelAs('model-numpy') },
  'model-pytorch': {
    extension: '-pytorch.zip',
    mediaType: 'application/zip',
    write: writeModelAs('model-pytorch'),
  },
  'model-c': { extension: '-model.h', mediaType: 'text/x-c', write: writeModelAs('model-c') },
  'model-javascript': {
    extension: '-model.mjs',
    mediaType: 'text/javascript',
    write: writeModelAs('model-javascript'),
  },
  'history-csv': {
    extension: '-history.csv',
    mediaType: 'text/csv',
    write: async ({ document }) => {
      const bytes = writeHistoryCsv(document)
      return { bytes, readBack: readHistoryCsvBack(bytes, document) }
    },
  },
  'history-npz': {
    extension: '-history.npz',
    mediaType: 'application/zip',
    write: async ({ document }) => writeHistoryNpz(document),
  },
  'history-tensorboard': {
    extension: '.tfevents',
    mediaType: 'application/octet-stream',
    write: async ({ document }) => writeHistoryTensorBoard(document),
  },
  'cost-svg': {
    extension: '-cost.svg',
    mediaType: 'image/svg+xml',
    write: async ({ document }) => {
      const svg = writeCostSvg(document)
      return { bytes: encodeText(svg), readBack: readCostSvgBack(svg, document) }
    },
  },
  session: {
    extension: '.chainrule',
    mediaType: 'application/zip',
    write: async ({ document, others, appVersion }) => {
      const bytes =
        others === undefined
          ? await writeSession(document, appVersion)
          : await writeSessionFile({ document, ...others }, appVersion)
      return { bytes, readBack: await readSessionBack(bytes, { document, kept: others?.kept ?? [] }) }
    },
  },
}

/** @returns the file, named after the experiment. @throws LabFailure as `ExportWriter.write`. */
export async function exportRun(format: ExportFormat, context: ExportContext): Promise<ExportedFile> {
  const { extension, mediaType, write } = exportFormats[format]
  const written = await write(context)
  return { name: toSafeName(context.document.experiment.name) + extension, mediaType, ...written }
}

function writeModelAs(format: ModelFormat): ExportWriter['write'] {
  return async (context) => writeModel(format, context)
}

/** A writer of weights that answers only what reads back to the same numbers, bit for bit. */
function writeVerified(
  write: (network: NetworkWeights) => Bytes,
  read: (bytes: Bytes) => LayerArrays[],
): ExportWriter['write'] {
  return async ({ document, prepared }) => {
    const network = collectWeights(document, prepared)
    const bytes = write(network)
    if (bytes.length > mostWeightsJsonBytes) {
      throw new LabFailure(
        createLabError(
          'unsupported',
          phrase('weightsBytes', { count: bytes.length, most: mostWeightsJsonBytes }),
        ),
      )
    }
    const layers = readSafely(() => read(bytes))
    if (layers === null || !sameLayers(layers, network.layers)) {
      throw new LabFailure(
        createLabError('internal', 'exported weights did not read back to the same numbers'),
      )
    }
    return { bytes, readBack: compareWeights(network, layers, prepared) }
  }
}

/** The outputs of the matrices that were read, with the activations and the scaler of the run. */
function compareWeights(network: NetworkWeights, layers: LayerArrays[], prepared: PreparedData): ReadBack {
  const reference = createReference(network, prepared)
  const parts = {
    layers: layers.map((layer, l) => ({ ...layer, activation: network.layers[l]!.activation })),
    scaler: network.scaler,
  }
  return compareOutputs(reference, evaluateModel(parts, reference.x, reference.rows, 'float64'), 'float64')
}

function readSafely(read: () => LayerArrays[]): LayerArrays[] | null {
  try {
    return read()
  } catch (failure) {
    if (failure instanceof LabFailure) return null
    throw failure
  }
}

function collectWeights({ experiment, current }: SessionDocument, { scaler }: PreparedData): NetworkWeights {
  const { layers } = experiment.network
  const arrays = toLayerArrays(
    current,
    layers.map(({ units }) => units),
  )
  return {
    layers: arrays.map((layer, index) => ({ ...layer, activation: layers[index]!.activation })),
    scaler,
  }
}
