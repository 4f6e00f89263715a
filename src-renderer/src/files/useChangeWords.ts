import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ExperimentEditor } from '../trainer/experimentDraft'

/** What undo and redo would change, in words; null when there is nothing. */
export function useChangeWords(
  editor: ExperimentEditor,
): Record<'undo' | 'redo', ComputedRef<string | null>> {
  const { t } = useI18n()
  const say = (names: readonly string[] | null): string | null =>
    names?.[0] === undefined ? null : t(`files.fields.${names[0]}`)
  return {
    undo: computed(() => say(editor.undoFields.value)),
    redo: computed(() => say(editor.redoFields.value)),
  }
}
