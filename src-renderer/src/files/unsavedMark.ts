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
  const savedUpdate = ref<number | null>(null)
  const savedAt = shallowRef<Date | null>(null)
  const update = computed(() => trainer.frame.value?.newest ?? null)

  watch(editor.edits, () => (touched.value = true))
  // The first frame after a document was opened tells how far its file goes.
  watch(update, (now) => {
    if (savedUpdate.value === null) savedUpdate.value = now
    else if (now !== null && now !== savedUpdate.value) touched.value = true
  })

  function clear(): void {
    touched.value = editor.staged.value
    savedUpdate.value = update.value
  }
  return {
    unsaved: readonly(touched),
    savedAt,
    clear,
    saved: () => (savedAt.value = new Date()),
    touch: () => (touched.value = true),
  }
}
