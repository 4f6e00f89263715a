/** What the lab asks of the place it runs in: types only. Failures are values; a document is an opaque id. */
import type { InjectionKey } from 'vue'
import type {
  Autosave,
  AutosaveSummary,
  Bytes,
  DocumentHandle,
  DocumentKind,
  HostReply,
  HostSettings,
  MenuCommand,
  OpenedDocument,
  PageFailure,
  RecentDocument,
  TitleState,
} from '../../../src-main/contract/ipc'

type Unsubscribe = () => void

export interface Host {
  readonly kind: 'electron' | 'browser'
  /** As Node names it (`darwin`, `win32`, `linux`) in Electron, else `browser`. */
  readonly platform: string
  readonly version: string
  /** Asks the person for a file; null when they cancel. */
  open(kinds: DocumentKind[]): Promise<HostReply<OpenedDocument | null>>
  /** Over the document itself. `changedOnDisk` until `overwriteChanged`; where no file is held, a download. */
  save(id: string, bytes: Bytes, overwriteChanged?: boolean): Promise<HostReply<DocumentHandle>>
  /** Asks where; null when the person cancels. `suggestedName` has its extension. */
  saveAs(suggestedName: string, mediaType: string, bytes: Bytes): Promise<HostReply<DocumentHandle | null>>
  listRecent(): Promise<HostReply<RecentDocument[]>>
  openRecent(id: string): Promise<HostReply<OpenedDocument>>
  /** A document that the desktop asks to open. Take at the start and on each request until it answers null. */
  takeOpenRequest(): Promise<HostReply<OpenedDocument | null>>
  onOpenRequested(listener: () => void): Unsubscribe
  getSettings(): Promise<HostReply<HostSettings>>
  setSettings(patch: Partial<HostSettings>): Promise<HostReply<HostSettings>>
  onSettingsChanged(listener: (settings: HostSettings) => void): Unsubscribe
  /** Title, unsaved mark, names of undo and redo; `unsaved` also arms the close guard. */
  setTitleState(state: TitleState): void
  onMenuCommand(listener: (command: MenuCommand) => void): Unsubscribe
  /** `save` runs when the person chose Save on the way out, and answers whether it is saved. */
  onSaveBeforeClose(save: () => Promise<boolean>): Unsubscribe
  writeAutosave(summary: Omit<AutosaveSummary, 'savedAt'>, bytes: Bytes): Promise<HostReply<AutosaveSummary>>
  /** Newest first. */
  listAutosaves(): Promise<HostReply<AutosaveSummary[]>>
  /** The newest generation that is whole. */
  readAutosave(slot: string): Promise<HostReply<Autosave | null>>
  discardAutosave(slot: string): Promise<HostReply<null>>
  /** Why the page before this one went, told once; null when it did not, or where nobody knows. */
  takeFailure(): Promise<HostReply<PageFailure | null>>
  /** Versions and machine with what the page reports, to the clipboard; in Electron the last lines of the log too. */
  copyDiagnostics(report: string): Promise<HostReply<null>>
}

export const hostKey: InjectionKey<Host> = Symbol('host')
