import { computed, readonly, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { ExperimentEditor } from '../trainer/experimentDraft'
import type { Trainer } from '../trainer/trainer'

export interface UnsavedMark {
  readonly unsaved: Readonly<Ref<boolean>>
  readonly savedAt: Readonly<ShallowRef<Date | null>>
  /** Another document is open; what it holds is in its file. */
  clear(): void
  saved(): void
  touch(): void
}

/** Whether something is there that no file has: an edit, or updates since the last save. */
export function createUnsavedMark(trainer: Trainer, editor: ExperimentEditor): UnsavedMark {
  const touched = ref(false)
  const savedState = ref<string | null>(null)
  const savedAt = shallowRef<Date | null>(null)
  /** What the run has come to; kept while a person looks back, which changes nothing. */
  const state = computed<string | null>((before) => {
    const frame = trainer.frame.value
    if (frame === null) return null
    return frame.update < frame.newest ? (before ?? null) : `${frame.newest} ${frame.edits}`
  })

  watch(editor.edits, () => (touched.value = true))
  watch(trainer.run, (now, before) => {
    const isSameRun = now?.runId === before?.runId
    if (
      isSameRun &&
      (now?.bookmarks !== before?.bookmarks || now?.sweeps !== before?.sweeps || now?.notes !== before?.notes)
    )
      touched.value = true
  })
  // At once: opening a document brings its list before it says that all of it is in its file. The first list is no edit.
  watch(
    () => trainer.runs.value.map(({ number, name, note }) => [number, name, note].join('\n')).join('\n\n'),
    (_, before) => {
      if (before !== '') touched.value = true
    },
    { flush: 'sync' },
  )
  // The first frame after a document was opened tells how far its file goes.
  watch(state, (now) => {
    if (savedState.value === null) savedState.value = now
    else if (now !== null && now !== savedState.value) touched.value = true
  })

  function clear(): void {
    touched.value = editor.staged.value
    savedState.value = state.value
  }
  return {
    unsaved: readonly(touched),
    savedAt,
    clear,
    saved: () => (savedAt.value = new Date()),
    touch: () => (touched.value = true),
  }
}
