/** The host in a browser: files by its pickers or downloads, settings in localStorage, `beforeunload` when unsaved. */
import type { HostSettings, TitleState } from '../../../src-main/contract/ipc'
import { createBrowserAutosaves, openSlotStore } from './browserAutosaves'
import { createBrowserDocuments } from './browserDocuments'
import type { FilePickers } from './browserFiles'
import { fail, replyOf } from './hostReply'
import type { Host } from './Host'

/** Put in by the build from package.json. */
declare const __APP_VERSION__: string

const settingsKey = 'chainrule.host'
const defaults: HostSettings = { language: 'system', theme: 'system' }

export function createBrowserHost(pickers: FilePickers = window as FilePickers): Host {
  const documents = createBrowserDocuments(pickers)
  const autosaves = createBrowserAutosaves(openSlotStore)
  const listeners = new Set<(settings: HostSettings) => void>()
  const showTitle = createTitle()
  const never = (): (() => void) => () => undefined
  const version = typeof __APP_VERSION__ === 'undefined' ? '0.0.0' : __APP_VERSION__
  return {
    kind: 'browser',
    platform: 'browser',
    version,
    open: (kinds) => documents.open(kinds),
    save: (id, bytes, overwriteChanged = false) => documents.save(id, bytes, overwriteChanged),
    saveAs: (suggestedName, mediaType, bytes) => documents.saveAs(suggestedName, mediaType, bytes),
    listRecent: () => Promise.resolve({ ok: true, value: [] }),
    openRecent: () => Promise.resolve(fail('unknownDocument', 'a browser keeps no list of recent files')),
    takeOpenRequest: () => Promise.resolve({ ok: true, value: null }),
    onOpenRequested: never,
    getSettings: () => Promise.resolve({ ok: true, value: readSettings() }),
    setSettings: async (patch) => {
      const settings = { ...readSettings(), ...patch }
      writeSettings(settings)
      for (const listener of listeners) listener(settings)
      return { ok: true, value: settings }
    },
    onSettingsChanged: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setTitleState: showTitle,
    onMenuCommand: never,
    // The browser asks its own question; it cannot wait for a save.
    onSaveBeforeClose: never,
    writeAutosave: (summary, bytes) => replyOf(() => autosaves.write(summary, bytes)),
    listAutosaves: () => replyOf(() => autosaves.list()),
    readAutosave: (slot) => replyOf(() => autosaves.read(slot)),
    discardAutosave: (slot) => replyOf(() => autosaves.discard(slot).then(() => null)),
    // A browser does not say how a page ended.
    takeFailure: () => Promise.resolve({ ok: true, value: null }),
    copyDiagnostics: (report) =>
      replyOf(async () => {
        const lines = [`Chainrule ${version} in a browser`, navigator.userAgent, report.trim(), '']
        await navigator.clipboard.writeText(lines.join('\n'))
        return null
      }),
  }
}

function createTitle(): (state: TitleState) => void {
  const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
  return ({ name, unsaved }) => {
    document.title = `${unsaved ? '• ' : ''}${name} – Chainrule`
    // A listener that is always there would keep the page out of the back/forward cache.
    if (unsaved) addEventListener('beforeunload', warn)
    else removeEventListener('beforeunload', warn)
  }
}

function readSettings(): HostSettings {
  try {
    const stored = JSON.parse(localStorage.getItem(settingsKey) ?? '{}') as Record<string, unknown>
    const pick = <Name extends string>(value: unknown, names: readonly Name[], otherwise: Name): Name =>
      names.find((name) => name === value) ?? otherwise
    return {
      language: pick(stored['language'], ['en', 'zh-CN', 'system'], defaults.language),
      theme: pick(stored['theme'], ['light', 'dark', 'system'], defaults.theme),
    }
  } catch {
    return defaults
  }
}

function writeSettings(settings: HostSettings): void {
  try {
    localStorage.setItem(settingsKey, JSON.stringify(settings))
  } catch {
    // A page without storage keeps its settings until it closes.
  }
}
