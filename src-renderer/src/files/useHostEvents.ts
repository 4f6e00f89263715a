/** What the desktop asks of the window, and what the window tells it. */
import { onScopeDispose, watchEffect } from 'vue'
import type { Host } from '../host/Host'
import type { ExperimentEditor } from '../trainer/experimentDraft'
import type { MenuCommand } from './hostTypes'
import { useChangeWords } from './useChangeWords'
import type { Documents } from './useDocuments'

export type MenuActions = Partial<Record<MenuCommand, () => void>>

const guideViews: readonly MenuCommand[] = [
  'gallery',
  'help',
  'shortcuts',
  'commands',
  'preferences',
  'about',
]

/**
 * What lies behind an open dialog is out of the menu's reach as it is of the keys'. One view of the guide takes the
 * other's place, but none that of a question.
 */
const mayRun = (command: MenuCommand, documents: Documents): boolean =>
  document.querySelector('dialog[open]') === null ||
  (guideViews.includes(command) && documents.question.value === null)

export function useHostEvents(host: Host, editor: ExperimentEditor, documents: Documents, menu: MenuActions) {
  const { undo, redo } = useChangeWords(editor)

  async function takeAll(): Promise<void> {
    for (;;) {
      const reply = await host.takeOpenRequest()
      if (reply.ok && reply.value === null) return
      if (reply.ok) await documents.openFile(reply.value!)
      // Refused altogether, the next one would be too.
      else if (reply.error.code === 'refused') return
      else documents.failure.value = { ...reply.error, opening: true }
    }
  }

  let taking: Promise<void> | null = null
  let another = false

  /** One after the other: a document that asks a question is answered before the next one comes. */
  function takeRequests(): Promise<void> {
    another = true
    return (taking ??= takeUntilNone().finally(() => (taking = null)))
  }

  async function takeUntilNone(): Promise<void> {
    while (another) {
      another = false
      await takeAll()
    }
  }

  watchEffect(() =>
    host.setTitleState({
      name: editor.experiment.value.name,
      unsaved: documents.unsaved.value,
      undo: undo.value,
      redo: redo.value,
    }),
  )
  const offs = [
    host.onMenuCommand((command) => {
      if (mayRun(command, documents)) menu[command]?.()
    }),
    host.onOpenRequested(() => void takeRequests()),
    host.onSaveBeforeClose(() => documents.save()),
  ]
  onScopeDispose(() => offs.forEach((off) => off()))
  return { takeRequests }
}
