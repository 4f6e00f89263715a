/** The bridge: named functions only, no channel names, no events, nothing of Electron. One CommonJS file, sandboxed. */
import { contextBridge, ipcRenderer } from 'electron'
import type { CallChannel, CallResult, Calls, LabBridge, NoticeChannel, Notices } from '../contract/ipc'

/** Put in by the build from package.json. */
declare const __APP_VERSION__: string

const call = <Channel extends CallChannel>(
  channel: Channel,
  ...args: Parameters<Calls[Channel]>
): CallResult<Channel> => ipcRenderer.invoke(channel, ...args) as CallResult<Channel>

/** The page's listener gets the value alone; what it returns is its own way to stop. */
function listen<Channel extends NoticeChannel>(
  channel: Channel,
  listener: (value: Notices[Channel]) => void,
): () => void {
  const wrapped = (_event: unknown, value: Notices[Channel]): void => listener(value)
  ipcRenderer.on(channel, wrapped)
  return () => {
    ipcRenderer.removeListener(channel, wrapped)
  }
}

const bridge: LabBridge = {
  platform: process.platform,
  version: __APP_VERSION__,
  openDocument: (kinds) => call('document:open', kinds),
  saveDocument: (id, bytes, overwriteChanged) => call('document:save', id, bytes, overwriteChanged),
  saveDocumentAs: (name, mediaType, bytes) => call('document:saveAs', name, mediaType, bytes),
  listRecent: () => call('recent:list'),
  openRecent: (id) => call('recent:open', id),
  takeOpenRequest: () => call('request:take'),
  getSettings: () => call('settings:get'),
  setSettings: (patch) => call('settings:set', patch),
  setTitleState: (state) => call('window:title', state),
  answerClose: (answer) => call('window:answerClose', answer),
  writeAutosave: (summary, bytes) => call('autosave:write', summary, bytes),
  listAutosaves: () => call('autosave:list'),
  readAutosave: (slot) => call('autosave:read', slot),
  discardAutosave: (slot) => call('autosave:discard', slot),
  copyDiagnostics: (report) => call('diagnostics:copy', report),
  takeFailure: () => call('failure:take'),
  onMenuCommand: (listener) => listen('notice:menuCommand', listener),
  onCloseRequested: (listener) => listen('notice:closeRequested', () => listener()),
  onOpenRequested: (listener) => listen('notice:openRequested', () => listener()),
  onSettingsChanged: (listener) => listen('notice:settingsChanged', listener),
}

contextBridge.exposeInMainWorld('lab', Object.freeze(bridge))
