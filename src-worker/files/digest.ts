import type { LayerTensors } from '../core/trainingState'
import { concatenate, viewBytes, type Bytes } from './bytes'

/** SHA-256 as 64 lower-case hexadecimal digits, by the platform's own implementation. */
export async function computeSha256(bytes: Bytes): Promise<string> {
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** SHA-256 over W then b of each layer in turn, little-endian, in the run's precision. */
export const hashWeights = (layers: readonly LayerTensors[]): Promise<string> =>
  computeSha256(concatenate(layers.flatMap(({ weights, biases }) => [viewBytes(weights), viewBytes(biases)])))
