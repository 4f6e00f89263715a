/** Undo and redo of a table's edits: typing in one cell is one step. Tables share the rows that did not change. */
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import type { TypedTable } from './typedTable'

export interface TableHistory {
  readonly table: Readonly<ShallowRef<TypedTable>>
  /** @param place of the typing, as in `3 0`; an edit without one is a step of its own. */
  edit(next: TypedTable, place?: string | null): void
  undo(): void
  redo(): void
  readonly canUndo: ComputedRef<boolean>
  readonly canRedo: ComputedRef<boolean>
}

const capacity = 200

export function createTableHistory(initial: TypedTable): TableHistory {
  const table = shallowRef(initial)
  const past = shallowRef<readonly TypedTable[]>([])
  const future = shallowRef<readonly TypedTable[]>([])
  let lastPlace: string | null = null

  function move(from: typeof past, to: typeof past): void {
    const next = from.value.at(-1)
    if (next === undefined) return
    to.value = [...to.value, table.value]
    from.value = from.value.slice(0, -1)
    table.value = next
    lastPlace = null
  }

  return {
    table,
    edit(next, place = null) {
      if (next === table.value) return
      if (place === null || place !== lastPlace) past.value = [...past.value.slice(1 - capacity), table.value]
      future.value = []
      lastPlace = place
      table.value = next
    },
    undo: () => move(past, future),
    redo: () => move(future, past),
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
  }
}
