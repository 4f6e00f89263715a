/** Weights and biases by their places: which there are, what they are called, and which are meant at first. */
import { cellName } from '../../../../src-worker/notation/tensorNames'
import type { ParameterPlace } from '../../../../src-worker/protocol/surface'
import type { OpenedRun } from '../../../../src-worker/protocol/trainerApi'

export interface LayerSize {
  inputs: number
  units: number
  bias: boolean
}

export type PlacePair = readonly [ParameterPlace, ParameterPlace]

/** Up to here every parameter stands in one list; beyond it a place is given by numbers. */
export const mostListed = 200

export function listLayers({ data, experiment }: Pick<OpenedRun, 'data' | 'experiment'>): LayerSize[] {
  const { layers } = experiment.network
  return layers.map(({ units, bias }, l) => ({ inputs: layers[l - 1]?.units ?? data.inputs, units, bias }))
}

export const countParameters = (layers: readonly LayerSize[]): number =>
  layers.reduce((sum, { inputs, units, bias }) => sum + units * (inputs + Number(bias)), 0)

/** Layer by layer, W row by row, then b. */
export function listPlaces(layers: readonly LayerSize[]): ParameterPlace[] {
  return layers.flatMap(({ inputs, units, bias }, l) => {
    const row = (kind: ParameterPlace['kind'], at: number): ParameterPlace[] =>
      Array.from({ length: units }, (_, column) => ({ layer: l + 1, kind, row: at, column }))
    const weights = Array.from({ length: inputs }, (_, at) => row('W', at)).flat()
    return bias ? [...weights, ...row('b', 0)] : weights
  })
}

/** The same in both notations: `W1[1, 2]`. */
export const namePlace = ({ kind, layer, row, column }: ParameterPlace): string =>
  cellName({ kind: kind === 'W' ? 'weights' : 'bias', layer, row, column }, 'io')

/** The first weight of the first and of the last layer; of a single layer its first two parameters. */
export function choosePlaces(layers: readonly LayerSize[]): PlacePair {
  const weight = (layer: number, row = 0, column = 0): ParameterPlace => ({ layer, kind: 'W', row, column })
  const first = weight(1)
  if (layers.length > 1) return [first, weight(layers.length)]
  const { inputs, units, bias } = layers[0]!
  if (inputs > 1) return [first, weight(1, 1)]
  if (units > 1) return [first, weight(1, 0, 1)]
  return [first, bias ? { ...first, kind: 'b' } : first]
}

/** The place moved into the network, for one that was chosen in another. */
export function limitPlace(place: ParameterPlace, layers: readonly LayerSize[]): ParameterPlace {
  const layer = Math.max(1, Math.min(layers.length, place.layer))
  const { inputs, units, bias } = layers[layer - 1]!
  const kind = place.kind === 'b' && !bias ? 'W' : place.kind
  return {
    layer,
    kind,
    row: kind === 'b' ? 0 : Math.max(0, Math.min(inputs - 1, place.row)),
    column: Math.max(0, Math.min(units - 1, place.column)),
  }
}
