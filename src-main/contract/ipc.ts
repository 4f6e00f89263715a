/**
 * What crosses between the page and the desktop: channel → signature, types only.
 * A path never crosses: the main process hands out opaque document ids.
 */

/** Every way a request to the desktop can fail, as data; the renderer has the words. */
export type HostErrorCode =
  | 'refused'
  | 'badRequest'
  | 'tooLarge'
  | 'unknownDocument'
  | 'missing'
  | 'notAFile'
  | 'changedOnDisk'
  | 'noSpace'
  | 'noAccess'
  | 'readOnly'
  | 'inUse'
  | 'internal'

export interface HostError {
  code: HostErrorCode
  /** English, for the log; never a path. */
  message: string
  /** Name of the file without its folder, where one was asked for. */
  file?: string
}

export type HostReply<Value> = { ok: true; value: Value } | { ok: false; error: HostError }

/** What an open dialog offers. */
export type DocumentKind = 'session' | 'experiment' | 'data' | 'weights'

export type Bytes = Uint8Array<ArrayBuffer>

/** A document the main process knows under an opaque id. */
export interface DocumentHandle {
  id: string
  /** File name without its folder. */
  name: string
}

export interface OpenedDocument extends DocumentHandle {
  bytes: Bytes
}

export interface RecentDocument extends DocumentHandle {
  /** Milliseconds since 1970. */
  openedAt: number
}

export type LanguageSetting = 'en' | 'zh-CN' | 'system'
export type ThemeSetting = 'light' | 'dark' | 'system'

export interface HostSettings {
  language: LanguageSetting
  theme: ThemeSetting
}

/** What the window's title and menu show of the open experiment. */
export interface TitleState {
  name: string
  unsaved: boolean
  /** What undo would take back, in the person's language; null when there is nothing. */
  undo?: string | null
  redo?: string | null
}

/** What the page answers when it was asked to save before the window closes. */
export type CloseAnswer = 'saved' | 'stay'

export interface AutosaveSummary {
  slot: string
  /** Name of the experiment. */
  name: string
  /** Update of the run at that moment. */
  update: number
  /** Milliseconds since 1970. */
  savedAt: number
}

export interface Autosave extends AutosaveSummary {
  bytes: Bytes
}

/** Why a page had to be loaded again. */
export type PageFailure = 'outOfMemory' | 'killed' | 'crashed' | 'notStarted' | 'hung'

export type MenuCommand =
  | 'new'
  | 'open'
  | 'openData'
  | 'save'
  | 'saveAs'
  | 'export'
  | 'undo'
  | 'redo'
  | 'showNetwork'
  | 'showBackprop'
  | 'showWeights'
  | 'showCompare'
  | 'showData'
  | 'toggleRail'
  | 'togglePanel'
  | 'runOrPause'
  | 'step'
  | 'back'
  | 'newest'
  | 'branch'
  | 'restart'
  | 'copyDiagnostics'
  | 'gallery'
  | 'help'
  | 'shortcuts'
  | 'commands'
  | 'preferences'
  | 'about'

/** Page → main, each answered with a `HostReply` of the return type. */
export interface Calls {
  'document:open': (kinds: DocumentKind[]) => OpenedDocument | null
  'document:save': (id: string, bytes: Bytes, overwriteChanged: boolean) => DocumentHandle
  'document:saveAs': (suggestedName: string, mediaType: string, bytes: Bytes) => DocumentHandle | null
  'recent:list': () => RecentDocument[]
  'recent:open': (id: string) => OpenedDocument
  'request:take': () => OpenedDocument | null
  'settings:get': () => HostSettings
  'settings:set': (patch: Partial<HostSettings>) => HostSettings
  'window:title': (state: TitleState) => null
  'window:answerClose': (answer: CloseAnswer) => null
  'autosave:write': (summary: Omit<AutosaveSummary, 'savedAt'>, bytes: Bytes) => AutosaveSummary
  'autosave:list': () => AutosaveSummary[]
  'autosave:read': (slot: string) => Autosave | null
  'autosave:discard': (slot: string) => null
  'diagnostics:copy': (report: string) => null
  'failure:take': () => PageFailure | null
}

export type CallChannel = keyof Calls

/** Main → page. */
export interface Notices {
  'notice:menuCommand': MenuCommand
  'notice:closeRequested': null
  'notice:openRequested': null
  'notice:settingsChanged': HostSettings
}

export type NoticeChannel = keyof Notices

/** The promise of one call's reply. */
export type CallResult<Channel extends CallChannel> = Promise<HostReply<ReturnType<Calls[Channel]>>>

type Unsubscribe = () => void

/** `window.lab`: all that the page has of the desktop. Frozen; listeners get the value only, never an event. */
export interface LabBridge {
  readonly platform: string
  readonly version: string
  openDocument(kinds: DocumentKind[]): CallResult<'document:open'>
  saveDocument(id: string, bytes: Bytes, overwriteChanged: boolean): CallResult<'document:save'>
  saveDocumentAs(suggestedName: string, mediaType: string, bytes: Bytes): CallResult<'document:saveAs'>
  listRecent(): CallResult<'recent:list'>
  openRecent(id: string): CallResult<'recent:open'>
  /** The next document that a double click or the command line asked for; null when none waits. */
  takeOpenRequest(): CallResult<'request:take'>
  getSettings(): CallResult<'settings:get'>
  setSettings(patch: Partial<HostSettings>): CallResult<'settings:set'>
  setTitleState(state: TitleState): CallResult<'window:title'>
  answerClose(answer: CloseAnswer): CallResult<'window:answerClose'>
  writeAutosave(summary: Omit<AutosaveSummary, 'savedAt'>, bytes: Bytes): CallResult<'autosave:write'>
  listAutosaves(): CallResult<'autosave:list'>
  readAutosave(slot: string): CallResult<'autosave:read'>
  discardAutosave(slot: string): CallResult<'autosave:discard'>
  /** Versions, machine and log with what the page reports, to the clipboard. */
  copyDiagnostics(report: string): CallResult<'diagnostics:copy'>
  /** What happened to the page before this one, told once; null when nothing did. */
  takeFailure(): CallResult<'failure:take'>
  onMenuCommand(listener: (command: MenuCommand) => void): Unsubscribe
  onCloseRequested(listener: () => void): Unsubscribe
  onOpenRequested(listener: () => void): Unsubscribe
  onSettingsChanged(listener: (settings: HostSettings) => void): Unsubscribe
}
