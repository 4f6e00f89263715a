/**
 * weights.safetensors: `layers.N.weight` and `layers.N.bias` in the run's precision. The metadata says that matrices
 * lie `[in, out]` (PyTorch has them the other way round), and the activations.
 */
import type { LabError } from '../protocol/errors'
import type { Result } from '../spec/problem'
import type { Bytes } from './bytes'
import { catchFault } from './fileFault'
import { decodeLayers, nameLayers, type LayerArrays } from './networkWeights'
import { decodeSafetensors, writeSafetensors } from './safetensors'
import { orientation } from './sessionTensors'
import { weightsFormat, type NetworkWeights } from './weightsJson'

export function writeWeightsSafetensors({ layers, scaler }: NetworkWeights): Bytes {
  const metadata = new Map([
    ['format', weightsFormat],
    ['orientation', orientation],
    ['activations', layers.map(({ activation }) => activation).join(',')],
  ])
  if (scaler !== null) metadata.set('scaler', JSON.stringify(scaler))
  return writeSafetensors({ tensors: nameLayers(layers), metadata })
}

/** @returns the layers in the file's precision; `invalidFile` names the tensor and the fault. */
export function readWeightsSafetensors(bytes: Uint8Array, fileName: string): Result<LayerArrays[], LabError> {
  return catchFault(fileName, () => decodeWeightsSafetensors(bytes))
}

/** As `readWeightsSafetensors`. @throws LabFailure instead of answering a failure. */
export const decodeWeightsSafetensors = (bytes: Uint8Array): LayerArrays[] =>
  decodeLayers(decodeSafetensors(bytes).tensors)
