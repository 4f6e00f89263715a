/** Undo and redo of the edits of an experiment; edits of the same field close in time are one. Pure but for its stacks. */
import { computed, shallowRef, type ComputedRef } from 'vue'
import type { Attachment } from '../../../src-worker/protocol/tables'
import type { Experiment } from '../../../src-worker/spec/experiment'
import type { DraftField } from './diffDraft'

export interface EditState {
  experiment: Experiment
  attachments: Attachment[]
}

export interface EditHistory {
  /** @param fields what the edit changed  @param atMs when */
  record(before: EditState, fields: readonly DraftField[], atMs: number): void
  undo(present: EditState): EditState | null
  redo(present: EditState): EditState | null
  clear(): void
  readonly undoFields: ComputedRef<readonly DraftField[] | null>
  readonly redoFields: ComputedRef<readonly DraftField[] | null>
}

interface Entry {
  state: EditState
  fields: readonly DraftField[]
  atMs: number
}

const capacity = 200
const coalesceMs = 700

export function createEditHistory(): EditHistory {
  const past = shallowRef<readonly Entry[]>([])
  const future = shallowRef<readonly Entry[]>([])

  function move(from: typeof past, to: typeof past, present: EditState): EditState | null {
    const entry = from.value.at(-1)
    if (entry === undefined) return null
    from.value = from.value.slice(0, -1)
    to.value = [...to.value, { ...entry, state: present, atMs: -Infinity }]
    return entry.state
  }

  return {
    record(before, fields, atMs) {
      const last = past.value.at(-1)
      const same = last !== undefined && String(last.fields) === String(fields)
      future.value = []
      if (same && atMs - last.atMs < coalesceMs) {
        past.value = [...past.value.slice(0, -1), { ...last, atMs }]
      } else {
        past.value = [...past.value.slice(1 - capacity), { state: before, fields, atMs }]
      }
    },
    undo: (present) => move(past, future, present),
    redo: (present) => move(future, past, present),
    clear() {
      past.value = []
      future.value = []
    },
    undoFields: computed(() => past.value.at(-1)?.fields ?? null),
    redoFields: computed(() => future.value.at(-1)?.fields ?? null),
  }
}
