/** What the desktop asks of the window, and what the window tells it. */
import { onScopeDispose, watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Host } from '../host/Host'
import type { ExperimentEditor } from '../trainer/experimentDraft'
import type { MenuCommand } from './hostTypes'
import type { Documents } from './useDocuments'

export type MenuActions = Partial<Record<MenuCommand, () => void>>

export function useHostEvents(host: Host, editor: ExperimentEditor, documents: Documents, menu: MenuActions) {
  const { t } = useI18n()
  const nameFields = (fields: readonly string[] | null): string | null =>
    fields?.[0] === undefined ? null : t(`files.fields.${fields[0]}`)

  async function takeRequests(): Promise<void> {
    for (;;) {
      const reply = await host.takeOpenRequest()
      if (!reply.ok || reply.value === null) return
      await documents.openFile(reply.value)
    }
  }

  watchEffect(() =>
    host.setTitleState({
      name: editor.experiment.value.name,
      unsaved: documents.unsaved.value,
      undo: nameFields(editor.undoFields.value),
      redo: nameFields(editor.redoFields.value),
    }),
  )
  const offs = [
    host.onMenuCommand((command) => menu[command]?.()),
    host.onOpenRequested(() => void takeRequests()),
    host.onSaveBeforeClose(() => documents.save()),
  ]
  onScopeDispose(() => offs.forEach((off) => off()))
  return { takeRequests }
}
