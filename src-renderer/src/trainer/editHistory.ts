/** Undo and redo of the edits of an experiment; edits of the same thing close in time are one. Pure but for its stacks. */
import { computed, shallowRef, type ComputedRef } from 'vue'
import type { Attachment } from '../../../src-worker/protocol/tables'
import type { LockName } from '../../../src-worker/spec/classroom'
import type { Experiment } from '../../../src-worker/spec/experiment'
import { diffDraft, rebaseDraft } from './diffDraft'
import { sectionOf } from './lockedChanges'
import { nameChanges, type ChangeName } from './nameChanges'

export interface EditState {
  experiment: Experiment
  attachments: Attachment[]
}

export interface EditHistory {
  /** @param atMs when */
  record(before: EditState, after: EditState, atMs: number): void
  /**
   * The present state with what the last edit changed as it was before; all else stays, also what changed without an
   * edit. Null when there is none, or an exercise locks what it would change.
   */
  undo(present: EditState): EditState | null
  redo(present: EditState): EditState | null
  clear(): void
  /** What `undo` would change; null when it would change nothing. */
  readonly undoFields: ComputedRef<readonly ChangeName[] | null>
  readonly redoFields: ComputedRef<readonly ChangeName[] | null>
  /** Whether there is something, which an exercise locks. */
  readonly undoLocked: ComputedRef<boolean>
  readonly redoLocked: ComputedRef<boolean>
}

interface Edit {
  before: EditState
  after: EditState
  names: readonly ChangeName[]
}

const capacity = 200
const coalesceMs = 700

/** @param isLocked whether an exercise keeps a section of the rail as it is */
export function createEditHistory(isLocked: (section: LockName) => boolean = () => false): EditHistory {
  const past = shallowRef<readonly Edit[]>([])
  const future = shallowRef<readonly Edit[]>([])
  /** When the last edit of `past` was made; what was undone or redone takes nothing in. */
  let lastAtMs = -Infinity

  const findFree = (edits: readonly Edit[]): Edit | null => {
    const edit = edits.at(-1)
    return edit === undefined || listSections(edit).some(isLocked) ? null : edit
  }

  const isHeld = (edits: readonly Edit[]): boolean => edits.length > 0 && findFree(edits) === null

  function move(
    from: typeof past,
    to: typeof past,
    turn: (edit: Edit) => EditState | null,
  ): EditState | null {
    const edit = findFree(from.value)
    if (edit === null) return null
    from.value = from.value.slice(0, -1)
    to.value = [...to.value, edit]
    lastAtMs = -Infinity
    return turn(edit)
  }

  return {
    record(before, after, atMs) {
      const names = nameChanges(before.experiment, after.experiment)
      if (names.length === 0) return
      const last = past.value.at(-1)
      const joins = last !== undefined && String(last.names) === String(names) && atMs - lastAtMs < coalesceMs
      future.value = []
      past.value = joins
        ? [...past.value.slice(0, -1), { ...last, after }]
        : [...past.value.slice(1 - capacity), { before, after, names }]
      lastAtMs = atMs
    },
    undo: (present) => move(past, future, (edit) => replay(present, edit.after, edit.before)),
    redo: (present) => move(future, past, (edit) => replay(present, edit.before, edit.after)),
    clear() {
      past.value = []
      future.value = []
      lastAtMs = -Infinity
    },
    undoFields: computed(() => findFree(past.value)?.names ?? null),
    redoFields: computed(() => findFree(future.value)?.names ?? null),
    undoLocked: computed(() => isHeld(past.value)),
    redoLocked: computed(() => isHeld(future.value)),
  }
}

/** The present state, where `to` differs from `from` as `to` has it. */
const replay = (present: EditState, from: EditState, to: EditState): EditState => ({
  experiment: rebaseDraft(to.experiment, from.experiment, present.experiment),
  attachments: from.attachments === to.attachments ? present.attachments : to.attachments,
})

const listSections = ({ before, after }: Edit): LockName[] =>
  diffDraft(before.experiment, after.experiment).flatMap((field) => sectionOf[field] ?? [])
