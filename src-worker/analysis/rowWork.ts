/** What a pass over one row costs, so that work can be cut into pieces and kept within bounds. */
import type { NetworkShape } from '../core/network'

/** Multiplications of one piece: a few milliseconds. */
const pieceWork = 3e6
/** Multiplications that one activation is worth. */
const activationWork = 30

/** Multiplications of a forward pass. */
export function countRowWork(shape: NetworkShape): number {
  const units = shape.layers.reduce((sum, layer) => sum + layer.units, 0)
  return shape.parameters + activationWork * units + shape.inputs
}

/** @param work multiplications a row @param most rows a piece */
export const countPieceRows = (work: number, most: number): number =>
  Math.max(1, Math.min(most, Math.floor(pieceWork / work)))
