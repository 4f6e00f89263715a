/** The spot after a key; null for a key that moves nothing. */
export function moveInGrid(
  key: string,
  { row, column }: { row: number; column: number },
  rows: number,
  columns: number,
): { row: number; column: number } | null {
  const moves: Record<string, [number, number]> = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    Home: [row, 0],
    End: [row, columns - 1],
    PageUp: [row - 8, column],
    PageDown: [row + 8, column],
  }
  const to = moves[key]
  if (to === undefined) return null
  return {
    row: Math.max(0, Math.min(rows - 1, to[0])),
    column: Math.max(0, Math.min(columns - 1, to[1])),
  }
}
