/** Where the combinations of a grid lie: the first setting goes across, the second down, the third from page to page. Pure. */
import { isRange, type Sweep } from '../../../../src-worker/spec/sweep'

export interface GridLayout {
  across: GridAxis
  down: GridAxis
  pages: GridAxis
  /** The combination at a place, counted from 0. */
  cellAt(row: number, column: number, page: number): number
  placeOf(cell: number): { row: number; column: number; page: number }
}

/** Without a setting it has one place. */
export interface GridAxis {
  path: string | null
  values: readonly unknown[]
}

const nothing: GridAxis = { path: null, values: [null] }

export function layOutGrid({ vary }: Pick<Sweep, 'vary'>): GridLayout {
  const axes = vary.map((one) => ({ path: one.path, values: isRange(one) ? [] : one.values }))
  const [across = nothing, down = nothing, pages = nothing] = axes
  const [rows, perRow] = [down.values.length, pages.values.length]
  return {
    across,
    down,
    pages,
    // Combinations are listed with their last setting counted fastest.
    cellAt: (row, column, page) => (column * rows + row) * perRow + page,
    placeOf: (cell) => ({
      column: Math.floor(cell / (rows * perRow)),
      row: Math.floor(cell / perRow) % rows,
      page: cell % perRow,
    }),
  }
}
