import { nextTick } from 'vue'
import { readCell } from './readCell'
import { sweepLooks as looks } from './sweepLooks'

export interface CellMoves {
  /** Tab stops at this combination from now on. */
  stopAt(cell: number): void
  /** The combination that a key leads to; null for a key that moves nothing. */
  move(key: string, from: number): number | null
}

/** Combinations of a table with one tab stop: a click or Enter chooses one, Escape none, other keys go on. */
export function useCellKeys({ stopAt, move }: CellMoves) {
  function choose(event: Event): void {
    const cell = readCell(event)
    if (cell === null) return
    stopAt(cell)
    looks.cell = cell
  }

  async function onKey(event: KeyboardEvent): Promise<void> {
    const table = event.currentTarget as HTMLElement
    const cell = readCell(event)
    if (cell === null) return
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      event.stopPropagation()
      return choose(event)
    }
    if (event.key === 'Escape' && looks.cell !== null) {
      event.stopPropagation()
      looks.cell = null
      return
    }
    const next = move(event.key, cell)
    if (next === null) return
    event.preventDefault()
    stopAt(next)
    await nextTick()
    table.querySelector<HTMLElement>('[data-cell][tabindex="0"]')?.focus()
  }

  return { choose, onKey }
}
