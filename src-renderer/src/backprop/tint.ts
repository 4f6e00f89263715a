import type { CellView } from './matrixView'

/** Share of the data colour in a cell, after the ramp of the theme: 5 % and up, an exact 0 is 3 %. Whole per cents: fewer cells change. */
export function mixOf(cell: Pick<CellView, 'strength'>, dark: boolean): string {
  if (cell.strength < 0) return '3%'
  return `${Math.round((0.05 + (dark ? 0.52 : 0.34) * cell.strength) * 100)}%`
}
