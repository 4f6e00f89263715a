export interface GridPlace {
  row: number
  column: number
}

/** The place after a key, inside the grid; null for a key that moves nothing. @param page rows of Page Up and Down, if they move */
export function moveInGrid(
  key: string,
  { row, column }: GridPlace,
  { rows, columns, page }: { rows: number; columns: number; page?: number },
): GridPlace | null {
  const moves: Record<string, GridPlace> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    Home: { row, column: 0 },
    End: { row, column: columns - 1 },
    ...(page === undefined
      ? {}
      : { PageUp: { row: row - page, column }, PageDown: { row: row + page, column } }),
  }
  const to = moves[key]
  if (to === undefined) return null
  return {
    row: Math.max(0, Math.min(rows - 1, to.row)),
    column: Math.max(0, Math.min(columns - 1, to.column)),
  }
}
