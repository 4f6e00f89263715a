/** Which matrix of one update is meant, and what it runs over. */
import type { CellId, TensorId, TensorKind } from '../../../src-worker/protocol/microscope'

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

export const isParameter = (kind: TensorKind): boolean =>
  kind === 'weights' || kind === 'bias' || kind === 'weightsAfter' || kind === 'biasAfter'
