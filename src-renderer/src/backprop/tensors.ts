/** Which matrix of one update is meant, and what it runs over. */
import type { CellId, TensorId, TensorKind } from '../../../src-worker/protocol/microscope'

/** What a matrix runs over in one direction: the samples of the batch, the units of a layer (0 is the inputs), one. */
export type Axis = 'samples' | 'one' | number

export const tensor = (kind: TensorKind, layer = 0): TensorId => ({ kind, layer })
export const cellOf = (id: TensorId, row: number, column: number): CellId => ({
  kind: id.kind,
  layer: id.layer,
  row,
  column,
})
export const keyOf = (id: TensorId): string => `${id.kind}${id.layer}`
export const sameTensor = (a: TensorId, b: TensorId): boolean => a.kind === b.kind && a.layer === b.layer

/** Where a matrix stands in the lanes: what the update makes of a parameter takes the parameter's place. */
export function slotOf({ kind, layer }: TensorId): string {
  if (kind === 'weightsAfter') return `weights${layer}`
  return kind === 'biasAfter' ? `bias${layer}` : `${kind}${layer}`
}

/** What layer `layer + 1` takes in: o of the layer, X for 0. */
export const outputOf = (layer: number): TensorId => (layer === 0 ? tensor('inputs') : tensor('o', layer))

export const isParameter = (kind: TensorKind): boolean =>
  kind === 'weights' || kind === 'bias' || kind === 'weightsAfter' || kind === 'biasAfter'

export function axesOf(id: TensorId, layers: number): { rows: Axis; columns: Axis } {
  switch (id.kind) {
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
      return { rows: id.layer - 1, columns: id.layer }
    case 'bias':
    case 'biasAfter':
    case 'db':
      return { rows: 'one', columns: id.layer }
    default:
      return { rows: 'samples', columns: id.layer }
  }
}
