/** Cells that the panel of another cell shows the numbers of. */
import type { CellId, Region, TensorKind } from '../../../../src-worker/protocol/microscope'

const weightKinds: readonly TensorKind[] = ['weights', 'dW', 'weightsAfter']
const biasKinds: readonly TensorKind[] = ['bias', 'db', 'biasAfter']

/** A parameter, its gradient and what the update makes of it: the three stand in one step. */
export function listChange({ kind, layer, row, column }: CellId): Region[] {
  const kinds = [weightKinds, biasKinds].find((group) => group.includes(kind)) ?? []
  return kinds.map((one) => ({ tensor: { kind: one, layer }, rows: [row, row], columns: [column, column] }))
}

/** Every cell of the cell's matrix. */
export const wholeOf = ({ kind, layer }: CellId): Region => ({
  tensor: { kind, layer },
  rows: [0, Infinity],
  columns: [0, Infinity],
})
