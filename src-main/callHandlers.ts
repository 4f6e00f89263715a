/** What each call of the contract does; shape, size and sender were checked before. */
import { basename } from 'node:path'
import type { CloseAnswer, HostSettings, PageFailure, TitleState } from './contract/ipc'
import type { Autosaves } from './autosave'
import type { Dialogs } from './dialogs'
import type { Documents } from './documents'
import { describeFailure, HostFailure, systemCode } from './fileFailure'
import type { CallHandlers } from './ipc/registerCalls'
import { isDocumentName, type OpenRequests } from './openRequests'
import type { RecentDocuments } from './recentDocuments'
import type { StoredJson } from './storedJson'

export interface CallParts {
  documents: Documents
  dialogs: Pick<Dialogs, 'chooseOpen' | 'chooseSave'>
  recent: RecentDocuments
  openRequests: Pick<OpenRequests, 'take'>
  settings: StoredJson<HostSettings>
  autosaves: Autosaves
  showTitle: (state: TitleState) => void
  answerClose: (answer: CloseAnswer) => void
  copyDiagnostics: (report: string) => Promise<void>
  takeFailure: () => PageFailure | null
  /** After recent documents or settings changed. */
  refresh: () => void
}

export function createCallHandlers(parts: CallParts): CallHandlers {
  return {
    ...createDocumentHandlers(parts),
    'settings:get': () => parts.settings.get(),
    'settings:set': async (patch) => {
      const { language, theme } = parts.settings.get()
      // A part may also be there and undefined.
      await parts.settings.set({ language: patch.language ?? language, theme: patch.theme ?? theme })
      parts.refresh()
      return parts.settings.get()
    },
    'window:title': (state) => {
      parts.showTitle(state)
      return null
    },
    'window:answerClose': (answer) => {
      parts.answerClose(answer)
      return null
    },
    'autosave:write': (summary, bytes) => parts.autosaves.write(summary, bytes),
    'autosave:list': () => parts.autosaves.list(),
    'autosave:read': (slot) => parts.autosaves.read(slot),
    'autosave:discard': async (slot) => {
      await parts.autosaves.discard(slot)
      return null
    },
    'diagnostics:copy': async (report) => {
      await parts.copyDiagnostics(report)
      return null
    },
    'failure:take': () => parts.takeFailure(),
  }
}

type DocumentCalls = Pick<
  CallHandlers,
  'document:open' | 'document:save' | 'document:saveAs' | 'recent:list' | 'recent:open' | 'request:take'
>

function createDocumentHandlers({
  documents,
  dialogs,
  recent,
  openRequests,
  refresh,
}: CallParts): DocumentCalls {
  // A list of recent files that cannot be written is no reason to fail the call.
  const remember = async (path: string): Promise<void> => {
    if (isDocumentName(path)) await recent.add(path).catch(() => undefined)
    refresh()
  }
  const open: (path: string) => ReturnType<Documents['open']> = async (path) => {
    try {
      const document = await documents.open(path)
      await remember(path)
      return document
    } catch (error) {
      if (systemCode(error) === 'ENOENT') await recent.remove(path).catch(() => undefined)
      refresh()
      const { code, message } = describeFailure(error)
      throw new HostFailure(code, message, basename(path))
    }
  }
  return {
    'document:open': async (kinds) => {
      const path = await dialogs.chooseOpen(kinds)
      return path === null ? null : open(path)
    },
    'document:save': (id, bytes, overwriteChanged) => documents.save(id, bytes, overwriteChanged),
    'document:saveAs': async (suggestedName, _mediaType, bytes) => {
      const path = await dialogs.chooseSave(suggestedName)
      if (path === null) return null
      const handle = await documents.saveAs(path, bytes)
      if (suggestedName.endsWith('.chainrule')) await remember(path)
      return handle
    },
    'recent:list': () => recent.list(),
    'recent:open': (id) => open(recent.pathOf(id)),
    'request:take': async () => {
      const path = openRequests.take()
      return path === undefined ? null : open(path)
    },
  }
}
