/**
 * Stands for the module `electron` in tests: the built main process runs on it unmodified.
 * It proves wiring, not Electron's security, and throws on every member that it lacks.
 */
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { BrowserWindow, hooks, setColorScheme, startBrowser, stopBrowser, windows } from './browserWindow.mjs'
import { config, onParent, tellParent } from './parent.mjs'
import { protocol } from './scheme.mjs'
import { strict } from './strict.mjs'

export { BrowserWindow, protocol }

const appEvents = new EventEmitter()
hooks.appEmit = (...args) => appEvents.emit(...args)

let sandboxed = false
let ready = false

async function leave(code) {
  await stopBrowser()
  tellParent('left', code)
  process.exit(code)
}

function makeFolder(name) {
  const folder = join(config.folder, name)
  mkdirSync(folder, { recursive: true })
  return folder
}

export const app = strict(
  'app',
  Object.assign(appEvents, {
    isPackaged: true,
    enableSandbox: () => {
      if (ready) throw new Error('the sandbox is enabled before ready')
      sandboxed = true
    },
    requestSingleInstanceLock: () => true,
    whenReady: async () => {
      if (!sandboxed) throw new Error('the sandbox is not enabled')
      await startBrowser()
      ready = true
    },
    getPath: makeFolder,
    addRecentDocument: (path) => tellParent('systemRecent', path),
    clearRecentDocuments: () => tellParent('systemRecent', null),
    getVersion: () => '0.0.0',
    getPreferredSystemLanguages: () => [config.contextOptions.locale ?? 'en-US'],
    quit: () => {
      appEvents.emit('before-quit', {})
      if ([...windows].every((window) => window.close())) void leave(0)
    },
    exit: (code) => void leave(code),
  }),
)

onParent('quit', () => app.quit())
onParent('stop', () => void leave(0))
onParent('childGone', (details) => appEvents.emit('child-process-gone', {}, details))
onParent('openFile', (path) => appEvents.emit('open-file', { preventDefault: () => {} }, path))
onParent('secondInstance', ({ args, folder }) => appEvents.emit('second-instance', {}, args, folder))

const handlers = new Map()

hooks.handleCall = async (channel, event, args) => {
  const handler = handlers.get(channel)
  if (handler === undefined) throw new Error(`no handler for ${channel}`)
  return structuredClone(await handler(event, ...structuredClone(args)))
}

export const ipcMain = strict('ipcMain', {
  handle: (channel, handler) => {
    if (handlers.has(channel)) throw new Error(`a second handler for ${channel}`)
    handlers.set(channel, handler)
  },
})

const queue = [...(config.dialogs ?? [])]
onParent('dialog', (answer) => queue.push(answer))

/** Answers in their order; a dialog that no test expected is an error. One that waits goes with its signal. */
function showDialog(kind, args) {
  const options = args.at(-1)
  tellParent('dialogShown', { kind, options })
  const answer = queue.shift()
  if (answer?.kind !== kind) throw new Error(`no answer is queued for ${kind}`)
  if (answer.value !== 'untilWithdrawn') return answer.value
  return new Promise((resolve) =>
    options.signal.addEventListener('abort', () => {
      tellParent('dialogWithdrawn', null)
      resolve({ response: options.cancelId })
    }),
  )
}

export const dialog = strict('dialog', {
  showOpenDialog: async (...args) => showDialog('showOpenDialog', args),
  showSaveDialog: async (...args) => showDialog('showSaveDialog', args),
  showMessageBox: async (...args) => showDialog('showMessageBox', args),
  showErrorBox: (title, content) => tellParent('errorBox', { title, content }),
})

export const clipboard = strict('clipboard', {
  writeText: (text) => tellParent('clipboard', text),
})

let menu = []
const flatten = (items) =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])

export const Menu = strict('Menu', {
  buildFromTemplate: (template) => flatten(template),
  setApplicationMenu: (items) => {
    menu = items
    tellParent(
      'menu',
      items.map(({ id, label, accelerator, role }) => ({ id, label, accelerator, role })),
    )
  },
})

onParent('menuItem', (name) => menu.find(({ id, label }) => id === name || label === name)?.click())

let themeSource = 'system'
const themeEvents = new EventEmitter()

export const nativeTheme = strict('nativeTheme', {
  on: (...args) => themeEvents.on(...args),
  off: (...args) => themeEvents.off(...args),
  get themeSource() {
    return themeSource
  },
  set themeSource(source) {
    themeSource = source
    void setColorScheme(source)
    themeEvents.emit('updated')
  },
  get shouldUseDarkColors() {
    return (themeSource === 'system' ? config.contextOptions.colorScheme : themeSource) === 'dark'
  },
})

export const session = strict('session', {
  defaultSession: strict(
    'defaultSession',
    Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: () => {},
      setPermissionCheckHandler: () => {},
      setDevicePermissionHandler: () => {},
      setDisplayMediaRequestHandler: () => {},
      webRequest: strict('webRequest', {
        onBeforeRequest: (listener) => {
          hooks.filterRequest = (url) => {
            let cancelled = false
            listener({ url }, ({ cancel }) => (cancelled = cancel))
            return cancelled
          }
        },
      }),
    }),
  ),
})
