/** The host inside Electron: `window.lab`, which only this file knows. */
import type { LabBridge } from '../../../src-main/contract/ipc'
import type { Host } from './Host'

export function createElectronHost(lab: LabBridge): Host {
  return {
    kind: 'electron',
    platform: lab.platform,
    version: lab.version,
    open: (kinds) => lab.openDocument(kinds),
    save: (id, bytes, overwriteChanged = false) => lab.saveDocument(id, bytes, overwriteChanged),
    saveAs: (suggestedName, mediaType, bytes) => lab.saveDocumentAs(suggestedName, mediaType, bytes),
    listRecent: () => lab.listRecent(),
    openRecent: (id) => lab.openRecent(id),
    takeOpenRequest: () => lab.takeOpenRequest(),
    onOpenRequested: (listener) => lab.onOpenRequested(listener),
    getSettings: () => lab.getSettings(),
    setSettings: (patch) => lab.setSettings(patch),
    onSettingsChanged: (listener) => lab.onSettingsChanged(listener),
    setTitleState: (state) => void lab.setTitleState(state),
    onMenuCommand: (listener) => lab.onMenuCommand(listener),
    onSaveBeforeClose: (save) =>
      lab.onCloseRequested(() => {
        void save()
          .catch(() => false)
          .then((saved) => lab.answerClose(saved ? 'saved' : 'stay'))
      }),
    writeAutosave: (summary, bytes) => lab.writeAutosave(summary, bytes),
    listAutosaves: () => lab.listAutosaves(),
    readAutosave: (slot) => lab.readAutosave(slot),
    discardAutosave: (slot) => lab.discardAutosave(slot),
    takeFailure: () => lab.takeFailure(),
    copyDiagnostics: (report) => lab.copyDiagnostics(report),
  }
}
