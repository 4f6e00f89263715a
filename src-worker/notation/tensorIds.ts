/** Which tensor is meant, and what it runs over. */
import type { TensorId, TensorKind } from '../protocol/microscope'

export const tensor = (kind: TensorKind, layer = 0): TensorId => ({ kind, layer })

/** What layer `layer + 1` takes in: o of the layer, X for 0. */
export const outputOf = (layer: number): TensorId => (layer === 0 ? tensor('inputs') : tensor('o', layer))

export const isGradient = (kind: TensorKind): boolean =>
  kind === 'dO' || kind === 'dI' || kind === 'dW' || kind === 'db'

/** A parameter, its gradient, and what the update makes of it. */
export interface ParameterTensors {
  before: TensorId
  gradient: TensorId
  after: TensorId
}

/** The three that a tensor is one of; null for one that is neither a parameter nor its gradient. */
export function findParameter({ kind, layer }: TensorId): ParameterTensors | null {
  switch (kind) {
    case 'weights':
    case 'dW':
    case 'weightsAfter':
      return {
        before: tensor('weights', layer),
        gradient: tensor('dW', layer),
        after: tensor('weightsAfter', layer),
      }
    case 'bias':
    case 'db':
    case 'biasAfter':
      return {
        before: tensor('bias', layer),
        gradient: tensor('db', layer),
        after: tensor('biasAfter', layer),
      }
    default:
      return null
  }
}

/** What a matrix runs over in one direction: the samples of the batch, the units of a layer (0 is the inputs), one. */
export type Axis = 'samples' | 'one' | number

export function axesOf({ kind, layer }: TensorId, layers: number): { rows: Axis; columns: Axis } {
  switch (kind) {
    case 'inputs':
      return { rows: 'samples', columns: 0 }
    case 'targets':
      return { rows: 'samples', columns: layers }
    case 'cost':
      return { rows: 'samples', columns: 'one' }
    case 'batchCost':
      return { rows: 'one', columns: 'one' }
    case 'weights':
    case 'weightsAfter':
    case 'dW':
      return { rows: layer - 1, columns: layer }
    case 'bias':
    case 'biasAfter':
    case 'db':
      return { rows: 'one', columns: layer }
    default:
      return { rows: 'samples', columns: layer }
  }
}
