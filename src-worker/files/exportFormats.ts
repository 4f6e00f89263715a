/** Every form in which a run leaves the lab: one table, keyed by the union, so that a missing one does not compile. */
import type { Scaler } from '../core/dataset'
import { createLabError, LabFailure } from '../protocol/errors'
import type { ExportedFile, ExportFormat } from '../protocol/trainerApi'
import { encodeText, type Bytes } from './bytes'
import { toSafeName } from './exportNames'
import { writeHistoryCsv } from './historyCsv'
import { sameLayers, toLayerArrays, type LayerArrays } from './networkWeights'
import { writeCostSvg } from './costSvg'
import type { SessionDocument } from './sessionDocument'
import { writeSession } from './sessionWriter'
import { decodeWeightsCsv, writeWeightsCsv } from './weightsCsv'
import { decodeWeightsJson, mostWeightsJsonBytes, writeWeightsJson, type NetworkWeights } from './weightsJson'
import { decodeWeightsNpz, writeWeightsNpz } from './weightsNpz'
import { decodeWeightsSafetensors, writeWeightsSafetensors } from './weightsSafetensors'

export interface ExportContext {
  document: SessionDocument
  scaler: Scaler | null
  appVersion: string
}

export interface ExportWriter {
  /** What follows the experiment's name, `-weights.json`. */
  extension: string
  mediaType: string
  /** @throws LabFailure `unsupported` when the file would be too large, `internal` when it does not read back. */
  write(context: ExportContext): Promise<Bytes>
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
  'history-csv': {
    extension: '-history.csv',
    mediaType: 'text/csv',
    write: ({ document }) => Promise.resolve(writeHistoryCsv(document)),
  },
  'cost-svg': {
    extension: '-cost.svg',
    mediaType: 'image/svg+xml',
    write: ({ document }) => Promise.resolve(encodeText(writeCostSvg(document))),
  },
  session: {
    extension: '.chainrule',
    mediaType: 'application/zip',
    write: ({ document, appVersion }) => writeSession(document, appVersion),
  },
}

/** @returns the file, named after the experiment. @throws LabFailure as `ExportWriter.write`. */
export async function exportRun(format: ExportFormat, context: ExportContext): Promise<ExportedFile> {
  const { extension, mediaType, write } = exportFormats[format]
  const bytes = await write(context)
  return { name: toSafeName(context.document.experiment.name) + extension, mediaType, bytes }
}

/** A writer of weights that answers only what reads back to the same numbers, bit for bit. */
function writeVerified(
  write: (network: NetworkWeights) => Bytes,
  read: (bytes: Bytes) => LayerArrays[],
): ExportWriter['write'] {
  return async ({ document, scaler }) => {
    const network = collectWeights(document, scaler)
    const bytes = write(network)
    if (bytes.length > mostWeightsJsonBytes) {
      throw new LabFailure(
        createLabError('unsupported', `weights of ${bytes.length} bytes, more than ${mostWeightsJsonBytes}`),
      )
    }
    if (!readsBack(bytes, read, network.layers)) {
      throw new LabFailure(
        createLabError('internal', 'exported weights did not read back to the same numbers'),
      )
    }
    return bytes
  }
}

function readsBack(
  bytes: Bytes,
  read: (bytes: Bytes) => LayerArrays[],
  layers: readonly LayerArrays[],
): boolean {
  try {
    return sameLayers(read(bytes), layers)
  } catch (failure) {
    if (failure instanceof LabFailure) return false
    throw failure
  }
}

function collectWeights({ experiment, current }: SessionDocument, scaler: Scaler | null): NetworkWeights {
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
