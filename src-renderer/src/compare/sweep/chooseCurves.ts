/** Which combinations have their curves drawn. Pure. */
import type { ScoredCell } from '../../../../src-worker/sweep/scores'
import type { GridLayout } from './gridLayout'
import type { SweepLooks } from './sweepLooks'

/** More lines than looks that tell them apart say nothing. */
export const mostCurves = 6

/** Colour and dashes of a line: each differs in both from all others. */
export const curveLooks = [
  { token: 'run-3', dash: undefined },
  { token: 'run-1', dash: '7 3' },
  { token: 'run-4', dash: '14 4' },
  { token: 'run-2', dash: '4 2' },
  { token: 'run-6', dash: '2 3' },
  { token: 'run-5', dash: '9 3 2 3' },
] as const

/**
 * The chosen combination first, then the best of all, or those along one axis of it.
 * @param ranks of all combinations
 * @param layout of a grid; null for a random search
 */
export function chooseCurves(
  cells: readonly ScoredCell[],
  ranks: readonly (number | null)[],
  layout: GridLayout | null,
  { cell: chosen, curves, third }: SweepLooks,
): ScoredCell[] {
  const rankOf = ({ cell }: ScoredCell): number => ranks[cell] ?? 1e9
  const byRank = (one: ScoredCell, other: ScoredCell): number => rankOf(one) - rankOf(other)
  const ended = cells.filter((cell) => cell.ended > 0)
  const first = ended.filter(({ cell }) => cell === chosen)
  const anchor = first[0] ?? ended.toSorted(byRank)[0]
  const others = ended.filter(({ cell }) => cell !== chosen)
  if (curves === 'best' || layout === null || anchor === undefined)
    return [...first, ...others.toSorted(byRank)].slice(0, mostCurves)
  const own = layout.placeOf(anchor.cell)
  const page = chosen === null ? third : own.page
  const along = others.filter(({ cell }) => {
    const place = layout.placeOf(cell)
    return place.page === page && (curves === 'across' ? place.row === own.row : place.column === own.column)
  })
  return [...first, ...along].slice(0, mostCurves)
}
