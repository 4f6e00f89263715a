/** The native dialogs. A path that a person chose here stays in the main process. */
import { existsSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { BrowserWindow, Dialog, FileFilter, MessageBoxOptions } from 'electron'
import type { DocumentKind, PageFailure } from './contract/ipc'
import type { Words } from './words'

const extensions: Record<DocumentKind, string[]> = {
  session: ['chainrule'],
  experiment: ['json'],
  data: ['csv', 'tsv', 'txt', 'npy', 'npz', 'idx', 'idx1-ubyte', 'idx3-ubyte', 'gz'],
  weights: ['json', 'npz', 'safetensors'],
}

export interface DialogParts {
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox'>
  window: () => BrowserWindow | null
  words: () => Words
  /** Where the first dialog starts. */
  folder: string
}

export interface Dialogs {
  chooseOpen(kinds: readonly DocumentKind[]): Promise<string | null>
  chooseSave(suggestedName: string): Promise<string | null>
  askUnsaved(name: string): Promise<'save' | 'discard' | 'cancel'>
  /** After the page went several times. */
  askReload(failure: PageFailure): Promise<'again' | 'quit'>
  /** While the page does not answer; `signal` takes the question away, which is to wait. */
  askWait(signal: AbortSignal): Promise<'again' | 'wait'>
}

export function createFilters(kinds: readonly DocumentKind[], words: Words): FileFilter[] {
  const filters = kinds.map((kind) => ({ name: words.kinds[kind], extensions: extensions[kind] }))
  const together = {
    name: filters.map(({ name }) => name).join(', '),
    extensions: kinds.flatMap((kind) => extensions[kind]),
  }
  const all = { name: words.allFiles, extensions: ['*'] }
  return filters.length > 1 ? [together, ...filters, all] : [...filters, all]
}

export function createDialogs(parts: DialogParts): Dialogs {
  let folder = parts.folder
  const ask = (message: string, detail: string, buttons: string[]): Promise<number> => {
    const options = { type: 'warning' as const, message, detail, buttons, defaultId: 0, noLink: true }
    return showMessage(parts, { ...options, cancelId: buttons.length - 1 })
  }
  return {
    chooseOpen: async (kinds) => {
      const filters = createFilters(kinds, parts.words())
      const options = { defaultPath: folder, filters, properties: ['openFile' as const] }
      const window = parts.window()
      const { canceled, filePaths } = await (window === null
        ? parts.dialog.showOpenDialog(options)
        : parts.dialog.showOpenDialog(window, options))
      const [path] = filePaths
      if (canceled || path === undefined) return null
      folder = dirname(path)
      return path
    },
    chooseSave: async (suggestedName) => {
      const chosen = await showSave(parts, join(folder, suggestedName))
      if (chosen === null) return null
      const path = withExtension(chosen, extname(suggestedName))
      folder = dirname(path)
      if (path === chosen || !existsSync(path)) return path
      // The dialog asked about another name than the one that is written.
      const { question, replace, cancel } = parts.words().replace
      return (await ask(question(basename(path)), '', [replace, cancel])) === 0 ? path : null
    },
    askUnsaved: async (name) => {
      const { question, detail, save, discard, cancel } = parts.words().unsaved
      const answer = await ask(question(name), detail, [save, discard, cancel])
      return (['save', 'discard', 'cancel'] as const)[answer] ?? 'cancel'
    },
    askReload: async (failure) => {
      const { messages, details, reload, quit } = parts.words().crashed
      const answer = await ask(messages[failure], details[failure], [reload, quit])
      return answer === 0 ? 'again' : 'quit'
    },
    askWait: async (signal) => {
      const { message, detail, wait, reload } = parts.words().hung
      const buttons = { buttons: [wait, reload], defaultId: 0, cancelId: 0, noLink: true }
      const answer = await showMessage(parts, { type: 'warning', message, detail, ...buttons, signal })
      return answer === 1 ? 'again' : 'wait'
    },
  }
}

/** Not every desktop's dialog adds what the person left out. */
export const withExtension = (path: string, extension: string): string =>
  extname(path) === '' ? `${path}${extension}` : path

async function showSave(parts: DialogParts, defaultPath: string): Promise<string | null> {
  const extension = extname(defaultPath).slice(1)
  const words = parts.words()
  const name = extension === 'chainrule' ? words.kinds.session : extension.toUpperCase()
  const filters = extension === '' ? [] : [{ name, extensions: [extension] }]
  const options = { defaultPath, filters }
  const window = parts.window()
  const { canceled, filePath } = await (window === null
    ? parts.dialog.showSaveDialog(options)
    : parts.dialog.showSaveDialog(window, options))
  return canceled || filePath === '' ? null : filePath
}

async function showMessage(parts: DialogParts, options: MessageBoxOptions): Promise<number> {
  const window = parts.window()
  const { response } = await (window === null
    ? parts.dialog.showMessageBox(options)
    : parts.dialog.showMessageBox(window, options))
  return response
}
