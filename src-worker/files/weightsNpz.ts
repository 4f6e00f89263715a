/** weights.npz: `layers.N.weight` `[in, out]` and `layers.N.bias` `[out]` for `numpy.load`, in the run's precision. */
import type { LabError } from '../protocol/errors'
import type { Result } from '../spec/problem'
import type { Bytes } from './bytes'
import { catchFault } from './fileFault'
import { decodeLayers, layerArrayNames, nameLayers, type LayerArrays } from './networkWeights'
import { decodeNpz, writeNpz } from './npz'

export const writeWeightsNpz = (layers: readonly LayerArrays[]): Bytes => writeNpz(nameLayers(layers))

/** @returns the layers in the file's precision; `invalidFile` names the array and the fault. */
export function readWeightsNpz(bytes: Uint8Array, fileName: string): Result<LayerArrays[], LabError> {
  return catchFault(fileName, () => decodeWeightsNpz(bytes))
}

/** As `readWeightsNpz`. @throws LabFailure instead of answering a failure. */
export const decodeWeightsNpz = (bytes: Uint8Array): LayerArrays[] =>
  decodeLayers(decodeNpz(bytes, layerArrayNames))
