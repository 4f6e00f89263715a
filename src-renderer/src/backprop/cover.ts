/** What of a matrix is not to be seen: cells that the walk has not made yet, and cells left blank in an exercise. */
import type { TensorId } from '../../../src-worker/protocol/microscope'
import type { Blank } from './practice/usePractice'
import { sameTensor } from './tensors'
import type { Stop, WalkPlan } from './walkPlan'

export interface Cover {
  /** How far the matrix is made; a cell is the last one made, row by row. */
  made: 'all' | 'none' | { row: number; column: number }
  blanks: readonly Blank[]
}

export type CellState = 'shown' | 'later' | 'blank' | 'right'

/** @param stop null while running: nothing is held back */
export function describeCover(
  id: TensorId,
  plan: WalkPlan,
  stop: Stop | null,
  blanks: ReadonlyMap<string, Blank>,
): Cover {
  const made = stop === null ? 'all' : findMade(id, plan, stop)
  const own = blanks.size === 0 ? [] : [...blanks.values()].filter(({ cell }) => sameTensor(cell, id))
  if (own.length > 0) return { made, blanks: own }
  if (made === 'all') return nothing
  return made === 'none' ? everything : { made, blanks: own }
}

/** One object each: a grid whose cover stays the same is not drawn again. */
const nothing: Cover = { made: 'all', blanks: [] }
const everything: Cover = { made: 'none', blanks: [] }

function findMade(id: TensorId, plan: WalkPlan, stop: Stop): Cover['made'] {
  const index = plan.made.findIndex((one) => sameTensor(one.id, id))
  if (index < stop.tensor) return 'all'
  if (index > stop.tensor) return 'none'
  const { rows, columns } = plan.made[index]!
  return stop.row === rows - 1 && stop.column === columns - 1 ? 'all' : { row: stop.row, column: stop.column }
}

export function stateOf({ made, blanks }: Cover, row: number, column: number): CellState {
  if (made === 'none') return 'later'
  if (made !== 'all' && (row > made.row || (row === made.row && column > made.column))) return 'later'
  const blank = blanks.find(({ cell }) => cell.row === row && cell.column === column)
  if (blank === undefined) return 'shown'
  if (blank.state === 'right') return 'right'
  return blank.state === 'revealed' ? 'shown' : 'blank'
}
