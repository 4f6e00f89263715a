/** The way through the cells: each followed one is kept, so that one can go back. */
import type { CellId } from '../../../src-worker/protocol/microscope'
import { sameTensor } from './tensors'

export const longestTrail = 8

export const sameCell = (a: CellId, b: CellId): boolean =>
  sameTensor(a, b) && a.row === b.row && a.column === b.column

/**
 * The trail with `cell` at its end. A move inside the matrix takes the place of the last cell; a cell that is on the
 * trail already ends it there.
 */
export function extendTrail(trail: readonly CellId[], cell: CellId): CellId[] {
  const known = trail.findIndex((one) => sameCell(one, cell))
  if (known >= 0) return trail.slice(0, known + 1)
  const last = trail.at(-1)
  const kept = last !== undefined && sameTensor(last, cell) ? trail.slice(0, -1) : trail
  return [...kept, cell].slice(-longestTrail)
}

export const stepBack = (trail: readonly CellId[]): CellId[] => trail.slice(0, -1)
